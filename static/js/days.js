// Narrows the events of the tables to those that fit the filters.
import { fill, formFor } from "./map-words.js";

const MANY = new Set(["track", "person"]);

function fits(row, choices) {
  return choices.every(([key, wanted]) => {
    const had = row.dataset[key];
    return MANY.has(key) ? had.split(" ").includes(wanted) : had === wanted;
  });
}

export function initDays(root) {
  const form = root.querySelector("[data-day-filters]");
  if (!form) return;
  const rows = [...root.querySelectorAll("[data-event-day] tr[data-band]")];
  const count = form.querySelector(".count");
  const forms = JSON.parse(count.dataset.forms);
  const apply = () => {
    const choices = [...new FormData(form)].filter(([, value]) => value);
    for (const row of rows) row.hidden = !fits(row, choices);
    const shown = rows.filter((row) => !row.hidden).length;
    for (const day of root.querySelectorAll("[data-event-day]")) {
      day.hidden = choices.length > 0 && !day.querySelector("tr[data-band]:not([hidden])");
    }
    const text = shown === 0 ? count.dataset.none : formFor(forms, shown);
    count.textContent = fill(text, { num: shown, all: rows.length });
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}

initDays(document);
