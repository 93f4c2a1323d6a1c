import { journey } from "./journey.mjs";
import { WebKit } from "./support/webkit.mjs";

journey(WebKit);
