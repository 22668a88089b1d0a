// How short a rotation can be at best: trail/fieldtrip/planner/bounds.py says the same.
import { least, most, ofGroup, range, sum } from "./plan-rotation.js";

export const EXACT_STOPS = 16; // above, the table of ways would not fit
const FAR = 1e9;

// From each stop through the rest of each subset to the end: the minutes, at subset * stops + stop (Held and Karp).
function waysLeft(walks, tails) {
  const count = tails.length;
  const left = new Int32Array(count << count).fill(FAR);
  for (let mask = 1; mask < 1 << count; mask += 1) {
    for (let stop = 0; stop < count; stop += 1) {
      if (!(mask & (1 << stop))) continue;
      const rest = mask ^ (1 << stop);
      let best = rest ? FAR : tails[stop];
      for (let next = 0; rest && next < count; next += 1) {
        const minutes = left[rest * count + next] + walks[stop][next];
        if (minutes < best) best = minutes;
      }
      left[mask * count + stop] = best;
    }
  }
  return left;
}

// The shortest ways through all stops, by the stop they begin with.
export class Ways {
  constructor({ walks, heads, tails }) {
    this.walks = walks;
    this.count = tails.length;
    this.left = waysLeft(walks, tails);
    const whole = ((1 << this.count) - 1) * this.count;
    this.starting = heads.map((minutes, stop) => minutes + this.left[whole + stop]);
  }

  // The shortest way that begins with a stop; of equal ones, lower indexes first.
  order(begin) {
    const order = [begin];
    let mask = ((1 << this.count) - 1) ^ (1 << begin);
    while (mask) {
      const here = this.walks[order[order.length - 1]];
      const next = this.nearest(mask, here);
      order.push(next);
      mask ^= 1 << next;
    }
    return order;
  }

  nearest(mask, steps) {
    let best = 0;
    for (let k = 1; k < this.count; k += 1) {
      const minutes = (stop) => this.left[mask * this.count + stop] + steps[stop];
      if (minutes(k) < minutes(best)) best = k;
    }
    return best;
  }
}

// The shortest round through all places from the first one; of equal ones, lower indexes first.
export function round(walks) {
  if (walks.length < 2) return range(walks.length);
  const inner = walks.slice(1).map((row) => row.slice(1));
  const ways = new Ways({ walks: inner, heads: walks[0].slice(1), tails: walks.slice(1).map((row) => row[0]) });
  const whole = (1 << ways.count) - 1;
  return [0, ...ways.order(ways.nearest(whole, walks[0].slice(1))).map((k) => k + 1)];
}

// How many groups a stop holds at once, the smallest counted first; 0 where none fits.
function mostAtOnce({ sizes, capacities }, stop) {
  let together = 0;
  return [...sizes].sort((a, b) => a - b).filter((students) => (together += students) <= capacities[stop]).length;
}

// Minutes that every rotation takes at least.
export function lowerBound(problem, ways) {
  const { sizes, stays, walks, rest, opens } = problem;
  const groups = sizes.length;
  const staying = sum(stays);
  const heads = nearest(problem.heads, stays, walks[0].map((_, to) => walks.map((row) => row[to])));
  const tails = nearest(problem.tails, stays, walks);
  let found = staying + least(problem.heads) + least(problem.tails);
  if (rest >= 0) found = Math.max(found, opens + stays[rest] + tails[rest]);
  const atOnce = stays.map((_, stop) => Math.max(mostAtOnce(problem, stop), 1));
  const batches = atOnce.map((many) => Math.ceil(groups / many));
  found = Math.max(found, most(stays.map((stay, stop) => heads[stop] + batches[stop] * stay + tails[stop])));
  const begins = [];
  ways.starting.forEach((minutes, stop) => {
    range(batches[stop] * atOnce[stop]).forEach((k) => {
      begins.push(minutes + staying + Math.floor(k / atOnce[stop]) * stays[stop]);
    });
  });
  begins.sort((a, b) => a - b);
  found = Math.max(found, begins[groups - 1]);
  if (!problem.slow) return found;
  // The others being quicker, all of the above holds; this is how long the slow one takes.
  const alone = { ...ofGroup(problem, groups - 1), sizes: sizes.slice(-1) };
  return Math.max(found, lowerBound(alone, new Ways(alone)));
}

// Minutes from each stop to the end at least, be it straight or by way of other stops.
function nearest(ends, stays, walks) {
  return ends.reduce((found) => {
    const onward = stays.map((stay, stop) => stay + found[stop]);
    return found.map((end, stop) => Math.min(end, ...walks[stop].map((minutes, k) => minutes + onward[k])));
  }, ends);
}

const known = new Map(); // the last few, as the same ones are asked for at several limits
const KEPT = 8;

// Minutes of the shortest round from the first place through each subset of the others (Held and Karp 1962).
export function shortestWays(minutes) {
  const key = minutes.join();
  if (!known.has(key)) {
    if (known.size >= KEPT) known.clear();
    known.set(key, waysThrough(minutes));
  }
  return known.get(key);
}

function waysThrough(minutes) {
  const count = minutes.length - 1;
  const ends = new Int32Array(count << count).fill(FAR);
  const ways = new Int32Array(1 << count);
  const steps = Int32Array.from({ length: count * count }, (_, k) => minutes[(k % count) + 1][Math.floor(k / count) + 1]);
  for (let mask = 1; mask < 1 << count; mask += 1) {
    let way = FAR;
    for (let left = mask; left; left &= left - 1) {
      const stop = 31 - Math.clz32(left & -left);
      const others = (mask ^ (left & -left)) * count;
      let arrived = others ? FAR : minutes[0][stop + 1];
      for (let k = 0; others && k < count; k += 1) {
        const at = ends[others + k] + steps[stop * count + k];
        if (at < arrived) arrived = at;
      }
      ends[mask * count + stop] = arrived;
      if (arrived + minutes[stop + 1][0] < way) way = arrived + minutes[stop + 1][0];
    }
    ways[mask] = way;
  }
  return ways;
}
