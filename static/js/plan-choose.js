// Which stops of the tour a class has time for: trail/fieldtrip/planner/choose.py says the same.
import { shortestWays } from "./plan-bounds.js";
import { arrange } from "./plan-day.js";
import { WORK } from "./plan-rotate.js";
import { before, first, sum } from "./plan-rotation.js";
import { bits } from "./plan-room.js";

export const STOP = 1000; // what a stop is worth; what it tells adds less than another stop would
const WHOLE_STORY = 1200;
const EXACT = 16; // more candidates than these are thinned out to the nearest
const TRIES = 2; // choices of as many stops that are looked at, when one of them fits

const ordered = (nodes) => [...new Set(nodes)].sort((a, b) => a - b);

export class StopChoice {
  // `of`: minutes between nodes, candidates, must, worth, story, crowd, lunch (or null), thereIs.
  constructor(of) {
    Object.assign(this, of);
    const { lunch, must, candidates, minutes } = of;
    this.eatenAt = lunch && lunch.node ? [lunch.node] : [];
    const needed = ordered([...must, ...this.eatenAt]);
    // The stops that must be in, else the nearest one; lunch at a stop needs that.
    this.needed = needed.length ? needed : [first(candidates, (node) => [minutes[0][node], node])];
  }

  // The stops of most worth whose day fits, and the most that there can be; null where no day was found.
  choose(tiring) {
    const within = { until: this.thereIs, tiring };
    const choices = this.choices(tiring);
    const most = Math.max(0, ...choices.keys());
    const sure = this.neededDay(within);
    let best = null;
    let [low, high] = [1, most];
    // Halving: more stops are harder, for the search and in truth.
    while (low <= high) {
      const middle = Math[!best && high === most ? "ceil" : "floor"]((low + high) / 2);
      const found = choices.has(middle) ? this.ofSize(choices.get(middle), within) : null;
      if (found) [best, low] = [found, middle + 1];
      else high = middle - 1;
    }
    // Halving may have missed some: where one number is not found, the next one still may be.
    let size = best ? best.nodes.length + 1 : most + 1;
    for (let failed = 0; failed < 2 && choices.has(size); size += 1) {
      const [nodes] = choices.get(size);
      const day = this.day(nodes, within, WORK);
      if (day) [best, failed] = [{ nodes, day }, 0];
      else failed += 1;
    }
    best = this.fewerButBetter(choices, best, within) || best || sure;
    if (!best) return null;
    const shorter = arrange(this, best.nodes, within);
    const day = shorter && shorter.minutes <= best.day.minutes ? shorter : best.day;
    return { nodes: ordered(best.nodes), day, most: Math.max(most, best.nodes.length) };
  }

  // A choice with one stop less that is worth more all the same; null where none fits.
  fewerButBetter(choices, best, within) {
    if (!best) return null;
    const beaten = this.value(best.nodes);
    const better = (choices.get(best.nodes.length - 1) || []).filter((nodes) => this.value(nodes) > beaten);
    return better.length ? this.ofSize(better, within) : null;
  }

  value(nodes) {
    const whole = this.story.length && this.story.every((node) => nodes.includes(node));
    return sum(nodes.map((node) => this.worth[node])) + (whole ? WHOLE_STORY : 0);
  }

  // The shortest day found for just these nodes, however long it takes.
  least(nodes, tiring) {
    return arrange(this, nodes, { tiring }, { work: 0 });
  }

  neededDay(within) {
    const day = this.least(this.needed, within.tiring);
    return day && day.minutes <= this.thereIs ? { nodes: this.needed, day } : null;
  }

  // The choice of most worth that fits; `choices` from the shortest way to the one of most worth.
  ofSize(choices, within) {
    const last = choices.length - 1;
    const tried = (k, work) => {
      const day = this.day(choices[k], within, work);
      return day && { nodes: choices[k], day };
    };
    const dearest = last ? tried(last, 0) : null;
    if (dearest) return dearest;
    let best = tried(0, WORK);
    let [low, high] = [1, last - 1];
    for (let k = 0; best && k < TRIES && low <= high; k += 1) {
      const middle = Math.floor((low + high + 1) / 2);
      const found = tried(middle, 0);
      if (found) [best, low] = [found, middle + 1];
      else high = middle - 1;
    }
    return best;
  }

  day(nodes, within, work) {
    return arrange(this, nodes, within, { work, shorten: false });
  }

  // For each number of stops the choices that one group has time for: the one with the shortest way, and every one that
  // is worth more than all with ways no longer.
  choices(tiring) {
    const nodes = this.thinned();
    const minutes = this.crowd.slow || this.minutes; // every group sees every stop: the slowest has to have time for them
    const ways = shortestWays([0, ...nodes].map((a) => [0, ...nodes].map((b) => minutes[a][b])));
    const maskOf = (some) => sum(some.map((node) => (nodes.includes(node) ? 1 << nodes.indexOf(node) : 0)));
    const told = this.story.length && this.story.every((node) => nodes.includes(node)) ? maskOf(this.story) : 0;
    const eaten = maskOf(this.eatenAt);
    const needed = maskOf(ordered(this.must)) | eaten;
    const rest = this.lunch ? this.lunch.minutes : 0;
    const budget = Math.min(this.thereIs - rest, tiring * (this.lunch ? 2 : 1));
    const worth = new Int32Array(1 << nodes.length);
    const best = new Map(); // by the number of stops, then by minutes: the set of most worth
    for (let mask = 1; mask < 1 << nodes.length; mask += 1) {
      const top = 31 - Math.clz32(mask);
      worth[mask] = worth[mask ^ (1 << top)] + this.worth[nodes[top]];
      if ((mask & needed) !== needed) continue;
      const count = bits(mask);
      const walked = ways[mask] + (count - (mask & eaten ? 1 : 0)) * this.crowd.stay;
      if (walked > budget) continue;
      const value = worth[mask] + (told && (mask & told) === told ? WHOLE_STORY : 0);
      if (!best.has(count)) best.set(count, new Map());
      const known = best.get(count).get(walked);
      if (!known || known.value < value) best.get(count).set(walked, { value, mask });
    }
    const front = (found) => {
      let beaten = -1;
      const rising = [...found].sort(([a], [b]) => a - b).map(([, each]) => each);
      return rising.filter(({ value }) => value > beaten && ((beaten = value), true));
    };
    const nodesOf = ({ mask }) => nodes.filter((_, k) => mask & (1 << k));
    return new Map([...best].map(([count, found]) => [count, front(found).map(nodesOf)]));
  }

  // The candidates, the nearest of them where there are more than can be looked at.
  thinned() {
    const wanted = ordered([...this.must, ...this.eatenAt]);
    const key = (node) => [wanted.includes(node) ? 0 : 1, this.minutes[0][node], node];
    const near = ordered([...this.candidates, ...wanted]).sort((a, b) => (before(key(a), key(b)) ? -1 : 1));
    return ordered(near.slice(0, Math.max(EXACT, wanted.length)));
  }
}
