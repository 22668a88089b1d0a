// Zoom buttons below the map, scale, credits; neither wheel nor one finger takes the scrolling.

const HINT_MS = 1600;

export function addControls(map, _data, { element, bar, more, places, words, coarse, still }) {
  const L = window.L;
  // The middle of the nearer view: where no place would be left in it, the nearest one.
  const aim = (zoom) => {
    const half = map.getSize().divideBy(2);
    const middle = map.project(map.getCenter(), zoom);
    const offs = places.map((place) => map.project(place, zoom).subtract(middle));
    if (offs.some(({ x, y }) => Math.abs(x) < half.x && Math.abs(y) < half.y)) return map.getCenter();
    const far = (i) => Math.hypot(offs[i].x, offs[i].y);
    return places[places.reduce((best, _, i) => (far(i) < far(best) ? i : best), 0)];
  };
  for (const [step, one] of [[1, bar.querySelector(".trail-map-in")], [-1, bar.querySelector(".trail-map-out")]]) {
    const able = () => {
      const left = step > 0 ? map.getMaxZoom() - map.getZoom() : map.getZoom() - map.getMinZoom();
      one.setAttribute("aria-disabled", String(left < 0.01));
    };
    one.addEventListener("click", () => {
      const zoom = map.getZoom() + step;
      map.setView(aim(zoom), zoom, { animate: !still });
    });
    map.on("zoomend trailfit", able);
    able();
  }
  L.control.scale({ maxWidth: 110 }).addTo(map);

  // The credits stand below the map, where they hide nothing and also print.
  const credit = more.querySelector(".trail-map-credit");
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
