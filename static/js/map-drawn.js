// The drawn map as the ground of the live one. Words and arrows keep their size at every zoom;
// where there is room the names of the larger drawing show.

const ZOOMED = 1.02; // times as large as at first, from which marks stand anew
const DESK_PX = 0.6; // pixels a unit, from which the names of the larger drawing have room
const FAINT = ".m-land, .m-water, .m-lake, .m-coast, .m-river, .m-wave, .m-tree, .m-area, .m-acc, .m-border";
const WAY = ".m-route, .m-route-case, .m-spur";
const DEEPER = 3; // zooms into a town's map
const STREETS_ZOOM = 17; // of a land's map, for which the streets are drawn anew

export function layDrawn(map, drawn, element) {
  const L = window.L;
  const still = element.querySelector(".trail-map-still > svg");
  const bounds = L.latLngBounds(drawn.frame);
  const [width, height] = drawn.units;
  const corner = map.project(bounds.getNorthWest(), 0);
  const size = map.project(bounds.getSouthEast(), 0).subtract(corner);
  const point = (x, y) => map.unproject(corner.add([(x / width) * size.x, (y / height) * size.y]), 0);
  let home = 0;
  let fitted = 0; // pixels a unit at first

  // Leaflet's first view is what the page shows: whatever size and part of it the style sheet chose.
  function fit() {
    const shown = still.getScreenCTM();
    const box = element.getBoundingClientRect();
    const x = box.left + element.clientLeft + element.clientWidth / 2;
    const y = box.top + element.clientTop + element.clientHeight / 2;
    fitted = shown.a;
    home = Math.log2((fitted * width) / size.x);
    map.options.minZoom = home;
    map.options.maxZoom = Math.max(home + DEEPER, drawn.deep ? STREETS_ZOOM : 0);
    map.setView(point((x - shown.e) / fitted, (y - shown.f) / fitted), home, { animate: false });
  }

  const picture = still.cloneNode(true);
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("preserveAspectRatio", "none");
  picture.removeAttribute("aria-labelledby");
  for (const one of picture.querySelectorAll("title, desc, .m-mark, .m-to, .m-pin")) one.remove();

  // What keeps its size, about its own place or the mark that it names.
  const kept = [];
  function keep(marked) {
    const places = marked.map((place) => {
      const { x, y } = map.project(place, 0).subtract(corner).multiplyBy(width / size.x);
      return [x, y];
    });
    for (const group of picture.querySelectorAll(".m-over")) {
      for (const one of group.querySelectorAll("text, .m-arrow")) {
        if (one.closest(".m-scale, .m-rose")) continue;
        const own = one.getAttribute("transform") ?? "";
        const moved = own.match(/translate\(([-\d.]+) ([-\d.]+)\)/);
        let about = moved
          ? [Number(moved[1]), Number(moved[2])]
          : [Number(one.getAttribute("x")), Number(one.getAttribute("y"))];
        if (one.closest(".m-stop")) {
          const far = ([x, y]) => Math.hypot(x - about[0], y - about[1]);
          about = places.reduce((a, b) => (far(b) < far(a) ? b : a));
        }
        kept.push({ one, own, about, desk: group.classList.contains("m-desk") });
      }
    }
  }
  const lines = [...picture.querySelectorAll(`${FAINT}, ${WAY}`)].map((one) => ({
    one,
    breadth: Number(one.getAttribute("stroke-width")),
    power: one.matches(WAY) ? 0.5 : 1,
  }));

  const times = () => 2 ** (map.getZoom() - home);
  const zoomed = () => times() > ZOOMED;
  function rescale() {
    const k = times();
    element.classList.toggle("is-zoomed", zoomed());
    const desk = fitted * k >= DESK_PX;
    picture.classList.toggle("m-near", desk && zoomed());
    for (const { one, own, about: [x, y], desk: large } of kept) {
      if (!zoomed()) one.setAttribute("transform", own);
      else {
        const factor = large ? Math.min(1, Math.max(fitted, DESK_PX) / (fitted * k)) : 1 / k;
        one.setAttribute("transform", `translate(${x} ${y}) scale(${factor.toFixed(4)}) translate(${-x} ${-y}) ${own}`);
      }
    }
    for (const { one, breadth, power } of lines) {
      if (breadth) one.setAttribute("stroke-width", (breadth / k ** power).toFixed(2));
    }
  }

  // Leaflet counts in whole pixels; twice rounded, a mark would stand off its place in the drawing.
  map._getNewPixelOrigin = (centre, zoom) =>
    map.project(centre, zoom).subtract(map.getSize().divideBy(2)).add(map._getMapPanePos());
  map.latLngToLayerPoint = (place) => map.project(place).subtract(map.getPixelOrigin());

  fit();
  map.setMaxBounds(bounds);
  const pane = map.createPane("drawn");
  pane.style.zIndex = 105;
  pane.setAttribute("aria-hidden", "true");
  L.svgOverlay(picture, bounds, { pane: "drawn", interactive: false }).addTo(map);
  map.on("zoomend", rescale);
  new ResizeObserver(() => {
    const first = !zoomed();
    map.invalidateSize({ animate: false, pan: false });
    if (first) fit();
    map.fire("trailfit");
  }).observe(element);
  return { point, bounds, keep, rescale, zoomed, times, fitted: () => fitted, picture };
}

// Which of the drawings the style sheet shows here.
export function shownLayout(drawn, element) {
  const shown = Object.keys(drawn.layouts).find((name) => {
    const group = element.querySelector(`.trail-map-still .m-${name}`);
    return group && getComputedStyle(group).display !== "none";
  });
  return drawn.layouts[shown] ?? Object.values(drawn.layouts)[0];
}
