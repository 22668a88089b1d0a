// At a stop, past it, and on from it.
import { apart } from "./go-geo.js";
import { CELL_M, SAME_M, outside, pointAt } from "./go-line.js";

const LEFT_M = 15; // outside of a stop's area, or on the next leg: he has left
const PASSED_M = 45; // beyond a stop, on the next leg
const ROUGH_M = 10;
const NEARLY_M = 12;
const LATE_M = 24; // who was not seen where he began is still told that he began
const BEGUN_FIXES = 4;
const BEGUN_M = 30; // along the first leg of a walk that was not begun at its start

// What is known of how far somebody is off the way (go-off.js).
export const startOff = () => ({ on: false, x: 0, y: 0, fixes: 0, n: 0, metres: 0, degrees: 0, other: null, area: null });

// From a stop on to the next leg, by itself: out of its area, or some way along.
export function leaving(leader, here, events) {
  const { walk, next } = leader;
  const leg = walk.legs[next];
  if (!leg) return;
  if (leg.mapped) {
    const on = (leader.cell - leg.from) * CELL_M;
    const enough = Math.min(LEFT_M, (leg.to - leg.from) * CELL_M * 0.4);
    if (on < enough && outside(walk.stops[next], here) < LEFT_M) return;
  } else if (outside(walk.stops[next], here) < LEFT_M) return;
  Object.assign(leader, { stands: false, next: next + 1, best: null, wrong: false });
  events.push({ type: "depart", leg: next });
}

export function arriving(leader, here, sigma, events) {
  const { walk } = leader;
  const passed = [];
  while (walk.legs[leader.next] && !leader.off.on) {
    const leg = walk.legs[leader.next - 1];
    if (!leg?.mapped || leader.cell <= leg.to + PASSED_M / CELL_M) break;
    passed.push(leader.next);
    leader.next += 1;
  }
  if (passed.length) {
    leader.best = null;
    events.push({ type: "passed", stops: passed });
  }
  if (isThere(leader, here, sigma)) arrive(leader, events);
  else if (leader.next === 0 && hasBegun(leader, here, sigma)) leader.next = 1;
}

function hasBegun(leader, here, sigma) {
  const { walk, cell } = leader;
  const on = walk.legs[0]?.mapped && cell * CELL_M > BEGUN_M && apart(here, pointAt(walk, cell)) < 20 + sigma;
  leader.begun = on ? (leader.begun ?? 0) + 1 : 0;
  return leader.begun >= BEGUN_FIXES;
}

function isThere({ walk, next, off, cell, astray }, here, sigma) {
  const stop = walk.stops[next];
  const leg = walk.legs[next - 1];
  if (!stop) return false;
  const away = outside(stop, here);
  if (next === 0) return away < (astray ? LATE_M : Math.min(28, 1.6 * sigma)) || (sigma > ROUGH_M && away < 45 && outside(stop, pointAt(walk, cell)) === 0); // where one begins
  if (leg.mapped && !off.on) {
    // A rough fix in the area is not enough where the way says that he is not there yet.
    if (sigma > ROUGH_M && outside(stop, pointAt(walk, cell)) > NEARLY_M) return false;
    if (cell < leg.from + Math.min(4, (leg.to - leg.from) * 0.3)) return false; // not yet set off
    if (cell >= leg.to - 2) return away < 14 + 0.8 * Math.min(ROUGH_M, sigma);
    if (outside(stop, pointAt(walk, cell)) === 0 && away < 7 + 0.4 * sigma) return true;
  }
  return away === 0;
}

// At the next stop, and at those after it that lie at the same place.
export function arrive(leader, events) {
  const { walk } = leader;
  const stops = [leader.next];
  while (walk.legs[leader.next]?.length < SAME_M && walk.stops[leader.next + 1]) {
    leader.next += 1;
    stops.push(leader.next);
  }
  Object.assign(leader, { stands: true, wrong: false, off: startOff() });
  events.push({ type: "arrive", stops, end: !walk.legs[leader.next] });
}

// By car, or where no street is mapped, the areas alone count.
export function byArea(leader, here) {
  const events = [];
  const { walk, stands, next } = leader;
  if (stands && walk.legs[next] && outside(walk.stops[next], here) > LEFT_M) {
    Object.assign(leader, { stands: false, next: next + 1 });
    events.push({ type: "depart", leg: next });
  }
  if (!leader.stands && walk.stops[leader.next] && outside(walk.stops[leader.next], here) === 0) arrive(leader, events);
  return events;
}
