// Where there are too many stops for the table of subsets: the best of a few orders (`Room.best_of` of planner/quickest.py).

// Of the orders the first that is not late, then least tiring, then back earliest.
export function bestOf(room, busy, students, orders, { until, tiring }) {
  const { horizon, problem } = room;
  const { stays, walks, tails, heads, rest } = problem;
  const free = room.free(busy, students);
  const soonest = free.map((each) => room.soonest(each));
  const latest = free.map((each) => {
    let last = 0;
    return Int32Array.from(each, (may, minute) => (last = may ? minute : last));
  });
  let best = null;
  for (const order of orders) {
    const starts = [];
    let arrived = heads[order[0]];
    order.forEach((stop, k) => {
      starts.push(soonest[stop][Math.min(arrived, horizon)]);
      if (k + 1 < order.length) arrived = starts[k] + stays[stop] + walks[stop][order[k + 1]];
    });
    const last = order[order.length - 1];
    const back = starts[order.length - 1] + stays[last] + tails[last];
    let tired = tiredOf(problem, order, starts, back, tiring);
    if (tired) {
      const later = [...starts];
      for (let k = order.length - 2; k >= 0; k -= 1) {
        const stop = order[k];
        const wanted = later[k + 1] - walks[stop][order[k + 1]] - stays[stop];
        if (stop !== rest) later[k] = Math.max(latest[stop][wanted], starts[k]);
      }
      tired = tiredOf(problem, order, later, back, tiring);
    }
    const late = starts.some((start) => start >= horizon) || back > Math.min(until, horizon) ? 1 : 0;
    const worse = best && (best.late - late || best.tired - tired || best.back - back) <= 0;
    if (!worse) best = { late, tired, back, order };
  }
  return best.order;
}

// Minutes too many on foot, of the longer of both stretches.
function tiredOf({ stays, walks, heads, rest }, order, starts, back, tiring) {
  const begin = starts[0] - heads[order[0]];
  let longest = back - begin;
  if (rest >= 0) {
    const at = order.indexOf(rest);
    const onward = at + 1 < order.length ? starts[at + 1] - walks[rest][order[at + 1]] : starts[at] + stays[rest];
    longest = Math.max(starts[at] - begin, back - onward);
  }
  return Math.max(longest - Math.min(tiring, 30000), 0);
}
