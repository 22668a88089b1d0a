// What lies ahead of somebody who is led: for the page, and for how long the phone may rest.
import { apart } from "./go-geo.js";
import { CELL_M } from "./go-line.js";

const SET_OFF_M = 10;

// The instruction of the leg's list that is to be followed now.
export function instructionAt({ stands, leg, cell }) {
  if (stands || !leg?.mapped) return 0;
  const s = cell * CELL_M;
  if (s < leg.from * CELL_M + SET_OFF_M) return 0;
  const next = leg.steps.findIndex((metres) => metres > s);
  return next < 0 ? leg.steps.length - 1 : next;
}

// Metres to the stop that is walked to; null where they aren't known, or none is walked to.
export function metresToGo({ stands, next, leg, cell, off, point, walk }) {
  if (stands || !next || !leg) return null;
  if (leg.mapped && !off.on) return Math.max(0, leg.to - cell) * CELL_M;
  return point ? apart(point, walk.stops[next].circles[0].xy) : null;
}

// Whether nothing is likely to be told soon, but by walking on.
export const isCalm = ({ stands, next, leg, off, settle, wrong, track }) =>
  !stands && next > 0 && Boolean(leg?.mapped) && !off.on && off.n === 0 && off.metres < 14 && !settle && wrong === false && !track.leapt.length;

// Metres to the next turn, or to where the stop's area may begin.
export function metresAhead({ walk, told, next, leg, cell }) {
  const s = cell * CELL_M;
  const turn = walk.turns.find((one) => !told.has(one.id) && one.s > s);
  const radius = Math.max(...walk.stops[next].circles.map(({ r }) => r));
  return Math.min(turn ? turn.s - s : Infinity, (leg.to - cell) * CELL_M - radius);
}
