// The line of an own walk from stop to stop, as the server's files have it (trail/export/geo/gpx.py): degrees.
import { planeOf } from "./go-geo.js";

function pointsOf(numbers, plane) {
  let [x, y] = [0, 0];
  const found = [];
  for (let i = 0; i < numbers.length; i += 2) {
    x += numbers[i];
    y += numbers[i + 1];
    found.push(plane.from([x / 10, y / 10]));
  }
  return found;
}

const same = (a, b) => Math.abs(a.lon - b.lon) < 1.5e-6 && Math.abs(a.lat - b.lat) < 1.5e-6;

// A leg each: its `line`, whether it `follows` streets, and what stands `before` and `after` it on the way from
// and to its stops. `path` are indexes of the data's stops.
export function legsOf(data, path) {
  const plane = planeOf(data.plane);
  return path.slice(1).map((to, k) => {
    const [a, b] = [data.stops[path[k]], data.stops[to]];
    const { lead, beside } = data.legs[path[k]][to];
    const line = lead.line ? pointsOf(lead.line, plane) : [a, b];
    const [before, after] = beside ? beside.map((numbers) => pointsOf(numbers, plane)) : [[a], [b]];
    return { from: a, to: b, line, follows: Boolean(lead.line), before, after };
  });
}

// The walk in as few pieces as tell the truth: a new one where it begins or stops to follow streets.
export function piecesOf(legs) {
  const pieces = [];
  let last = null;
  for (const leg of legs) {
    if (leg.line.every((point) => same(point, leg.line[0]))) continue;
    if (!last || last.follows !== leg.follows) pieces.push([]);
    else if (!same(last.line[last.line.length - 1], leg.line[0])) pieces[pieces.length - 1].push(...last.after, ...leg.before);
    const piece = pieces[pieces.length - 1];
    for (const point of leg.line) if (!piece.length || !same(piece[piece.length - 1], point)) piece.push(point);
    last = leg;
  }
  return pieces;
}
