// A page shown without a signal says which copy it is, and of each link to a file that is not on this
// phone, before the tap, that it is not.
import { fill } from "./map-words.js";
import { dateText } from "./save-words.js";

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

export async function initKept(root, line) {
  const words = JSON.parse(line.dataset.words);
  const { kept, keptOn } = root.documentElement.dataset;
  const date = keptOn ? dateText(keptOn, root.documentElement.lang || undefined) : "";
  line.textContent = fill(words[kept && date ? kept : "lost"], { date });
  line.hidden = false;
  for (const link of root.querySelectorAll("main a[href]")) {
    const url = addressOf(link);
    if (url?.origin !== location.origin || !FILE.test(url.pathname) || (await isKept(url))) continue;
    if (link.querySelector(".away")) continue;
    const note = root.createElement("span");
    note.className = "away";
    note.textContent = ` ${words.away}`;
    link.append(note);
    const label = link.getAttribute("aria-label");
    if (label) link.setAttribute("aria-label", `${(link.dataset.label = label)} ${words.away}`);
  }
}

export function signalIsBack(root, line) {
  line.hidden = true;
  for (const note of root.querySelectorAll("a > .away")) {
    const { label } = note.parentElement.dataset;
    if (label) note.parentElement.setAttribute("aria-label", label);
    note.remove();
  }
}
