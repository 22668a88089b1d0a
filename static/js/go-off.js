// Off the way and back on it, and where somebody who left it comes on it again.
import { arrive, startOff } from "./go-arrive.js";
import { apart, towards } from "./go-geo.js";
import { CELL_M, nearestCell, outside, pointAt } from "./go-line.js";

const OFF_M = 21; // off the way, with a sure fix
const SURE_M = 8;
const ROUGH_M = 15; // with rougher fixes it takes more of them
const ON_M = 12; // on it again
const AHEAD_M = 24; // along another leg, before that is believed to be where he walks
const ABOUT_M = 40; // around a stop that was left, however large its area
const ENTERED = 3; // fixes within a later stop's area
const SKIPPED = 2; // stops that may be left out without leaving the way first
const ASIDE_M = 8; // so far from a stop's area a leg does not lead to it
const BEHIND_M = 25;

// The mean of how far the fixes lie from the way: noise on both sides of it comes to nothing.
function offset(leader, here, sigma) {
  const { walk, off, leg } = leader;
  const first = walk.legs[leader.next - 2]?.mapped ? walk.legs[leader.next - 2].from : leg.from;
  const last = walk.legs[leader.next]?.mapped ? walk.legs[leader.next].to : leg.to;
  const near = nearestCell(walk, here, first, last);
  const at = pointAt(walk, near.cell);
  const share = off.fixes ? Math.min(0.7, 3.2 / sigma) : 1;
  off.x += share * (here[0] - at[0] - off.x);
  off.y += share * (here[1] - at[1] - off.y);
  off.fixes += 1;
  Object.assign(off, { metres: Math.hypot(off.x, off.y), degrees: towards([off.x, off.y], [0, 0]), near: near.cell });
  // Between the way and the stops themselves, which may lie off it, nobody is lost.
  const [left, next] = [walk.stops[leader.next - 1], walk.stops[leader.next]];
  const pin = left.circles[0];
  return Math.min(off.metres, outside(next, here), Math.max(0, apart(pin.xy, here) - Math.min(pin.r, ABOUT_M)));
}

export function offWay(leader, here, sigma, events) {
  const { off } = leader;
  const metres = offset(leader, here, sigma);
  const limit = OFF_M + 1.3 * Math.max(0, sigma - 4);
  visit(leader, here);
  if (!off.on) {
    off.n = metres > limit ? off.n + 1 : 0;
    if (off.n < (sigma > ROUGH_M ? 6 : sigma > SURE_M ? 3 : 2)) return;
    const there = skippedTo(leader, here);
    if (there) return standAt(leader, there, events);
    Object.assign(off, { on: true, n: 0, other: null, area: null });
    events.push({ type: "off", metres: off.metres, degrees: off.degrees });
    return;
  }
  if (metres < ON_M + 0.3 * sigma) {
    off.n += 1;
    if (off.n < 2) return;
    // Beyond the next stop, which he did not come to: it was left out on purpose. Unless that is there and back on
    // one street, and he has come to where he left.
    const own = nearestCell(leader.walk, here, leader.leg.from, leader.leg.to);
    const cell = own.metres < ON_M + sigma ? own.cell : off.near;
    if (leader.walk.cells.leg[cell] >= leader.next) leader.put(leader.walk.cells.leg[cell] + 1, false);
    comeBack(leader, cell);
    events.push({ type: "back" });
    return;
  }
  off.n = 0;
  elsewhere(leader, here, sigma, events);
}

function comeBack(leader, cell) {
  leader.matcher.place(cell, 20);
  Object.assign(leader, { cell, best: cell, wrong: false, off: startOff() });
}

function standAt(leader, stop, events) {
  leader.put(stop, false);
  comeBack(leader, leader.walk.legs[stop - 1].to);
  arrive(leader, events);
}

// How often he was within the area of a stop after the next, and whether the leg he walks does not lead past it.
function visit(leader, here) {
  const { walk, next } = leader;
  if (leader.been?.next !== next) leader.been = { next, counts: new Map(), apart: new Map() };
  const { counts, apart: aside } = leader.been;
  for (let k = next + 1; k <= next + SKIPPED && walk.legs[k - 1]?.mapped; k += 1) {
    if (outside(walk.stops[k], here) > 0) continue;
    if (!aside.has(k)) aside.set(k, !leadsPast(walk, walk.legs[next - 1], walk.stops[k]));
    counts.set(k, (counts.get(k) ?? 0) + 1);
  }
}

function leadsPast(walk, leg, stop) {
  if (!leg?.mapped) return false;
  for (let i = leg.from; i <= leg.to; i += 1) if (outside(stop, pointAt(walk, i)) < ASIDE_M) return false;
  return true;
}

// Who left the way in the area of a later stop, or just behind it, went there and left out those between; where the
// leg leads past that stop, only who walks on from it.
function skippedTo({ walk, been }, here) {
  const found = [...been.counts].find(([k, n]) => n >= ENTERED && outside(walk.stops[k], here) < BEHIND_M && (been.apart.get(k) || walksOn(walk, walk.legs[k], here)));
  return found ? found[0] : 0;
}

function walksOn(walk, leg, here) {
  if (!leg?.mapped) return false;
  const near = nearestCell(walk, here, leg.from, leg.to);
  return near.metres < ON_M && (near.cell - leg.from) * CELL_M > ON_M;
}

// On a later leg for some way, or at a later stop: the stops between were left out on purpose.
function elsewhere(leader, here, sigma, events) {
  const { walk, off } = leader;
  const stop = walk.stops.findIndex((one, k) => k > leader.next && outside(one, here) === 0);
  off.area = stop >= 0 && off.area?.stop === stop ? { stop, n: off.area.n + 1 } : { stop, n: 1 };
  if (stop >= 0 && off.area.n >= ENTERED) {
    standAt(leader, stop, events);
    return;
  }
  const cell = goesAlong(leader, here, sigma);
  if (cell === null) return;
  leader.put(walk.cells.leg[cell] + 1, false);
  comeBack(leader, cell);
  events.push({ type: "back" });
}

// Where he is on the first of the later legs that he has walked along for some way; a street may have two of them,
// there and back. Null as long as there is none.
function goesAlong({ walk, next, off }, here, sigma) {
  off.other ??= new Map();
  for (let k = next + 1; k < walk.legs.length; k += 1) {
    if (!walk.legs[k].mapped) continue;
    const near = nearestCell(walk, here, walk.legs[k].from, walk.legs[k].to);
    const before = off.other.get(k);
    if (near.metres > ON_M + 0.5 * sigma) off.other.delete(k);
    else if (!before || Math.abs(near.cell - before.cell) * CELL_M > 40 + sigma) off.other.set(k, { from: near.cell, cell: near.cell });
    else {
      before.cell = near.cell;
      if ((near.cell - before.from) * CELL_M >= AHEAD_M + sigma) return near.cell;
    }
  }
  return null;
}
