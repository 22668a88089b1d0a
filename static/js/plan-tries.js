// Groups placed one after another, the worst again together with another: `_Tries` of planner/rotate.py does the same.
import { Dice } from "./plan-dice.js";
import { bestOf } from "./plan-listed.js";
import { MOST_STOPS, Room } from "./plan-room.js";
import { NEVER, Occupancy, backAt, before, first, most, ofGroup, place, range, settle, stretches, sum } from "./plan-rotation.js";

const HORIZON = 3000; // minutes, for a rotation that may take as long as it likes
const HOW_LATE = 240; // minutes, beyond which it does not matter any more

export class Tries {
  // `orders`: of many stops those to choose from; null for the best there is.
  constructor(problem, within, ways, orders) {
    Object.assign(this, { problem, within, orders, left: 0, enough: NEVER });
    this.cost = costOfOne(problem.stays.length);
    // Who is late is not lost where no order is the best: the least late goes on.
    const horizon = Math.min(within.until, HORIZON) + 1 + (orders ? HOW_LATE : 0);
    const usual = new Room(problem, horizon, ways);
    this.of = problem.sizes.map((_, group) => ofGroup(problem, group));
    // No way of a slow group is shorter than those of the others.
    this.rooms = this.of.map((own) => (own === problem ? usual : new Room(own, horizon, ways)));
  }

  // The best plans found, a list for each group; null where none keeps to what it has to.
  best(work, enough) {
    Object.assign(this, { left: work, enough });
    const dice = new Dice(1905); // only to vary the tries, always the same way
    let best = null;
    for (let number = 0; ; number += 1) {
      this.begin(dice, number);
      if (work) this.improve(dice);
      const key = this.key();
      if (!best || before(key, best.key)) best = { key, plans: [...this.plans] };
      if (!before([0, 0, enough], best.key) || this.left < this.problem.sizes.length * this.cost) break;
    }
    const [late, tired] = best.key;
    return late || tired ? null : best.plans;
  }

  // All groups in turn; each try after the first looks from other stops first.
  begin(dice, number) {
    const { sizes } = this.problem;
    this.busy = new Occupancy(this.problem);
    this.plans = sizes.map(() => []);
    this.keys = sizes.map(() => [1, 0, NEVER]);
    const groups = range(sizes.length);
    if (number) dice.shuffle(groups);
    groups.forEach((group) => this.put(group, this.of[group].heads.map((head) => head + (number ? dice.below(9) : 0))));
  }

  put(group, heads = this.of[group].heads) {
    this.left -= this.cost;
    const visits = this.bestVisits(group, heads);
    this.plans[group] = visits;
    this.keys[group] = this.keyOf(group, visits);
    this.busy.add(visits, this.problem.sizes[group]);
  }

  take(group) {
    const old = this.plans[group];
    this.busy.add(old, -this.problem.sizes[group]);
    this.plans[group] = [];
    return old;
  }

  bestVisits(group, heads) {
    const { busy } = this;
    const [problem, room] = [this.of[group], this.rooms[group]];
    const students = problem.sizes[group];
    if (this.orders) return this.placed(group, bestOf(room, busy, students, this.orders, this.within));
    const tables = room.tables(busy, students);
    const found = this.placed(group, room.order(tables, heads));
    if (!this.keyOf(group, found)[1] || problem.rest < 0) return found;
    // Too long before the rest: fewer stops before it; too long after it: more.
    const at = Math.max(0, found.findIndex((visit) => visit.stop === problem.rest));
    const sooner = (found.length ? stretches(problem, found)[0] : 0) > this.within.tiring ? -1 : 1;
    const counts = [at + sooner, at + 2 * sooner].filter((k) => k >= 0 && k < problem.stays.length);
    this.left -= this.cost * counts.length;
    const others = counts.map((k) => this.placed(group, room.order(tables, heads, k)));
    return first([found, ...others], (visits) => this.keyOf(group, visits));
  }

  // Whether it is late, minutes too long on foot, and when it is back: less is better.
  keyOf(group, visits) {
    if (!visits.length) return [1, 0, NEVER];
    const back = backAt(this.of[group], visits);
    return [back > this.within.until ? 1 : 0, this.tired(group, visits), back];
  }

  // The visits in that order, later where that makes a group less long on foot.
  placed(group, order) {
    const { problem, busy } = this;
    const visits = place(problem, busy, group, order);
    if (!visits.length || !this.tired(group, visits)) return visits;
    busy.add(visits, problem.sizes[group]);
    const calm = settle(problem, busy, group, [...visits]);
    busy.add(calm, -problem.sizes[group]);
    return calm;
  }

  tired(group, visits) {
    return Math.max(0, most(stretches(this.of[group], visits)) - this.within.tiring);
  }

  key() {
    return [sum(this.keys.map((k) => k[0])), sum(this.keys.map((k) => k[1])), most(this.keys.map((k) => k[2]))];
  }

  // Let the worst group, and another, choose again, as long as it helps.
  improve(dice) {
    for (let better = true; better;) {
      better = false;
      const worst = range(this.keys.length).reduce((a, b) => (before(this.keys[a], this.keys[b]) ? b : a));
      if (!before([0, 0, this.enough], this.keys[worst])) return;
      const others = range(this.keys.length).filter((group) => group !== worst);
      dice.shuffle(others);
      for (const other of [null, ...others]) {
        if (this.left < 2 * this.cost) return;
        better = this.again(other === null ? [worst] : [worst, other], this.keys[worst]);
        if (better) break;
      }
    }
  }

  // Whether the groups, placed anew in that order, are all better than the worst was.
  again(pair, worst) {
    const old = pair.map((group) => [this.take(group), this.keys[group]]);
    pair.forEach((group) => this.put(group));
    if (pair.every((group) => before(this.keys[group], worst))) return true;
    pair.forEach((group) => this.take(group));
    pair.forEach((group, k) => {
      [this.plans[group], this.keys[group]] = old[k];
      this.busy.add(this.plans[group], this.problem.sizes[group]);
    });
    return false;
  }
}

// Milliseconds, roughly, for the best order of one group.
function costOfOne(count) {
  if (count > MOST_STOPS) return count * count * 0.06;
  return 0.3 + count * count * (0.012 + (1 << count) * 0.000004 * count);
}
