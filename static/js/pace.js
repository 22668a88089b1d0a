// Times at the pace the reader chose. Every figure comes from the server; this only picks.
import { keep, recall } from "./store.js";

export function initPace(root) {
  const field = root.querySelector("[data-pace]");
  if (!field) return;
  const select = field.querySelector("select");
  const status = root.querySelector("[data-pace-status]");
  const apply = () => {
    for (const element of root.querySelectorAll("[data-times]")) {
      const times = JSON.parse(element.dataset.times);
      if (select.value in times) element.textContent = times[select.value];
    }
  };
  const known = [...select.options].map((option) => option.value);
  const before = recall("pace");
  if (before && known.includes(before)) {
    select.value = before;
    apply();
  }
  select.addEventListener("change", () => {
    keep("pace", select.value);
    apply();
    status.textContent = status.dataset.said.replace("{pace}", () => select.selectedOptions[0].textContent);
  });
}
