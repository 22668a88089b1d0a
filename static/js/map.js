// Makes maps live once the page is touched; the drawn map stays until then, and when this fails.

const wanted = new Promise((resolve) => {
  for (const kind of ["keydown", "pointerdown", "pointermove", "focusin", "scroll"]) {
    addEventListener(kind, resolve, { once: true, passive: true });
  }
});

const ASKED = ".trail-map-still a, .trail-map-bar button, .trail-map-tiles input";

function twin(mark) {
  const { left, right, top, bottom } = mark.getBoundingClientRect();
  return document.elementFromPoint((left + right) / 2, (top + bottom) / 2)?.closest("button");
}

// What is asked before the map is live is asked again.
function keepAsked(element, live) {
  element.classList.add("is-coming");
  element.closest(".plate").addEventListener("click", (event) => {
    const asked = event.target.closest(ASKED);
    if (!asked || element.classList.contains("is-live") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const href = asked.getAttribute("href");
    live.then(
      () => ((href && twin(asked)) || asked).click(),
      () => href && location.assign(href),
    );
  });
}

for (const element of document.querySelectorAll("[data-trail-map]")) {
  const live = wanted.then(() => import("./map-live.js")).then(({ start }) => start(element));
  keepAsked(element, live);
  live.catch((error) => {
    console.error("The drawn map stays:", error);
    element.classList.remove("is-coming");
  });
}
