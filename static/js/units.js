// Feet and miles first, metric beside, or the reverse; the switch in the footer turns the two about.
import { keep, recall } from "./store.js";

// As the page comes: readers of English alone reckon in feet.
export const usualUnits = () => (document.documentElement.lang === "en" ? "us" : "si");

function show(root, metricFirst) {
  for (const element of root.querySelectorAll("[data-us][data-si]")) {
    const [first, second] = metricFirst
      ? [element.dataset.si, element.dataset.us]
      : [element.dataset.us, element.dataset.si];
    element.firstChild.nodeValue = `${first} `;
    element.lastElementChild.textContent = `(${second})`;
  }
}

export function initUnits(root) {
  const button = root.querySelector("[data-units-switch]");
  if (!button) return;
  const usual = usualUnits();
  const apply = (units) => {
    button.setAttribute("aria-pressed", String(units !== usual));
    show(root, units === "si");
  };
  if ((recall("units") ?? usual) !== usual) apply(recall("units"));
  button.addEventListener("click", () => {
    const other = usual === "si" ? "us" : "si";
    const units = button.getAttribute("aria-pressed") === "true" ? usual : other;
    keep("units", units);
    apply(units);
  });
}
