// "Save the trail on this phone": the size before, the progress while, the date after.
import { fill } from "./map-words.js";
import { Trouble, kindOf, savedCopy } from "./saved-copy.js";
import { started } from "./worker.js";

const AGAIN_MS = 5_000; // while the server prepares the copy
const PATIENT = 24; // times

export function initSave(block) {
  const part = (name) => block.querySelector(`[data-save-${name}]`);
  const words = JSON.parse(block.dataset.words);
  const { root, listing: address } = block.dataset;
  const [state, said, bar] = [part("state"), part("said"), part("progress")];
  const buttons = { start: part("start"), stop: part("stop"), remove: part("remove") };
  const lang = document.documentElement.lang || undefined;
  const impossible = (why = "impossible") => {
    for (const button of Object.values(buttons)) button.hidden = true;
    state.textContent = words[why];
  };
  if (!window.isSecureContext) return impossible("insecure");
  if (!window.crypto?.subtle) return impossible();
  const copy = savedCopy(root);
  let listing = null;
  let stopping = null;

  const size = (bytes) =>
    bytes < 1e6
      ? fill(words.kb, { n: Math.max(1, Math.round(bytes / 1e3)).toLocaleString(lang) })
      : fill(words.mb, { n: (bytes / 1e6).toLocaleString(lang, { maximumFractionDigits: 1 }) });
  const sizes = () =>
    listing && { load: size(listing.bytes), stored: size(listing.stored), files: listing.files.length };

  async function show() {
    const saved = await copy.current();
    const date = saved && new Date(saved.saved).toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });
    const version = (one) => `${one.data ?? one.data_version} (${one.version.slice(0, 6)})`;
    const newer = saved && listing && listing.version !== saved.version;
    const lines = [];
    if (saved) lines.push(fill(words.saved, { date, version: version(saved) }));
    if (saved && listing) lines.push(newer ? fill(words.newer, { version: version(listing), ...sizes() }) : words.newest);
    else if (saved) lines.push(words.unchecked);
    else lines.push(listing ? fill(words.size, sizes()) : words.no_size);
    state.textContent = lines.join(" ");
    buttons.start.hidden = !listing || (saved && !newer) || stopping;
    buttons.start.textContent = newer ? words.update : words.save;
    buttons.remove.hidden = !saved || Boolean(stopping);
    buttons.stop.hidden = !stopping;
    bar.hidden = !stopping;
  }

  async function ask(times = PATIENT) {
    try {
      const response = await fetch(address, { cache: "no-cache" });
      if (response.status === 503 && times && (await response.json()).preparing) {
        if (!(await copy.current())) state.textContent = words.preparing;
        setTimeout(ask, AGAIN_MS, times - 1);
        return;
      }
      listing = response.status === 200 ? await response.json() : null;
    } catch {
      listing = null; // no network: what is saved is shown all the same
    }
    await show().catch(() => impossible());
  }

  async function save() {
    let before = null;
    const held = document.activeElement === buttons.start;
    stopping = new AbortController();
    let shown = -1;
    const progress = (part) => {
      const tenths = Math.floor(part * 10);
      bar.value = part;
      if (tenths > shown) said.textContent = fill(words.saving, { percent: (shown = tenths) * 10 });
    };
    progress(0);
    try {
      before = await copy.current();
      await show();
      if (held) buttons.stop.focus();
      if (!(await navigator.serviceWorker.getRegistration(root))) throw new Trouble("lost");
      await copy.save(listing, { progress, signal: stopping.signal });
      navigator.storage?.persist?.().catch(() => {}); // else the browser may drop it when room gets short
      said.textContent = words.done;
    } catch (error) {
      const kind = kindOf(error);
      if (kind === "failed") console.error("Not saved:", error);
      said.textContent = `${fill(words[kind], { ...sizes(), error })} ${before ? words.intact : words.nothing}`;
      if (kind === "changed") ask();
    }
    const back = document.activeElement === buttons.stop;
    stopping = null;
    await show().catch(() => impossible());
    if (back) (buttons.start.hidden ? buttons.remove : buttons.start).focus();
  }

  buttons.start.addEventListener("click", save);
  buttons.stop.addEventListener("click", () => stopping?.abort());
  buttons.remove.addEventListener("click", async () => {
    try {
      await copy.remove();
      said.textContent = words.removed;
    } catch (error) {
      said.textContent = fill(words[kindOf(error)], { ...sizes(), error });
    }
    await show().catch(() => impossible());
    buttons.start.focus();
  });
  begin().catch(() => impossible());

  async function begin() {
    await show(); // asks the storage, which a private window may refuse
    if ((await started()).refused) return impossible();
    // Asked for only when the reader gets here: most visits never need it.
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      ask();
    }).observe(block);
  }
}
