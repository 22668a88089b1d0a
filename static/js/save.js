// "Save the trail on this phone": what, and its size, before; the progress while; the date after.
import { fill } from "./map-words.js";
import { initChoice } from "./save-choice.js";
import { savedCopy } from "./saved-copy.js";
import { sizeText, stateText } from "./save-words.js";
import { Trouble, kindOf } from "./saved-parts.js";
import { registration, started } from "./worker.js";

const AGAIN_MS = 5_000; // while the server prepares the copy
const SELDOM_MS = 30_000; // after a while
const PATIENT = 24; // times

export function initSave(block) {
  const part = (name) => block.querySelector(`[data-save-${name}]`);
  const words = JSON.parse(block.dataset.words);
  const { root } = block.dataset;
  const [state, said, bar] = [part("state"), part("said"), part("progress")];
  const buttons = { start: part("start"), stop: part("stop"), remove: part("remove") };
  const lang = document.documentElement.lang || undefined;
  const size = (bytes) => sizeText(bytes, words, lang);
  const shown = () => show().catch(() => impossible());
  const choice = initChoice(part("what"), { words, size, changed: shown });
  let listing = null;
  let phase = "unasked";
  let stopping = null;

  function impossible(why = "impossible") {
    for (const hidden of [...Object.values(buttons), bar, part("what")]) hidden.hidden = true;
    state.textContent = words[why];
  }
  if (!window.isSecureContext) return impossible("insecure");
  if (!window.crypto?.subtle) return impossible();
  const copy = savedCopy(root);

  async function sizes() {
    const sheets = choice.chosen();
    const [bytes, count] = [sheets?.bytes ?? 0, sheets?.files.length ?? 0];
    const left = await copy.left(listing, sheets);
    const begun = left < listing.bytes + bytes;
    return { begun, load: size(left), stored: size(listing.stored + bytes), files: listing.files.length + count };
  }

  async function show() {
    const saved = await copy.current();
    const newer = saved && listing && listing.version !== saved.version;
    // The same trail, but with other sheets than are chosen.
    const other = saved && listing && !newer && choice.knows() && saved.sheets?.version !== choice.chosen()?.version;
    const gaps = listing ? await sizes() : {};
    state.textContent = stateText({ saved, listing, phase, newer, more: other && choice.chosen(), gaps }, words, lang);
    const label = newer ? "update" : !saved ? "save" : choice.chosen() ? "add" : "drop";
    buttons.start.textContent = words[label];
    buttons.start.hidden = !listing || (saved && !newer && !other) || Boolean(stopping);
    buttons.remove.hidden = !(saved || gaps.begun) || Boolean(stopping);
    part("what").disabled = Boolean(stopping);
    buttons.stop.hidden = bar.hidden = !stopping;
  }

  // What is being made is asked for until it is there, by turns less often.
  async function ask(times = PATIENT) {
    const later = () => setTimeout(ask, times > 0 ? AGAIN_MS : SELDOM_MS, times - 1);
    try {
      const saved = await copy.current();
      const response = await fetch(block.dataset.listing, { cache: "no-cache" });
      if (response.status === 503 && (await response.json()).preparing) {
        phase = "making";
        await shown();
        return later();
      }
      listing = response.status === 200 ? await response.json() : null;
      phase = listing ? "known" : "offline";
      const found = listing ? await fetch(block.dataset.sheets, { cache: "no-cache" }) : null;
      const { papers } = found?.status === 200 ? await found.json() : { papers: [] };
      const before = saved?.sheets?.paper;
      // A copy with sheets is not to lose them because they are being made anew.
      if (listing && before && times > 0 && !papers.some(({ paper }) => paper === before)) return later();
      if (listing) choice.offer(listing.bytes, papers, before);
    } catch {
      listing = null; // no network: what is saved is shown all the same
      phase = "offline";
    }
    await shown();
  }

  async function save() {
    let before = null;
    let told = -1;
    const held = document.activeElement === buttons.start;
    stopping = new AbortController();
    const progress = (done) => {
      const tenths = Math.floor(done * 10);
      bar.value = done;
      if (tenths > told) said.textContent = fill(words.saving, { percent: (told = tenths) * 10 });
    };
    progress(0);
    try {
      before = await copy.current();
      await show();
      if (held) buttons.stop.focus();
      if (!(await registration(root))) throw new Trouble("lost");
      await copy.save(listing, choice.chosen(), { progress, signal: stopping.signal });
      navigator.storage?.persist?.().catch(() => {}); // else the browser may drop it when room gets short
      said.textContent = words[choice.chosen() ? "done_sheets" : "done"];
    } catch (error) {
      await tell(error, before);
    }
    const back = document.activeElement === buttons.stop;
    stopping = null;
    await shown();
    if (back) (buttons.start.hidden ? buttons.remove : buttons.start).focus();
  }

  async function tell(error, before) {
    const kind = kindOf(error);
    if (kind === "failed") console.error("Not done:", error);
    const gaps = listing ? await sizes().catch(() => ({})) : {};
    const goesOn = ["lost", "stopped", "broken"].includes(kind);
    const lines = [fill(words[kind], { ...gaps, error }), before ? words.intact : goesOn ? "" : words.nothing];
    if (goesOn) lines.push(words.goes_on);
    said.textContent = lines.filter(Boolean).join(" ");
    if (kind === "changed") ask();
  }

  buttons.start.addEventListener("click", save);
  buttons.stop.addEventListener("click", () => stopping?.abort());
  buttons.remove.addEventListener("click", async () => {
    try {
      await copy.remove();
      said.textContent = words.removed;
    } catch (error) {
      await tell(error, true);
    }
    await shown();
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
      phase = "asking";
      shown().then(() => ask());
    }).observe(block);
  }
}
