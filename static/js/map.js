// Interactive maps: each is made live once the page is touched. Until then, and whenever something
// fails, the drawn map inside the element stays.

// The first touch, key or scroll: until then the drawn map is all there is to do.
const wanted = new Promise((resolve) => {
  for (const kind of ["keydown", "pointerdown", "pointermove", "focusin", "scroll"]) {
    addEventListener(kind, resolve, { once: true, passive: true });
  }
});

const ASKED = ".trail-map-still a, .trail-map-bar button, .trail-map-tiles input";

// What the live map has where the drawn one has a mark.
function twin(mark) {
  const { left, right, top, bottom } = mark.getBoundingClientRect();
  return document.elementFromPoint((left + right) / 2, (top + bottom) / 2)?.closest("button");
}

// What is asked of the map before it is live, is asked again once it is.
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
