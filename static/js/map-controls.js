// Zoom buttons below the map, where they cover nothing, scale, credits, and manners: neither the
// wheel nor one finger takes the page's scrolling away.

const HINT_MS = 1600;

export function addControls(map, _data, { element, bar, credit, words, coarse, still }) {
  const L = window.L;
  for (const [step, one] of [[1, bar.querySelector(".trail-map-in")], [-1, bar.querySelector(".trail-map-out")]]) {
    const able = () => {
      const left = step > 0 ? map.getMaxZoom() - map.getZoom() : map.getZoom() - map.getMinZoom();
      one.setAttribute("aria-disabled", String(left < 0.01));
    };
    one.addEventListener("click", () => map.setZoom(map.getZoom() + step, { animate: !still }));
    map.on("zoomend trailfit", able);
    able();
  }
  L.control.scale({ maxWidth: 110 }).addTo(map);

  // The credits stand below the map, where they hide nothing and also print.
  const drawn = credit.textContent.trim();
  const credits = L.control.attribution({ prefix: false }).addTo(map);
  const safe = document.createElement("span");
  safe.textContent = drawn;
  if (drawn) credits.addAttribution(safe.innerHTML);
  credit.replaceChildren(credits.getContainer());

  const hint = document.createElement("p");
  hint.className = "trail-map-hint";
  hint.setAttribute("aria-hidden", "true");
  element.append(hint);
  let timer = 0;
  const show = (text) => {
    hint.textContent = text;
    hint.classList.add("is-shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("is-shown"), HINT_MS);
  };
  element.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopImmediatePropagation();
      if (element.contains(document.activeElement)) show(words.ctrl_wheel);
    },
    { capture: true, passive: true },
  );
  if (coarse) {
    const moved = (event) => event.touches.length === 1 && show(words.two_fingers);
    element.addEventListener("touchmove", moved, { passive: true });
  }
}
