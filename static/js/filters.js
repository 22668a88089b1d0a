// Narrows the list of sites. Without script every site is shown and the form stays hidden.
import { fill, formFor } from "./map-words.js";

function fits(item, choices) {
  return choices.every(([key, wanted]) => item.dataset[key].split(key === "track" ? " " : "\n").includes(wanted));
}

export function initFilters(root) {
  const form = root.querySelector("[data-filters]");
  if (!form) return;
  const items = [...root.querySelectorAll("[data-group] li[data-reach]")];
  const count = root.querySelector(".fold .count");
  const forms = JSON.parse(count.dataset.forms);
  const apply = () => {
    const choices = [...new FormData(form)].filter(([, value]) => value);
    let shown = 0;
    for (const item of items) {
      item.hidden = !fits(item, choices);
      if (!item.hidden) shown += 1;
    }
    for (const group of root.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    const text = shown === 0 ? count.dataset.none : formFor(forms, shown);
    count.textContent = fill(text, { num: shown, all: items.length });
    document.dispatchEvent(
      new CustomEvent("trail:filtered", { detail: items.filter((item) => !item.hidden).map((item) => item.id) }),
    );
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}
