// Where each mark stands: as the drawn map has it while the map stands as drawn, else at its place.

import { arrange } from "./map-spread.js";

const LEAST_PX = 22; // a mark is as large as in the drawing, and never smaller

// Pixels across a mark of the drawing that is shown.
export const reachOf = (layout, ground) => Math.max(LEAST_PX, 2 * layout.mark * ground.fitted());

// `[{ members: [index...], at }]`, in the order of the stops; those beyond the map are left out.
export function placesOf(map, places, ground, layout) {
  const inside = places.map((_, i) => i).filter((i) => ground.bounds.contains(places[i]));
  if (!ground.zoomed()) {
    const off = layout.placed.map(([members, x, y]) => ({ members, at: ground.point(x, y) }));
    const moved = new Set(off.flatMap(({ members }) => members));
    const others = inside.filter((i) => !moved.has(i));
    return [...off, ...others.map((i) => ({ members: [i], at: places[i] }))].sort(
      (a, b) => a.members[0] - b.members[0],
    );
  }
  const points = inside.map((i) => map.project(places[i]));
  const all = map.getZoom() >= map.getMaxZoom() - 0.01;
  const gap = reachOf(layout, ground) + 2;
  return arrange(points, { all, gap }).map(({ members, x, y }) => ({
    members: members.map((k) => inside[k]),
    at: map.unproject([x, y]),
  }));
}
