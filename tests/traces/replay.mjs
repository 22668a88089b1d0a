// Runs the page's judge over trace files: node replay.mjs FILE... prints, as JSON, what was told at which fix.
import { readFileSync } from "node:fs";
import { apart } from "../../static/js/go-geo.js";
import { Leader } from "../../static/js/go-judge.js";
import { CELL_M, outside, pointAt, walkOf } from "../../static/js/go-line.js";

const BEGINS_M = 6;

const truth = (way, t) => {
  const i = Math.max(1, way.findIndex((point) => point[2] >= t));
  const [a, b] = [way[i - 1], way[i]];
  const share = b[2] > a[2] ? Math.min(1, Math.max(0, (t - a[2]) / (b[2] - a[2]))) : 1;
  return [(a[0] + (b[0] - a[0]) * share) / 10, (a[1] + (b[1] - a[1]) * share) / 10];
};

// One trace: each event with the true place, how far that is from each stop's area, and metres walked so far.
export function replay(data, trace) {
  const walk = walkOf(data);
  let leader = new Leader(walk);
  const told = [];
  const steps = [];
  let [walked, before] = [0, null];
  const firsts = walk.legs.map(({ from }) => pointAt(walk, from));
  const tops = walk.turns.map(({ s }) => pointAt(walk, s / CELL_M));
  trace.errors.forEach((error, i) => {
    const t = i * trace.tick;
    const at = truth(trace.way, t);
    if (before) walked += Math.hypot(at[0] - before[0], at[1] - before[1]);
    before = at;
    steps.push({ walked, turns: tops.map((top) => apart(top, at)), begins: firsts.map((first) => apart(first, at)), stops: walk.stops.map((stop) => outside(stop, at)), off: away(walk, at) });
    if (!error) return;
    if (trace.reload.includes(i)) leader = new Leader(walkOf(data), JSON.parse(JSON.stringify(leader.save())));
    const fix = { ...walk.plane.from([at[0] + error[0] / 10, at[1] + error[1] / 10]), accuracy: trace.accuracy, t: 1e12 + t * 100 };
    for (const event of leader.take(fix)) told.push({ i, ...event });
  });
  return { told, steps, turns: walk.turns.map(({ id }) => id) };
}

const away = ({ cells, count }, [x, y]) => {
  let least = Infinity;
  for (let i = 0; i < count; i += 1) least = Math.min(least, (cells.x[i] - x) ** 2 + (cells.y[i] - y) ** 2);
  return Math.sqrt(least);
};

// For each leg the step at which he sets out on it: at its beginning, having been at those before.
function begins(steps) {
  const found = [0];
  for (let k = 1; k < steps[0].begins.length; k += 1) {
    const at = steps.findIndex((step, j) => j >= found[k - 1] && step.begins[k] <= BEGINS_M);
    found.push(at < 0 ? found[k - 1] : at);
  }
  return found;
}

// The farthest that he is off the way, and out of every stop's area, without having been told so.
function untold(told, steps) {
  let [most, off] = [0, false];
  steps.forEach((step, i) => {
    for (const { type } of told.filter((event) => event.i === i)) off = type === "off" || (off && !["back", "arrive", "passed"].includes(type));
    if (!off) most = Math.max(most, Math.min(step.off, ...step.stops));
  });
  return most;
}

// How well it was told, in figures: nothing is decided here.
function figures(data, trace) {
  const { told, steps, turns } = replay(data, trace);
  const arrivals = told.filter(({ type }) => type === "arrive").flatMap(({ i, stops }) => stops.map((stop) => ({ stop, outside: steps[i].stops[stop] })));
  const passed = told.filter(({ type }) => type === "passed").flatMap(({ stops }) => stops);
  const begun = begins(steps);
  const toldTurns = told
    .filter(({ type }) => type === "turn")
    .flatMap(({ i, turns: some }) => some.map(({ id }) => {
      const k = turns.indexOf(id);
      const slack = i ? Math.max(4, (steps[i].walked - steps[i - 1].walked) * 0.6 + 2) : 4;
      const leg = Number(id.split(".")[0]); // its place may be passed before its leg is walked
      let later = steps.findIndex((step, j) => j >= Math.max(i, begun[leg]) && step.turns[k] <= slack);
      while (later >= 0 && later + 1 < steps.length && steps[later + 1].turns[k] < steps[later].turns[k]) later += 1;
      return { id, before: later < 0 ? null : steps[later].walked - steps[i].walked };
    }));
  const others = told.filter(({ type }) => ["off", "back", "wrong"].includes(type)).map(({ type, i }) => ({ type, i, off: steps[i].off }));
  return { arrivals, passed, turns: toldTurns, others, untold: data.mode === "car" ? 0 : untold(told, steps) };
}

const out = {};
for (const file of process.argv.slice(2)) {
  const { walk, traces } = JSON.parse(readFileSync(file, "utf8"));
  out[file.split("/").pop()] = Object.fromEntries(Object.entries(traces).map(([kind, trace]) => [kind, figures(walk, trace)]));
}
process.stdout.write(JSON.stringify(out));
