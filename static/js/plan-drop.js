// Why there is no plan, and what would work: the end of trail/fieldtrip/planner/plan.py says the same.
import { Refused } from "./plan-request.js";
import { NEVER, first, sum } from "./plan-rotation.js";

// The shortest day for these stops, however long it takes; null where there is none.
export function leastOf(choices, nodes, tiring) {
  const days = choices.map((asked) => asked.least(nodes, tiring)).filter(Boolean);
  return days.length ? first(days, (day) => [day.minutes]) : null;
}

// Why there is no day, and what would work instead.
export function noDay(planner, choices) {
  // Nobody asks for the reason where only yes or no is wanted.
  if (planner.probing) return new Refused([{ field: "leave", code: "short", values: {} }]);
  const [{ needed, thereIs }] = choices;
  const { rest, lunch } = planner.trip.minutes;
  const day = leastOf(choices, needed, rest);
  const drop = toDrop(planner, choices, needed, rest);
  if (day) return tooShort(planner, thereIs, day, drop);
  const restless = leastOf(choices, needed, NEVER);
  const values = { minutes: restless ? restless.stretch : 0, most: rest, drop, lunch: planner.request.lunch || !works(planner, { lunch }) };
  return new Refused([{ field: "lunch", code: "rest", values }]);
}

// Of the stops asked for, those without which there is a day; none where none would do.
function toDrop(planner, choices, needed, tiring) {
  const { worth, thereIs } = choices[0];
  const fewer = [];
  let kept = planner.request.must.map((id) => planner.node(id));
  while (kept.length > 1) {
    const all = kept;
    const out = first(all, (node) => [worth[node] / cost(planner, node, all), -node]);
    kept = all.filter((node) => node !== out);
    fewer.push(kept);
  }
  const fits = (nodes) => {
    const day = leastOf(choices, [...nodes].sort((a, b) => a - b), tiring);
    return Boolean(day) && day.minutes <= thereIs;
  };
  let [low, high] = [0, fewer.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(fewer[middle])) high = middle;
    else low = middle + 1;
  }
  const found = fewer.slice(low).find((nodes) => fits(nodes) && works(planner, { must: nodes.map((node) => planner.nodes[node].id) }));
  return found ? needed.filter((node) => !found.includes(node)).map((node) => planner.nodes[node]) : [];
}

// Minutes that a node lies away from its two nearest neighbours; one at least.
function cost(planner, node, nodes) {
  const near = [0, ...nodes].filter((k) => k !== node).map((k) => planner.minutes[node][k]).sort((a, b) => a - b);
  return Math.max(1, sum(near.slice(0, 2)));
}

// Whether a plan can be made of what is asked with these changes.
function works(planner, changes) {
  const other = new planner.constructor(planner.trip, { ...planner.request, ...changes });
  other.probing = true;
  try {
    other.check();
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
  return true;
}

function tooShort(planner, thereIs, day, drop) {
  const least = planner.leave + day.minutes - thereIs;
  const until = planner.clock.moment(least);
  // A trip ends on the day it begins.
  const values = { minutes: planner.leave, least, until: until.later ? null : until.minute, needed: planner.request.must.length, drop };
  return new Refused([{ field: "leave", code: "short", values }]);
}
