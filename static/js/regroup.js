// What is left of a group's day, worked out again on the phone: late, a stop left out, rain. The other groups keep to
// the plan, whose full hours at each stop stand in the link, so that nobody meets where there is no room. No page, no words.

const RAIN_LEAST = 3; // minutes at a stop outdoors in rain, where half its stay would be less
const MOST = 14; // stops of a day that are put in order: more than any plan has left
const LUNCH_SOONER = 30; // minutes before its planned hour at which lunch may begin

/** Minutes on foot between nodes of the ground, as the server has them (trail/guide/walk/itinerary.py). */
export function walker(ground, day) {
  const metres = (day.stepless && ground.stepless) || ground.metres;
  const place = ground.places[day.at];
  const node = (stop) => (stop ? ground.stops.indexOf(stop) : place);
  return (from, to) => {
    if (from === to) return 0;
    // Where no way is known there is none in time.
    return Math.max(0, Math.ceil(((metres[node(from)][node(to)] ?? Infinity) / (day.speed / 1000) - 0.1) / 60));
  };
}

/** The first minute from `at` on when so long a stay meets no hour at which the stop is full. */
export function free(busy, at, stay) {
  let start = at;
  for (const [from, until] of busy ?? []) if (start < until && start + stay > from) start = until;
  return start;
}

function where(day, minute, late, skip, shorter) {
  const { entries } = day;
  const k = Math.max(0, entries.findIndex((entry) => minute < entry.end));
  const now = entries[k];
  const later = entries.slice(k + 1);
  const kept = entries.slice(0, k);
  const visit = now.kind === "s" || now.kind === "l";
  if (now.kind === "w" || now.kind === "x") {
    // On the way: to the end of it all the same, for nobody knows where in between.
    const target = later.find((entry) => entry.kind === "s" || entry.kind === "l");
    const walk = now.kind === "w" ? now.end : minute;
    return { kept, now: { ...now, end: Math.max(walk + late, now.start + 1) }, later, first: target?.stop === skip ? null : now.stop };
  }
  let end = now.kind === "f" || (visit && now.stop === skip) ? Math.max(minute, now.start + 1) + late : now.end + late;
  if (visit && !late && shorter) end = Math.max(Math.min(end, now.start + shorter(now)), minute, now.start + 1);
  return { kept, now: { ...now, end }, later, first: null };
}

/**
 * The day with as many of its stops as there is still time for, back as early as can be; lunch stays.
 * `wish` is { late, skip, rain }. Also the stops left out, and minutes after boarding was to begin.
 */
export function replan(day, ground, minute, wish) {
  const board = day.entries[day.entries.length - 1];
  const shorter = (entry) => {
    const stay = entry.end - entry.start;
    const out = wish.rain && entry.kind === "s" && !ground.inside.includes(entry.stop);
    return out ? Math.min(stay, Math.max(RAIN_LEAST, Math.ceil(stay / 2))) : stay;
  };
  const { kept, now, later, first } = where(day, minute, wish.late ?? 0, wish.skip, wish.rain ? shorter : null);
  const todo = later.filter((entry) => (entry.kind === "s" || entry.kind === "l") && (entry.kind === "l" || entry.stop !== wish.skip));
  const walk = walker(ground, day);
  const home = board.stop;
  const begin = (entry, at) =>
    (entry.kind === "l" ? Math.max(at, entry.start - LUNCH_SOONER) : free(day.busy[entry.stop], at, shorter(entry)));
  // Dynamic programming over subsets: who is at a stop earlier is nowhere later, since waiting is allowed.
  todo.splice(MOST); // a link that somebody made up may hold any number
  const count = todo.length;
  const end = Array.from({ length: 1 << count }, () => new Array(count).fill(Infinity));
  const from = Array.from({ length: 1 << count }, () => new Array(count).fill(-1));
  todo.forEach((entry, k) => {
    if (first && todo.some((other) => other.stop === first) && entry.stop !== first) return;
    end[1 << k][k] = begin(entry, now.end + walk(now.stop, entry.stop)) + shorter(entry);
  });
  let best = { mask: 0, last: -1, value: -1, back: now.end + walk(now.stop, home) };
  for (let mask = 1; mask < end.length; mask += 1) {
    for (let last = 0; last < count; last += 1) {
      const at = end[mask][last];
      if (at === Infinity) continue;
      const back = at + walk(todo[last].stop, home);
      const value = todo.reduce((sum, entry, k) => sum + (mask & (1 << k) ? (entry.kind === "l" ? 100 : 1) : 0), 0);
      if (back <= board.start && (value > best.value || (value === best.value && back < best.back))) best = { mask, last, value, back };
      for (let next = 0; next < count; next += 1) {
        if (mask & (1 << next)) continue;
        const then = begin(todo[next], at + walk(todo[last].stop, todo[next].stop)) + shorter(todo[next]);
        if (then < end[mask | (1 << next)][next]) {
          end[mask | (1 << next)][next] = then;
          from[mask | (1 << next)][next] = last;
        }
      }
    }
  }
  const order = [];
  for (let { mask, last } = best; last >= 0;) {
    order.unshift(last);
    [mask, last] = [mask ^ (1 << last), from[mask][last]];
  }
  const visits = order.map((k) => todo[k]);
  return {
    entries: joined([...kept, ...stepAside(now, day)], visits, { walk, begin, shorter, board, home }),
    left: todo.filter((_, k) => !order.includes(k)).map((entry) => entry.stop),
    over: Math.max(0, best.back - board.start),
  };
}

// Who stays too long at a stop makes room for those who have its next hour.
function stepAside(now, day) {
  const [from] = (now.kind === "s" && day.busy[now.stop]?.find(([start]) => start >= now.start)) || [Infinity];
  if (from >= now.end) return [now];
  return [{ ...now, end: from }, { ...now, kind: "x", start: from }].filter((entry) => entry.start < entry.end);
}

// The day without a gap: walks, waits, stays, time in hand, boarding.
function joined(done, visits, { walk, begin, shorter, board, home }) {
  const entries = done.map((entry) => ({ ...entry }));
  let { stop: here, end: at } = entries[entries.length - 1];
  const add = (kind, until, stop) => {
    const before = entries[entries.length - 1];
    if (until > at && before.kind === kind && before.stop === stop) before.end = until;
    else if (until > at) entries.push({ kind, start: at, end: until, stop });
    at = Math.max(at, until);
  };
  if (entries[entries.length - 1].kind === "b") return entries;
  visits.forEach((entry) => {
    add("w", at + walk(here, entry.stop), entry.stop);
    add(entry.kind === "l" ? "f" : "x", begin(entry, at), entry.stop);
    add(entry.kind, at + shorter(entry), entry.stop);
    here = entry.stop;
  });
  add("w", at + walk(here, home), home);
  add("f", board.start, home);
  add("b", at + (board.end - board.start), home);
  return entries;
}
