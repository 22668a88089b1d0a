// The list of sheets asks once which paper and for whom, and shows one button a sheet; the answers are kept on
// this device. Without it all papers of all sheets are there.
import { keep, recall } from "./store.js";

const form = document.querySelector("[data-pick]");

function show() {
  const { paper, reader } = Object.fromEntries(new FormData(form));
  for (const section of document.querySelectorAll("[data-reader]")) {
    section.hidden = reader !== "" && section.dataset.reader !== reader;
  }
  for (const link of document.querySelectorAll("[data-papers]")) {
    link.hidden = !link.dataset.papers.split(" ").includes(paper);
  }
}

if (form) {
  for (const name of ["paper", "reader"]) {
    const kept = recall(`print-${name}`);
    for (const input of form.elements[name]) if (input.value === kept) input.checked = true;
  }
  form.hidden = false;
  show();
  form.addEventListener("change", ({ target }) => {
    keep(`print-${target.name}`, target.value);
    show();
  });
}
