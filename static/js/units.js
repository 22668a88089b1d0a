// Feet and miles first, metric beside; the switch in the footer turns the two about.
import { keep, recall } from "./store.js";

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
  const apply = (metricFirst) => {
    button.setAttribute("aria-pressed", String(metricFirst));
    show(root, metricFirst);
  };
  if (recall("units") === "si") apply(true);
  button.addEventListener("click", () => {
    const metricFirst = button.getAttribute("aria-pressed") !== "true";
    keep("units", metricFirst ? "si" : "us");
    apply(metricFirst);
  });
}
