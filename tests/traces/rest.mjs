// A straight street of 1,200 m at a walker's pace, a fix a second when the phone is asked: node rest.mjs prints
// the seconds walked, the fixes asked for, and the metres before the stop of each fix in its last 100 m.
import { Duty } from "../../static/js/go-duty.js";
import { Leader } from "../../static/js/go-judge.js";
import { walkOf } from "../../static/js/go-line.js";

const stop = (number, y) => ({ number, area: [0, y, 200, 0, y, 200] });
const leg = { length: 1200, arrive: "", line: [0, 0, 0, 12000], steps: [0], turns: [] };
const walk = walkOf({ mode: "foot", plane: [0, 0, 111320, 110574], stops: [stop(1, 0), stop(2, 12000)], legs: [leg] });
const leader = new Leader(walk);
const duty = new Duty();
let [asked, seconds, until] = [0, 0, 0];
const told = [];
const last = [];
for (let y = 0; y < 1200; y += 1.4, seconds += 1) {
  const t = seconds * 1000;
  if (t < until) continue;
  asked += 1;
  if (y > 1100) last.push(Math.round(1200 - y));
  const fix = { ...walk.plane.from([3 * Math.sin(seconds), y]), accuracy: 5, t: 1e12 + t };
  told.push(...leader.take(fix).map(({ type }) => type));
  until = t + duty.rest(leader, fix, 1e12 + t);
}
process.stdout.write(JSON.stringify({ seconds, asked, last, told }));
