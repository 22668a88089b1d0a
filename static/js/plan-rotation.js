// Groups rotating over stops, in whole minutes from the start: trail/fieldtrip/planner/rotation.py says the same.
// A problem has sizes, capacities, stays, walks, heads, tails; rest (-1: none), opens, closes; as `slow` the walks, heads
// and tails of the last group, where it is slower than the others (else null). A visit: stop, start, end.

export const NEVER = 1e6;
export const range = (count) => Array.from({ length: count }, (_, k) => k);
export const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
export const most = (numbers) => numbers.reduce((a, b) => (b > a ? b : a));
export const least = (numbers) => numbers.reduce((a, b) => (b < a ? b : a));

// The first of the items whose key, a list of numbers, comes before all others.
export function first(items, key) {
  let best = items[0];
  let found = best === undefined ? [] : key(best);
  for (const item of items.slice(1)) {
    const other = key(item);
    if (before(other, found)) [best, found] = [item, other];
  }
  return best;
}

// Whether one list of numbers comes before another, as Python orders them.
export function before(one, other) {
  for (let k = 0; k < one.length; k += 1) if (one[k] !== other[k]) return one[k] < other[k];
  return false;
}

const slower = new WeakMap();

// The problem with the walks of one group; itself where all walk alike.
export function ofGroup(problem, group) {
  if (!problem.slow || group !== problem.sizes.length - 1) return problem;
  if (!slower.has(problem)) slower.set(problem, { ...problem, ...problem.slow, slow: null });
  return slower.get(problem);
}

// How many students are at each stop, minute by minute.
export class Occupancy {
  constructor(problem) {
    this.problem = problem;
    this.there = problem.stays.map(() => []);
  }

  // The first minute from `at` on in which so many more may begin their stay; NEVER for a rest begun too late.
  earliest(stop, from, students) {
    const { rest, opens, closes, capacities, stays } = this.problem;
    let at = from;
    if (stop === rest) {
      at = Math.max(at, opens);
      if (at > closes) return NEVER;
    }
    const there = this.there[stop];
    const room = capacities[stop] - students;
    while (at < there.length) {
      let full = Math.min(at + stays[stop], there.length) - 1;
      while (full >= at && there[full] <= room) full -= 1;
      if (full < at) return at;
      at = full + 1;
    }
    return at;
  }

  // The last minute up to `until` in which so many more may begin, where they may at `from`; no rest.
  latest(stop, until, from, students) {
    const there = this.there[stop];
    const room = this.problem.capacities[stop] - students;
    const stay = this.problem.stays[stop];
    let at = until;
    while (at > from) {
      const end = Math.min(at + stay, there.length);
      let full = at;
      while (full < end && there[full] <= room) full += 1;
      if (full >= end) return at;
      at = full - stay;
    }
    return from;
  }

  // Take the visits in; take them out again with minus their students.
  add(visits, students) {
    for (const { stop, start, end } of visits) {
      const there = this.there[stop];
      while (there.length < end) there.push(0);
      for (let minute = start; minute < end; minute += 1) there[minute] += students;
    }
  }
}

// The group's visits in that order, each as early as there is room; none where it rests too late.
export function place(problem, busy, group, order) {
  const { sizes, stays, walks, heads } = ofGroup(problem, group);
  const visits = [];
  let at = 0;
  let here = -1;
  for (const stop of order) {
    at = busy.earliest(stop, at + (here < 0 ? heads[stop] : walks[here][stop]), sizes[group]);
    if (at >= NEVER) return [];
    visits.push({ stop, start: at, end: at + stays[stop] });
    at += stays[stop];
    here = stop;
  }
  return visits;
}

// When a group is where it ends; 0 for one that visits nothing. `problem` is that of the group.
export function backAt(problem, visits) {
  if (!visits.length) return 0;
  const { stop, end } = visits[visits.length - 1];
  return end + problem.tails[stop];
}

// Minutes that a group is on its feet: until it rests and after that, or all in one. `problem` is that of the group.
export function stretches(problem, visits) {
  if (!visits.length) return [0];
  const begin = visits[0].start - problem.heads[visits[0].stop];
  const back = backAt(problem, visits);
  const at = visits.findIndex((visit) => visit.stop === problem.rest);
  if (at < 0) return [back - begin];
  const rest = visits[at];
  const after = visits[at + 1];
  return [rest.start - begin, back - (after ? after.start - problem.walks[rest.stop][after.stop] : rest.end)];
}

// The group's visits, which `busy` has, as late as they can be; `busy` has these then.
export function settle(problem, busy, group, visits) {
  const students = problem.sizes[group];
  const { walks } = ofGroup(problem, group);
  for (let k = visits.length - 2; k >= 0; k -= 1) {
    const { stop, start } = visits[k];
    if (stop === problem.rest) continue;
    const after = visits[k + 1];
    const stay = problem.stays[stop];
    busy.add([visits[k]], -students);
    const latest = busy.latest(stop, after.start - walks[stop][after.stop] - stay, start, students);
    visits[k] = { stop, start: latest, end: latest + stay };
    busy.add([visits[k]], students);
  }
  return visits;
}

// The same visits with the waiting moved to the front, where nobody stands in the street.
export function settled(problem, plans) {
  const busy = new Occupancy(problem);
  plans.forEach((visits, group) => busy.add(visits, problem.sizes[group]));
  return plans.map((visits, group) => settle(problem, busy, group, [...visits]));
}
