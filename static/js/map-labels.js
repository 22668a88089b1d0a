// Names of streets, water, parks and towns, where they touch neither a mark nor another name.
// Hidden from screen readers: the list beside the map says where each place is.

import { along, clear, discs, straightest } from "./map-room.js";
import { SCALE, metrePixels, unpack } from "./map-units.js";

const STREET_FROM = 0.3; // pixels per metre from which streets are named
const COARSE_FROM = [0, 0, 0.0025, 0.006]; // by rank, of coarse layers
const DETAIL_FROM = [0, 0.004, 0.025, 0.07, 0.2, 0.4]; // by rank, of detailed ones
const EM = { street: 13, water: 16, land: 14, park: 14, bridge: 13, town: 15, state: 15 };
const WIDTH_EM = 0.56; // of an average letter
const STATE_WIDE = 1.7; // capitals, spaced
const MARK_PX = 19;

export function addLabels(map, layers, frames) {
  const L = window.L;
  const pane = map.createPane("labels");
  pane.style.zIndex = 410; // over the way, which runs along named streets
  pane.setAttribute("aria-hidden", "true");
  const streets = layers.flatMap((layer) =>
    ["street", "mall", "footway"].flatMap((kind) =>
      (layer.lines[kind] ?? [])
        .filter(([name]) => name)
        .map(([name, flat]) => ({ name, line: unpack(flat).map((at) => L.latLng(at)) })),
    ),
  );
  const names = layers.flatMap((layer) =>
    layer.labels.map(([style, rank, lon, lat, name]) => ({
      style,
      rank,
      name,
      coarse: !layer.detail,
      at: L.latLng(lat / SCALE, lon / SCALE),
    })),
  );
  names.sort((a, b) => a.rank - b.rank);

  function* wanted(scale, inView) {
    const detailed = !map.getContainer().classList.contains("no-detail");
    for (const { style, rank, name, coarse, at } of names) {
      const from = (coarse ? COARSE_FROM : DETAIL_FROM)[rank] ?? 0.5;
      if (scale < from || (!coarse && !detailed)) continue;
      // Inside a detailed frame its own names speak.
      if (coarse && detailed && frames.some((frame) => frame.contains(at))) continue;
      const point = map.latLngToLayerPoint(at);
      const size = EM[style];
      const width = name.length * size * WIDTH_EM * (style === "state" ? STATE_WIDE : 1);
      // A mark on its point pushes a town's name aside; water stays.
      const side = width / 2 + MARK_PX + 8;
      const aside = style === "town" ? [[side, 0], [0, 30], [0, -30], [-side, 0]] : [];
      for (const [dx, dy] of [[0, 0], ...aside]) {
        const placed = { name, style, x: point.x + dx, y: point.y + dy, angle: 0, size, width };
        if (yield placed) break;
      }
    }
    if (scale < STREET_FROM) return;
    const named = new Set();
    const runs = streets
      .map(({ name, line }) => {
        const points = line.map((at) => map.latLngToLayerPoint(at));
        return { name, run: straightest(points.filter((p) => inView.contains(p))) };
      })
      .filter(({ run }) => run)
      .sort((a, b) => b.run.length - a.run.length);
    for (const { name, run } of runs) {
      const size = EM.street;
      const width = name.length * size * WIDTH_EM;
      if (named.has(name) || run.length < width + 10) continue;
      const [from, to] = run.from.x <= run.to.x ? [run.from, run.to] : [run.to, run.from];
      const angle = Math.atan2(to.y - from.y, to.x - from.x);
      const free = (run.length - width) / run.length / 2;
      for (const share of [0.5, 0.5 - free * 0.8, 0.5 + free * 0.8]) {
        const x = from.x + (to.x - from.x) * share;
        const y = from.y + (to.y - from.y) * share;
        const placed = yield { name, style: "street", x, y, angle, size, width };
        if (placed) {
          named.add(name);
          break;
        }
      }
    }
  }

  function draw() {
    const corner = map.containerPointToLayerPoint([0, 0]);
    const inView = L.bounds(corner, corner.add(map.getSize()));
    const taken = [];
    const way = [];
    map.eachLayer((layer) => {
      if (layer.options.className === "trail-way-casing") {
        way.push(...along(map, layer.getLatLngs()));
      }
      if (!layer.trailMark) return;
      const { x, y } = map.latLngToLayerPoint(layer.getLatLng());
      taken.push([x, y, MARK_PX]);
    });
    const frame = map.getContainer().getBoundingClientRect();
    for (const control of map.getContainer().querySelectorAll(".leaflet-control")) {
      const box = control.getBoundingClientRect();
      for (let x = box.left; x <= box.right + 10; x += 20) {
        for (let y = box.top; y <= box.bottom + 10; y += 20) {
          taken.push([x - frame.left + corner.x, y - frame.top + corner.y, 12]);
        }
      }
    }
    const found = [];
    const labels = wanted(metrePixels(map), inView);
    for (let next = labels.next(); !next.done; ) {
      const label = next.value;
      const mine = discs(label);
      const fits = mine.every(([x, y]) => inView.contains([x, y])) && clear(mine, taken)
        && (label.style === "street" || clear(mine, way));
      if (fits) {
        taken.push(...mine);
        const text = document.createElement("span");
        text.className = `map-label map-label-${label.style}`;
        text.textContent = label.name;
        text.style.transform = `translate(${label.x.toFixed(1)}px, ${label.y.toFixed(1)}px) translate(-50%, -50%) rotate(${label.angle.toFixed(3)}rad)`;
        found.push(text);
      }
      next = labels.next(fits);
    }
    pane.replaceChildren(...found);
  }
  map.on("zoomstart", () => pane.replaceChildren());
  map.on("moveend trailmarks", draw);
}
