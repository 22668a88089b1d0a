// node plans.mjs < cases.json: for each address that asks for a plan, the plan as the browser makes and tells it, or why
// there is none; and the milliseconds that each took.
import { readFileSync } from "node:fs";
import { planCalendar } from "../../../static/js/plan-calendar.js";
import { faultText } from "../../../static/js/plan-faults.js";
import { groupLink } from "../../../static/js/plan-link.js";
import { makePlan } from "../../../static/js/plan-made.js";
import { notices } from "../../../static/js/plan-notices.js";
import { Refused, asGiven, parseRequest } from "../../../static/js/plan-request.js";
import { tongue } from "../../../static/js/plan-say.js";
import { planTable } from "../../../static/js/plan-table.js";
import { entryText, groupLine, leadLine, leftOutText, proofLine, totals, whoIsWhere } from "../../../static/js/plan-worded.js";

const { trip, lang, today, asked, calendar } = JSON.parse(readFileSync(0, "utf8"));
const say = tongue(trip.words, lang);

function answer(query) {
  try {
    return { plan: told(makePlan(trip, parseRequest(new URLSearchParams(query), trip), today)) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { faults: error.faults.map((fault) => [fault.field, fault.code, faultText(fault, say)]) };
  }
}

const told = (plan) => ({
  given: asGiven(plan.request),
  groups: plan.groups.map((group) => [group.number, group.students, group.adults]),
  buses: plan.buses,
  stops: plan.stops.map((stop) => stop.id),
  entries: plan.entries.map((entries) => entries.map((entry) => [
    entry.kind, entry.start, entry.end, plan.asked.nodes[entry.node].id,
    entry.origin === null ? null : plan.asked.nodes[entry.origin].id,
    entry.kind === "walk" ? plan.asked.metres[entry.origin][entry.node] : 0,
  ])),
  figures: [plan.walked, plan.bound, plan.proved, plan.mostStops, plan.leave, plan.stretch],
  texts: [leadLine(plan, say), proofLine(plan, say), ...plan.groups.map((group) => groupLine(group, say))],
  lines: plan.entries.map((entries) => entries.map((entry) => entryText(entry, plan, say))),
  totals: totals(plan, say).map(([value, label]) => [label, String(value)]),
  where: whoIsWhere(plan, say),
  left: plan.leftOut.map((left) => [left.stop.id, left.why, leftOutText(left, say)]),
  notices: notices(plan, say, today).map(({ text, told: { as_of: asOf } }) => [text, asOf || ""]),
  links: plan.groups.map((group) => groupLink(plan, group)),
  table: planTable(plan, say),
  calendar: plan.request.date && plan.request.id ? planCalendar(plan, say, calendar) : "",
});

const times = [];
const answers = asked.map((query) => {
  const begun = process.cpuUsage().user;
  const found = answer(query);
  times.push((process.cpuUsage().user - begun) / 1000);
  return found;
});
console.log(JSON.stringify({ answers, times }));
