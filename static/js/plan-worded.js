// A plan in words: trail/fieldtrip/wording/wording.py says the same.
import { most, sum } from "./plan-rotation.js";

const SAME_PLACE_M = 1;

// The stop with its number on the map, where it has one.
export const stopName = (stop) => (stop.number ? `${stop.number}. ${stop.name}` : stop.name);

export const groupName = (group, say) => say("Group %(number)s", { number: group.number });
const students = (count, say) => say.counted("%(count)s student", "%(count)s students", count);
const adults = (count, say) => say.counted("%(count)s adult", "%(count)s adults", count);
const groups = (count, say) => say.counted("%(count)s group", "%(count)s groups", count);
const stops = (count, say) => say.counted("%(count)s stop", "%(count)s stops", count);
const buses = (count, say) => (count ? say.counted("%(count)s bus", "%(count)s buses", count) : say("no bus"));

// How many students and adults, and whether it is slow.
export function groupLine(group, say) {
  const values = { students: students(group.students, say), adults: adults(group.adults, say) };
  return group.slow ? say("%(students)s, %(adults)s, at the slowest pace", values) : say("%(students)s, %(adults)s", values);
}

// From when to when, on the clock.
export function span(plan, start, end, say) {
  return `${say.clock(plan.clock.moment(start).minute)}–${say.clock(plan.clock.moment(end).minute)}`;
}

// Metres of an entry, and of a whole group's day.
export const metresOf = (plan, entry) => (entry.kind === "walk" ? plan.asked.metres[entry.origin][entry.node] : 0);
export const distanceOf = (plan, group) => sum(plan.entries[group].map((entry) => metresOf(plan, entry)));

// What a group does then, in one line.
export function entryText(entry, plan, say) {
  const stop = stopName(plan.asked.nodes[entry.node]);
  const { bus, place: { name: place } } = plan.asked;
  switch (entry.kind) {
    case "gather":
      return bus.seats
        ? say("Off the bus at %(place)s: count, make groups", { place })
        : say("Gather at %(place)s: count, make groups", { place });
    case "walk":
      if (metresOf(plan, entry) < SAME_PLACE_M) return say("On to %(stop)s, in the same place", { stop });
      return say("Walk to %(stop)s, %(distance)s", { stop, distance: say.distance(metresOf(plan, entry)) });
    case "wait": return say("Wait before %(stop)s: others are still there", { stop });
    case "lunch": return say("Lunch: %(stop)s", { stop });
    case "free": return say("Time in hand at %(stop)s", { stop });
    case "board": return bus.seats ? say("Count, and board the bus") : say("Count, and set out for school");
    default: return stop;
  }
}

// When, how many, where, in one sentence.
export function leadLine(plan, say) {
  const { date } = plan.request;
  const values = {
    when: span(plan, 0, plan.leave, say),
    students: students(plan.request.students, say),
    groups: groups(plan.groups.length, say),
    stops: stops(plan.stops.length, say),
    place: plan.asked.place.name,
  };
  if (!date) return say("%(when)s: %(students)s in %(groups)s to %(stops)s, from %(place)s and back.", values);
  return say("%(date)s, %(when)s: %(students)s in %(groups)s to %(stops)s, from %(place)s and back.", { ...values, date: say.day(date) });
}

// The figures of the whole trip, each with its label.
export function totals(plan, say) {
  const [board] = plan.entries[0].filter((entry) => entry.kind === "board");
  const { seats } = plan.asked.bus;
  return [
    [plan.stops.length, say("stops")],
    [say.distance(most(plan.groups.map((_, k) => distanceOf(plan, k)))), say("for a group to walk, at most")],
    [say.minutes(plan.walked), say("from setting out to the last return")],
    [say.minutes(board.start - plan.gather - plan.walked), say("in hand before leaving")],
    [plan.request.students + plan.adults, say("people in all")],
    [plan.adultsNeeded, say("adults needed")],
    ...(seats ? [[buses(plan.buses, say), say("of %(seats)s seats", { seats })]] : []),
  ];
}

// For each group, when it is at each stop.
export function whoIsWhere(plan, say) {
  return plan.entries.map((entries) => plan.stops.map((stop) => {
    const visits = entries.filter(({ kind, node }) => (kind === "stop" || kind === "lunch") && plan.asked.nodes[node] === stop);
    const { start, end } = visits[visits.length - 1];
    return span(plan, start, end, say);
  }));
}

// What is proved of the plan: how many stops fit at most, and how short it can be.
export function proofLine(plan, say) {
  const count = plan.stops.length;
  const some = count === plan.mostStops
    ? say("No plan for these groups has more stops in this time: that is proved.")
    : say("No plan for these groups has more than %(most)s stops in this time; whether one has more than our %(count)s is not known.", { most: plan.mostStops, count });
  const minutes = say.minutes(plan.walked);
  const shortest = plan.proved
    ? say("From setting out to the last group’s return it takes %(minutes)s. That is proved to be the shortest for these groups and stops.", { minutes })
    : say("From setting out to the last group’s return it takes %(minutes)s. No plan for these groups and stops can take less than %(bound)s; whether a shorter one than ours exists is not known.", { minutes, bound: say.minutes(plan.bound) });
  return `${some} ${shortest}`;
}

// Why a stop of the tour is not in the plan.
export const leftOutText = ({ why }, say) => ({
  time: say("no time for it"),
  asked: say("left out as you asked"),
  outdoor: say("its visit is indoors"),
  size: say("takes smaller groups only"),
}[why]);
