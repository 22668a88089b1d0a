// The best rotation found in a moment, and whether it is proved to be the shortest: planner/rotate.py says the same.
import { EXACT_STOPS, Ways, lowerBound, round } from "./plan-bounds.js";
import { Search } from "./plan-exact.js";
import { MOST_STOPS } from "./plan-room.js";
import { NEVER, backAt, least, most, ofGroup, range, settled, stretches, sum } from "./plan-rotation.js";
import { Tries } from "./plan-tries.js";

const FEW = 8; // groups: more of them are planned by as many together as a stop holds
const SMALL = 16; // groups times stops: up to here the exact search has a chance
export const WORK = 150; // milliseconds of an ordinary machine, told by counting

// More stops than the tables here hold: a server has to plan these.
export class Beyond extends Error {}

// A rotation in which every group sees every stop and no stop holds too many; null where none is found.
export function rotate(problem, within, { work = WORK, shorten = true } = {}) {
  const { sizes, stays, capacities } = problem;
  if (stays.length > EXACT_STOPS || (sizes.length && most(sizes) > least(capacities))) throw new Beyond();
  const { until = NEVER, tiring = NEVER } = within;
  const limits = { until, tiring };
  const ways = new Ways(problem);
  const bound = lowerBound(problem, ways);
  if (bound > until) return null;
  const small = sizes.length * stays.length <= SMALL;
  // What is searched whole needs only something to begin with.
  const effort = small ? Math.min(work, WORK / 15) : work;
  let best = tried(problem, limits, ways, effort, shorten ? bound : NEVER);
  if (!best) return null;
  let minutes = lasts(problem, best);
  let proved = minutes <= bound;
  if (!proved && effort && shorten && small && tiring >= NEVER) {
    const search = new Search(problem, ways, minutes, bound);
    proved = search.run();
    best = search.found || best;
    minutes = lasts(problem, best);
  }
  const visits = settled(problem, best);
  if (visits.some((one, group) => most(stretches(ofGroup(problem, group), one)) > tiring)) return null;
  return { visits, minutes, bound: proved ? minutes : bound, proved };
}

const lasts = (problem, plans) => most(plans.map((visits, group) => backAt(ofGroup(problem, group), visits)));

function tried(problem, limits, ways, work, enough) {
  const orders = problem.stays.length > MOST_STOPS ? ordersOf(problem, ways) : null;
  for (const together of bundles(problem)) {
    const sizes = together.map((groups) => sum(groups.map((g) => problem.sizes[g])));
    const best = new Tries({ ...problem, sizes }, limits, ways, orders).best(work, enough);
    if (best) return together.flatMap((groups, k) => groups.map(() => [...best[k]]));
  }
  return null;
}

// Where there are many groups: those that go about together, as many as every stop holds. A slow one goes alone, or else,
// where no plan is found so, with others at its pace.
function bundles({ sizes, capacities, rest, slow }) {
  if (sizes.length <= FEW) return [sizes.map((_, g) => [g])];
  const rooms = capacities.filter((_, stop) => stop !== rest);
  const largest = most(sizes);
  const many = Math.max(1, Math.floor((rooms.length ? least(rooms) : largest) / largest));
  const all = cut(sizes.length, many);
  return slow && many > 1 ? [[...cut(sizes.length - 1, many), [sizes.length - 1]], all] : [all];
}

// The first groups, so many at a time.
const cut = (count, many) =>
  range(Math.ceil(count / many)).map((k) => range(Math.min(many, count - k * many)).map((g) => k * many + g));

// Orders worth trying: one round from every stop, both ways, and the shortest from each.
function ordersOf({ walks, stays, rest }, ways) {
  const stops = range(stays.length).filter((stop) => stop !== rest);
  const cycle = round(stops.map((a) => stops.map((b) => walks[a][b]))).map((k) => stops[k]);
  const turned = cycle.map((_, at) => [...cycle.slice(at), ...cycle.slice(0, at)]);
  const found = [...turned, ...turned.map((order) => [...order].reverse()), ...stays.map((_, stop) => ways.order(stop))];
  if (rest < 0) return distinct(found);
  return distinct(found.flatMap((order) => {
    const bare = order.filter((stop) => stop !== rest);
    return range(order.length).map((k) => [...bare.slice(0, k), rest, ...bare.slice(k)]);
  }));
}

const distinct = (orders) => [...new Map(orders.map((order) => [order.join(), order])).values()];
