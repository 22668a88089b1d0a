// What is to be saved: the trail, or the trail with its printed sheets of one paper.
import { fill } from "./map-words.js";

// `size` writes bytes in words; `changed` is told when the reader chose.
export function initChoice(box, { words, size, changed }) {
  let papers = []; // of each { paper, name, version, bytes, files }
  let touched = false;

  const chosen = () => papers.find(({ paper }) => paper === box.querySelector("input:checked")?.value) ?? null;

  function row(value, text) {
    const [label, input, span] = ["label", "input", "span"].map((name) => document.createElement(name));
    Object.assign(input, { type: "radio", name: "save-sheets", value });
    span.textContent = text;
    label.append(input, span);
    return label;
  }

  // `before` is the paper of the copy that there is.
  function offer(trail, found, before) {
    const was = touched ? chosen()?.paper : before;
    papers = found;
    const rows = papers.map((one) => {
      const gaps = { paper: one.name, count: one.files.length, load: size(trail + one.bytes) };
      return row(one.paper, fill(words.bound, gaps));
    });
    box.querySelector("[data-save-rows]").replaceChildren(row("", fill(words.unbound, { load: size(trail) })), ...rows);
    const inputs = [...box.querySelectorAll("input")];
    (inputs.find(({ value }) => value === was) ?? inputs[0]).checked = true;
    box.hidden = !papers.length;
  }

  box.addEventListener("change", () => {
    touched = true;
    changed();
  });
  return { chosen, offer, knows: () => papers.length > 0 };
}
