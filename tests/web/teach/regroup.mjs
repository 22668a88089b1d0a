// node regroup.mjs < cases.json: for each case { hash, ground, minute, wish } the day planned anew, and the milliseconds
// that all of them took at most.
import { readFileSync } from "node:fs";
import { read } from "../../../static/js/group-day.js";
import { replan } from "../../../static/js/regroup.js";

const { ground, cases } = JSON.parse(readFileSync(0, "utf8"));
let slowest = 0;
const answers = cases.map(({ hash, minute, wish }) => {
  const day = read(hash);
  const begun = performance.now();
  const answer = replan(day, ground, minute, wish);
  slowest = Math.max(slowest, performance.now() - begun);
  return answer;
});
console.log(JSON.stringify({ answers, slowest }));
