// Narrows the events of the picture and of the tables to those that fit the filters.
// What each event is about stands in the tables; the picture only names it.

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
  const marks = [...root.querySelectorAll("[data-event]")];
  const count = form.querySelector(".count");
  const apply = () => {
    const choices = [...new FormData(form)].filter(([, value]) => value);
    const shown = new Set();
    for (const row of rows) {
      row.hidden = !fits(row, choices);
      if (!row.hidden) shown.add(row.id);
    }
    for (const mark of marks) mark.toggleAttribute("hidden", !shown.has(mark.dataset.event));
    for (const day of root.querySelectorAll("[data-event-day]")) {
      day.hidden = choices.length > 0 && !day.querySelector("tr[data-band]:not([hidden])");
    }
    const text = shown.size === 0 ? count.dataset.none : shown.size === 1 ? count.dataset.one : count.dataset.many;
    count.textContent = text.replace("{num}", shown.size).replace("{all}", rows.length);
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}

initDays(document);
