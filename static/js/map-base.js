// The drawn basemap: coarse layers, detailed ones over them, each kind one path
// with a class; the style sheet has the colours and widths.

import { addLabels } from "./map-labels.js";
import { SCALE, metrePixels, unpack } from "./map-units.js";

const DETAIL_PX = 110; // a detailed layer narrower than this on screen says nothing
const STREETS_FROM = 0.055; // pixels per metre

const COARSE_AREAS = ["foreign_land", "state", "town_area", "lake"];
const DETAIL_AREAS = ["land", "water", "grounds", "park", "building", "square"];
const OUTLINED = ["foreign_land", "state", "land"];
const LINES = ["river", "coast", "railway", "bridge"];
const STREETS = [
  ["casing", ["street", "mall"]],
  ["street", ["street", "mall"]],
  ["foot", ["footway", "steps"]],
];

const boundsOf = ([west, south, east, north]) => [
  [south / SCALE, west / SCALE],
  [north / SCALE, east / SCALE],
];

// Outlines of areas without the stretches along the frame, where the drawing
// ends and the land does not.
function outlines(rings, [west, south, east, north]) {
  const edges = [
    ([, lon]) => Math.abs(lon * SCALE - west) < 1,
    ([, lon]) => Math.abs(lon * SCALE - east) < 1,
    ([lat]) => Math.abs(lat * SCALE - south) < 1,
    ([lat]) => Math.abs(lat * SCALE - north) < 1,
  ];
  const found = [];
  for (const ring of rings) {
    let run = [];
    ring.forEach((point, i) => {
      const cut = i && edges.some((on) => on(point) && on(ring[i - 1]));
      if (cut) {
        found.push(run);
        run = [];
      }
      run.push(point);
    });
    found.push(run);
  }
  return found.filter((run) => run.length > 1);
}

export async function addBase(map, _data, { element, pause }) {
  const L = window.L;
  const layers = window.trailBasemap;
  const panes = {};
  ["coarse", "detail", "streets"].forEach((name, i) => {
    const pane = map.createPane(`base-${name}`);
    pane.style.zIndex = 110 + 10 * i;
    pane.setAttribute("aria-hidden", "true");
    panes[name] = { pane: `base-${name}`, interactive: false, smoothFactor: 1 };
    panes[name].renderer = L.svg({ pane: `base-${name}`, padding: 0.4 });
  });
  const draw = (shape, parts, kind, pane) => {
    if (!parts.length) return null;
    shape(parts, { ...panes[pane], className: `base base-${kind}` }).addTo(map);
    return pause();
  };
  const areas = (some, kind) =>
    some.flatMap((layer) => (layer.areas[kind] ?? []).map((rings) => rings.map(unpack)));
  const lines = (some, kinds) =>
    some.flatMap((layer) =>
      kinds.flatMap((kind) => (layer.lines[kind] ?? []).map(([, flat]) => unpack(flat))),
    );
  const frames = [];
  for (const pane of ["coarse", "detail"]) {
    const some = layers.filter((layer) => layer.detail === (pane === "detail"));
    // Land and water set the frame; streets or names alone cover nothing.
    for (const layer of some.filter((one) => Object.keys(one.areas).length)) {
      const frame = boundsOf(layer.box);
      if (pane === "detail") frames.push(L.latLngBounds(frame));
      L.rectangle(frame, { ...panes[pane], className: `base base-sea base-${pane}-frame` }).addTo(map);
    }
    const kinds = pane === "coarse" ? COARSE_AREAS : DETAIL_AREAS;
    for (const kind of kinds) await draw(L.polygon, areas(some, kind), kind, pane);
    for (const kind of OUTLINED) {
      const runs = some.flatMap((layer) =>
        (layer.areas[kind] ?? []).flatMap((rings) => outlines(rings.map(unpack), layer.box)),
      );
      await draw(L.polyline, runs, `${kind}-edge`, pane);
    }
    for (const kind of LINES) await draw(L.polyline, lines(some, [kind]), kind, pane);
  }
  for (const [style, kinds] of STREETS) await draw(L.polyline, lines(layers, kinds), style, "streets");

  const rescale = () => {
    const scale = metrePixels(map);
    // Widths are metres on the ground; the style sheet holds them within limits.
    element.style.setProperty("--metre", `${scale.toFixed(4)}px`);
    const widest = Math.max(
      0,
      ...frames.map((frame) => {
        const west = map.project(frame.getNorthWest());
        return map.project(frame.getSouthEast()).x - west.x;
      }),
    );
    element.classList.toggle("no-detail", widest < DETAIL_PX);
    element.classList.toggle("no-streets", scale < STREETS_FROM);
  };
  map.on("zoomend resize", rescale);
  rescale();
  addLabels(map, layers, frames);
}
