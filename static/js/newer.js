// A newer version of the saved copy is offered on whatever page the reader is, where there is a copy.
import { fill } from "./map-words.js";
import { sizeText } from "./save-words.js";
import { savedCopy } from "./saved-copy.js";

const FRESH = { cache: "no-cache" };

async function jsonOf(url) {
  const response = await fetch(url, FRESH);
  return response.status === 200 ? response.json() : null; // being made, perhaps: the next page asks again
}

export async function initNewer(box) {
  const words = JSON.parse(box.dataset.words);
  const copy = savedCopy(document.documentElement.dataset.root);
  const saved = await copy.current();
  const newest = saved ? await jsonOf(box.dataset.newer) : null;
  if (!newest || newest.version === saved.version) return;

  const said = document.createElement("p");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--small" });
  const lang = document.documentElement.lang || undefined;
  said.textContent = fill(words.newer, { load: sizeText(newest.bytes, words, lang) });
  button.textContent = words.fetch;
  box.replaceChildren(said, button);
  box.hidden = false;

  async function update() {
    button.disabled = true;
    let told = -1;
    const progress = (done) => {
      const tenths = Math.floor(done * 4);
      if (tenths > told) said.textContent = fill(words.saving, { percent: (told = tenths) * 25 });
    };
    try {
      const listing = await jsonOf(box.dataset.listing);
      const paper = saved.sheets?.paper;
      const found = paper ? await jsonOf(box.dataset.sheets) : null;
      const sheets = found?.papers.find((one) => one.paper === paper) ?? null;
      if (!listing || (paper && !sheets)) {
        said.textContent = words.making;
      } else {
        await copy.save(listing, sheets, { progress, signal: new AbortController().signal });
        said.textContent = words.done;
        button.textContent = words.show;
        button.onclick = () => location.reload();
      }
    } catch (error) {
      console.warn(error);
      said.textContent = words.failed;
    }
    button.disabled = false;
  }
  button.onclick = update;
}
