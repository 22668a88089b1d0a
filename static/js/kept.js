// A page shown without a signal says which copy it is, and before the tap what does not work: a link to a file
// that is not on this phone, what lies on other hosts, a form that the server answers. Pictures that are not
// here are not shown.
import { fill } from "./map-words.js";
import { dateText } from "./save-words.js";

const NEEDS_SIGNAL = "a.btn[rel~=external], .chips a[rel~=external], .links a[rel~=external], form.plan-form [type=submit], .trail-map-tiles";
const FILE = /\.\w+$|\/(api|embed)\//; // pages have an honest stand-in of their own

const bare = (url) => url.origin + url.pathname;

function addressOf(link) {
  try {
    return new URL(link.getAttribute("href"), location.href);
  } catch {
    return null;
  }
}

async function isKept(url) {
  try {
    const ours = (await caches.keys()).filter((name) => name.startsWith(`trail:${document.documentElement.dataset.root}:`));
    const found = await Promise.all(ours.map((cacheName) => caches.match(bare(url), { cacheName, ignoreVary: true })));
    return found.some(Boolean);
  } catch {
    return false; // nothing is kept in this browser
  }
}

function note(element, text) {
  if (element.querySelector(".away")) return;
  const span = document.createElement("span");
  span.className = "away";
  span.textContent = ` ${text}`;
  element.append(span);
  const label = element.getAttribute("aria-label");
  if (label) element.setAttribute("aria-label", `${(element.dataset.label = label)} ${text}`);
}

const isBroken = (img) => img.complete && img.getAttribute("src") && !img.naturalWidth;
const hideBroken = ({ target }) => {
  if (target.matches?.("main img")) target.hidden = true;
};

export async function initKept(root, line) {
  const words = JSON.parse(line.dataset.words);
  const { kept, keptOn } = root.documentElement.dataset;
  const date = keptOn ? dateText(keptOn, root.documentElement.lang || undefined) : "";
  line.textContent = fill(words[kept && date ? kept : "lost"], { date });
  line.hidden = false;
  root.addEventListener("error", hideBroken, true);
  for (const img of root.querySelectorAll("main img")) if (isBroken(img)) img.hidden = true;
  const mark = () => line.hidden || root.querySelectorAll(NEEDS_SIGNAL).forEach((one) => note(one, words.signal));
  mark();
  root.addEventListener("map-controls", mark); // a map may come later than this
  for (const link of root.querySelectorAll("main a[href]")) {
    const url = addressOf(link);
    if (url?.origin !== location.origin || !FILE.test(url.pathname) || (await isKept(url))) continue;
    note(link, words.away);
  }
}

export function signalIsBack(root, line) {
  line.hidden = true;
  root.removeEventListener("error", hideBroken, true);
  for (const img of root.querySelectorAll("main img[hidden]")) {
    img.hidden = false;
    img.src = img.getAttribute("src"); // asked for anew
  }
  for (const away of root.querySelectorAll(".away")) {
    const { label } = away.parentElement.dataset;
    if (label) away.parentElement.setAttribute("aria-label", label);
    away.remove();
  }
}
