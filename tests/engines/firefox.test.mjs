import { journey } from "./journey.mjs";
import { Firefox } from "./support/puppeteer.mjs";

journey(Firefox);
