// The order of stops that brings one group back earliest, past those that are placed: planner/quickest.py says the same,
// but for what is left out because it can't be in time: that changes no answer.

export const MOST_STOPS = 14; // above, the table of subsets takes too long for a plan

// When each stop has room for so many students; of one moment of an Occupancy.
export class Room {
  // `ways`: the shortest ways there are, which tell early what can't be in time any more.
  constructor(problem, horizon, ways) {
    Object.assign(this, { problem, horizon, ways });
    const count = problem.stays.length;
    this.steps = Int32Array.from({ length: count * count }, (_, k) => problem.walks[k % count][Math.floor(k / count)]);
  }

  // Minutes that are needed at least after each subset, at subset * stops + the last stop seen.
  needs() {
    const { stays } = this.problem;
    const count = stays.length;
    const whole = (1 << count) - 1;
    const staying = new Int32Array(whole + 1);
    const need = new Int32Array((whole + 1) * count);
    for (let mask = 1; mask <= whole; mask += 1) {
      const top = 31 - Math.clz32(mask);
      staying[mask] = staying[mask ^ (1 << top)] + stays[top];
    }
    for (let mask = 1; mask <= whole; mask += 1) {
      for (let stop = 0; stop < count; stop += 1) {
        const left = ((whole ^ mask) | (1 << stop)) * count + stop;
        need[mask * count + stop] = staying[whole ^ mask] + this.ways.left[left];
      }
    }
    this.ends = new Int32Array(need.length);
    return need;
  }

  // For each stop, minute by minute, 1 where the students may begin their stay.
  free(busy, students) {
    const { horizon } = this;
    const { capacities, stays, rest, opens, closes } = this.problem;
    return stays.map((stay, stop) => {
      const there = busy.there[stop];
      const room = capacities[stop] - students;
      const free = new Uint8Array(horizon + 1);
      let blocked = Infinity; // the nearest full minute from here on
      for (let minute = horizon - 1; minute >= 0; minute -= 1) {
        if (minute < there.length && there[minute] > room) blocked = minute;
        free[minute] = blocked >= Math.min(minute + stay, horizon) ? 1 : 0;
      }
      if (stop === rest) {
        free.fill(0, 0, opens);
        free.fill(0, Math.max(closes + 1, 0));
      }
      return free;
    });
  }

  // For each stop: from each minute on, the first at which the students may begin there.
  tables(busy, students) {
    return this.free(busy, students).map((free) => this.soonest(free));
  }

  soonest(free) {
    const found = new Int32Array(this.horizon + 1);
    let next = this.horizon;
    for (let minute = this.horizon; minute >= 0; minute -= 1) {
      if (free[minute]) next = minute;
      found[minute] = next;
    }
    return found;
  }

  // The order that brings the group back earliest, [] where none is in time; `after`: rest after so many stops.
  order(tables, heads, after = -1) {
    const { horizon, steps } = this;
    const { tails } = this.problem;
    const count = tails.length;
    const ends = this.fill(tables, heads, after);
    let mask = (1 << count) - 1;
    let row = mask * count;
    const order = [argmin(count, (stop) => (ends[row + stop] < horizon ? ends[row + stop] + tails[stop] : 2 * horizon))];
    if (ends[row + order[0]] >= horizon || ends[row + order[0]] + tails[order[0]] > horizon) return [];
    while ((mask ^= 1 << order[order.length - 1])) {
      const next = order[order.length - 1] * count;
      row = mask * count;
      order.push(argmin(count, (stop) => ends[row + stop] + steps[next + stop]));
    }
    return order.reverse();
  }

  // When the group can be done at each stop of each subset, that one last; the horizon where it is never in time.
  fill(tables, heads, after) {
    this.need = this.need || this.needs();
    const { ends, need, steps, horizon } = this;
    const { stays, rest } = this.problem;
    const count = stays.length;
    const all = 1 << count;
    const alive = new Uint8Array(all); // whether from any stop of the subset all can still be seen in time
    ends.fill(horizon);
    for (let mask = 1; mask < all; mask += 1) {
      const late = after >= 0 && bits(mask) - 1 !== after;
      for (let left = mask; left; left &= left - 1) {
        const stop = 31 - Math.clz32(left & -left);
        const others = mask ^ (1 << stop);
        if ((others && !alive[others]) || (late && stop === rest)) continue;
        let arrived = horizon;
        if (!others) arrived = Math.min(heads[stop], horizon);
        else {
          const from = others * count;
          const onward = stop * count;
          for (let k = 0; k < count; k += 1) {
            const at = ends[from + k] + steps[onward + k];
            if (at < arrived) arrived = at;
          }
        }
        const end = tables[stop][arrived] + stays[stop];
        if (end + need[mask * count + stop] <= horizon) {
          ends[mask * count + stop] = end;
          alive[mask] = 1;
        }
      }
    }
    return ends;
  }
}

function argmin(count, value) {
  let best = 0;
  for (let k = 1; k < count; k += 1) if (value(k) < value(best)) best = k;
  return best;
}

// How many bits are set.
export function bits(mask) {
  let count = 0;
  for (let left = mask; left; left &= left - 1) count += 1;
  return count;
}
