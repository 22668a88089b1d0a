// The walk as one line: where along it its legs begin and end, its turns, and its cells, a few metres each.
import { apart, planeOf } from "./go-geo.js";

export const CELL_M = 3;
export const SAME_M = 15; // stops so near to each other are one place

function decoded(numbers) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < numbers.length; i += 2) {
    x += numbers[i];
    y += numbers[i + 1];
    points.push([x / 10, y / 10]);
  }
  return points;
}

function circlesOf(area) {
  const circles = [];
  for (let i = 0; i < area.length; i += 3) circles.push({ xy: [area[i] / 10, area[i + 1] / 10], r: area[i + 2] / 10 });
  return circles;
}

// `data` is the page's JSON. A leg without a line is not led along: its cells have none, only its ends count.
export function walkOf(data) {
  const stops = data.stops.map(({ number, area }) => ({ number, circles: circlesOf(area) }));
  data.legs.forEach(({ length }, k) => length < SAME_M && stops[k + 1].circles.push(...stops[k].circles));
  const cells = { x: [], y: [], ux: [], uy: [], leg: [] };
  let last = null;
  function lay(a, b, leg) {
    const length = apart(a, b);
    const count = Math.round(length / CELL_M);
    for (let i = 1; i <= count; i += 1) {
      const share = i / count;
      cells.x.push(a[0] + (b[0] - a[0]) * share);
      cells.y.push(a[1] + (b[1] - a[1]) * share);
      cells.ux.push((b[0] - a[0]) / length);
      cells.uy.push((b[1] - a[1]) / length);
      cells.leg.push(leg);
    }
    return count;
  }
  const legs = data.legs.map((leg, k) => {
    const made = { mapped: Boolean(leg.line), length: leg.length, arrive: leg.arrive, turns: [], steps: leg.steps ?? [0] };
    if (!leg.line) {
      last = null;
      return { ...made, from: cells.x.length, to: cells.x.length, steps: [cells.x.length * CELL_M] };
    }
    const points = decoded(leg.line);
    if (last) lay(last, points[0], k); // from where the leg before ended, where that is elsewhere
    const from = Math.max(0, cells.x.length - 1);
    if (!last) {
      const next = points.find((point) => apart(point, points[0]) > 0) ?? [points[0][0], points[0][1] + 1];
      const length = apart(points[0], next);
      cells.x.push(points[0][0]);
      cells.y.push(points[0][1]);
      cells.ux.push((next[0] - points[0][0]) / length);
      cells.uy.push((next[1] - points[0][1]) / length);
      cells.leg.push(k);
    }
    const begun = cells.x.length - 1;
    // Cells are whole: metres of the data become cells by the share of their stretch.
    const stretches = [];
    let metres = 0;
    points.slice(1).forEach((point, i) => {
      const length = apart(points[i], point);
      const cell = cells.x.length - 1;
      const count = lay(points[i], point, k);
      stretches.push({ metres, length, cell, count });
      metres += length;
    });
    last = points[points.length - 1];
    const along = (m) => {
      const on = stretches.filter((stretch) => stretch.metres <= m + 0.01).pop();
      return on ? on.cell + (on.count * Math.min(1, (m - on.metres) / (on.length || 1))) : begun;
    };
    made.turns = leg.turns.map(([m, text], i) => ({ id: `${k}.${i}`, leg: k, s: along(m) * CELL_M, text }));
    made.steps = leg.steps.map((m) => along(m) * CELL_M);
    return { ...made, from: made.steps.length ? begun : from, to: cells.x.length - 1 };
  });
  const turns = legs.flatMap((leg) => leg.turns);
  return { mode: data.mode, plane: planeOf(data.plane), stops, legs, turns, cells, count: cells.x.length };
}

export const pointAt = ({ cells, count }, cell) => {
  const i = Math.min(count - 1, Math.max(0, Math.round(cell)));
  return [cells.x[i], cells.y[i]];
};

// The nearest cell from `from` to `to`, and how far it is.
export function nearestCell({ cells }, [x, y], from, to) {
  let [best, least] = [from, Infinity];
  for (let i = Math.max(0, from); i <= to; i += 1) {
    const d = (cells.x[i] - x) ** 2 + (cells.y[i] - y) ** 2;
    if (d < least) [best, least] = [i, d];
  }
  return { cell: best, metres: Math.sqrt(least) };
}

// How far a point is from a stop's area; 0 within.
export const outside = (stop, point) => Math.max(0, Math.min(...stop.circles.map(({ xy, r }) => apart(xy, point) - r)));
