// What every page has: the unit switch, Listen, filters, the pace; each only where its part is on the page.
import { initUnits } from "./units.js";
import { initListen } from "./listen.js";
import { initFilters } from "./filters.js";
import { initPace } from "./pace.js";

initUnits(document);
initListen(document);
initFilters(document);
initPace(document);
