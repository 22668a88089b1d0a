// What every page has: the unit switch, Listen, filters, the pace, stops seen, the service worker, what
// is to be said without a signal; each only where its part is on the page.
import { initUnits } from "./units.js";
import { initListen } from "./listen.js";
import { initFilters } from "./filters.js";
import { initPace } from "./pace.js";
import { initWorker } from "./worker.js";
import { recall } from "./store.js";

// Without a signal a part may not be on this phone: the page does without it.
const missing = (error) => console.warn(error.message);

// Paper has no use for what is folded; newer browsers open it by the style sheet.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open], .screen)")];
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});

// A link to what is folded, or stands in it, opens it.
const unfold = () => {
  const to = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = to && (to.closest("details:not([open])") ?? to.querySelector(":scope > details:not([open])"));
  if (fold) {
    fold.open = true;
    to.scrollIntoView();
  }
};
addEventListener("hashchange", unfold);
unfold();

initUnits(document);
initListen(document);
initFilters(document);
initPace(document);
initWorker(document);
if (document.querySelector("[data-languages]")) {
  import("./languages.js").then(({ initLanguages }) => initLanguages(document), missing);
}
if (document.querySelector("[data-offer]")) {
  import("./offer.js").then(({ initOffer }) => initOffer(document), missing);
}
if (document.querySelector("[data-seen-tour]")) {
  import("./seen.js").then(({ initSeen }) => initSeen(document), missing);
}
if (document.querySelector(".pair")) {
  import("./pairs.js").then(({ initPairs }) => initPairs(document), missing);
}
const printed = document.querySelector("[data-printed]");
if (printed && location.hash.startsWith("#p")) {
  import("./printed.js").then(({ initPrinted }) => initPrinted(printed)).catch(missing);
}
for (const block of document.querySelectorAll("[data-save]")) {
  import("./save.js").then(({ initSave }) => initSave(block), missing);
}
const newer = document.querySelector("[data-newer]");
const whenIdle = window.requestIdleCallback ?? ((use) => setTimeout(use, 500));
addEventListener("load", () => whenIdle(async () => {
  try {
    const meta = `trail:${document.documentElement.dataset.root}:meta`; // there where a copy is
    const signal = navigator.onLine !== false && !("kept" in document.documentElement.dataset);
    if (signal && (await caches.has(meta))) await (await import("./newer.js")).initNewer(newer);
  } catch {
    // Nothing is kept in this browser, or there is no signal.
  }
}));
const line = document.querySelector("[data-kept-line]");
const withKept = (use) => import("./kept.js").then(use, missing);
if (line) {
  const tell = () => withKept(({ initKept }) => initKept(document, line));
  if ("kept" in document.documentElement.dataset || navigator.onLine === false) tell();
  addEventListener("offline", tell);
  addEventListener("online", () => withKept(({ signalIsBack }) => signalIsBack(document, line)));
}
const asked = document.querySelector("[data-asked]");
if (asked) {
  const form = document.querySelector("[data-ask]");
  const withAsk = (use) => import("./ask.js").then(use).catch(missing);
  if (form) withAsk(({ initAsk }) => initAsk(form, asked));
  const send = () => recall("questions") && withAsk(({ sendWaiting }) => sendWaiting(asked));
  if (navigator.onLine !== false) send();
  addEventListener("online", send);
}
