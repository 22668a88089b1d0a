// The shortest rotation there is, by looking at all that could be shorter; small cases only: planner/exact.py says the same.
import { NEVER, Occupancy, before, most, ofGroup } from "./plan-rotation.js";

const MOST_STEPS = 6000; // placings tried before giving up

// Depth first, the most promising first, cut where nothing shorter can follow.
export class Search {
  constructor(problem, ways, best, bound) {
    Object.assign(this, { problem, ways, best, bound, steps: 0, found: null });
    this.of = problem.sizes.map((_, group) => ofGroup(problem, group));
    this.busy = new Occupancy(problem);
    this.visits = problem.sizes.map(() => []);
  }

  // Whether all was looked at; `found` then has the shortest, null where none is shorter than the one given.
  run() {
    const whole = (1 << this.problem.stays.length) - 1;
    this.go(this.problem.sizes.map(() => whole), 0);
    return this.steps <= MOST_STEPS;
  }

  go(todo, now) {
    const last = most(todo.map((mask, group) => this.end(group, mask)));
    if (last >= this.best) return;
    if (todo.every((mask) => !mask)) {
      this.best = last;
      this.found = this.visits.map((visits) => [...visits]);
      return;
    }
    for (const [at, , group, stop] of this.choices(todo, now)) {
      if (this.steps > MOST_STEPS) return;
      this.steps += 1;
      if (this.steps > MOST_STEPS || this.best <= this.bound) return;
      const students = this.problem.sizes[group];
      const visit = { stop, start: at, end: at + this.problem.stays[stop] };
      this.busy.add([visit], students);
      this.visits[group].push(visit);
      todo[group] ^= 1 << stop;
      this.go(todo, at);
      todo[group] ^= 1 << stop;
      this.visits[group].pop();
      this.busy.add([visit], -students);
    }
  }

  // Of the quicker groups where one is slow: no way is shorter.
  left(mask, stop) {
    return this.ways.left[mask * this.problem.stays.length + stop];
  }

  choices(todo, now) {
    const found = [];
    const fresh = new Set();
    todo.forEach((mask, group) => {
      const students = this.problem.sizes[group];
      if (!this.visits[group].length) {
        // Groups of one size and pace that have not begun are alike: one of them stands for all.
        const kind = `${students} ${this.of[group] === this.problem}`;
        if (fresh.has(kind)) return;
        fresh.add(kind);
      }
      this.problem.stays.forEach((_, stop) => {
        if (!(mask & (1 << stop))) return;
        const at = this.busy.earliest(stop, this.arrival(group, stop), students);
        if (now <= at && at < NEVER) found.push([at, this.left(mask, stop), group, stop]);
      });
    });
    return found.sort((a, b) => (before(a, b) ? -1 : 1));
  }

  arrival(group, stop) {
    const last = this.visits[group][this.visits[group].length - 1];
    return last ? last.end + this.of[group].walks[last.stop][stop] : this.of[group].heads[stop];
  }

  // The earliest that a group can be back with the stops of `mask` still to see.
  end(group, mask) {
    if (!mask) {
      const { stop, end } = this.visits[group][this.visits[group].length - 1];
      return end + this.of[group].tails[stop];
    }
    let staying = 0;
    let soonest = Infinity;
    this.problem.stays.forEach((stay, stop) => {
      if (!(mask & (1 << stop))) return;
      staying += stay;
      soonest = Math.min(soonest, this.arrival(group, stop) + this.left(mask, stop));
    });
    return staying + soonest;
  }
}
