import { journey } from "./journey.mjs";
import { Chromium } from "./support/puppeteer.mjs";

journey(Chromium);
