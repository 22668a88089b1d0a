// A group's day as the part of a link behind "#": trail/fieldtrip/wording/link.py says the same, static/js/group.js reads it.
import { withoutSteps } from "./plan-request.js";
import { range } from "./plan-rotation.js";

const LETTERS = { gather: "g", wait: "x", walk: "w", stop: "s", lunch: "l", board: "b", free: "f" };
const LEAST_GAP = 3; // minutes: shorter gaps in a full stop are none

export function groupLink(plan, group) {
  const { pace, slowPace, place, nodes } = plan.asked;
  const { arrive, date } = plan.request;
  const { speed } = group.slow ? slowPace : pace;
  const entries = plan.entries[group.number - 1].map(({ kind, start, end, node }) =>
    `${LETTERS[kind]}${arrive + start}-${arrive + end}-${nodes[node].number}`);
  const fields = {
    g: group.number, n: group.students, a: group.adults, d: date || "", p: place.name, t: entries.join("."),
    w: `${(speed * 1000).toFixed(0)}${withoutSteps(plan.request) ? "s" : ""}`, q: place.id, o: full(plan, group).join("."),
  };
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== "")).toString();
}

// The stops that are full at times, each with these times, without the group itself.
function full(plan, group) {
  return plan.stops.map((stop) => {
    const there = [];
    plan.groups.forEach((other, k) => plan.entries[k].forEach(({ kind, node, start, end }) => {
      if (other === group || kind !== "stop" || plan.asked.nodes[node] !== stop) return;
      for (let minute = start; minute < end; minute += 1) there[minute] = (there[minute] || 0) + other.students;
    }));
    const spans = [];
    range(there.length).filter((minute) => (there[minute] || 0) + group.students > plan.asked.capacity(stop)).forEach((minute) => {
      const last = spans[spans.length - 1];
      if (last && minute - last[1] < LEAST_GAP) last[1] = minute + 1;
      else spans.push([minute, minute + 1]);
    });
    return spans.length ? stop.number + spans.map((ends) => `_${ends.map((minute) => minute.toString(36)).join("-")}`).join("") : "";
  }).filter(Boolean);
}
