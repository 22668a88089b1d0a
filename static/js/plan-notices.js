// What a teacher has to know about a plan: planner/notices.py and wording/sentences.py say the same.
import { minuteOf, msOf } from "./plan-clock.js";
import { most, sum } from "./plan-rotation.js";
import { groupName, stopName } from "./plan-worded.js";

const [STEPS, STRAIGHT, UNSURE] = [1, 2, 4]; // what is known of a leg, as trail/web/teach/carried.py has it
const NONE = {};

// Everything to be told about the plan: a text, and as `told` what stands behind it (as_of, sources).
export function notices(plan, say, today) {
  const found = [];
  const { trip } = plan.asked;
  const add = (text, told = NONE) => found.push({ text, told });
  ofPeople(plan, trip, say, add, today);
  ofPlace(plan, trip, say, add);
  const legs = legsOf(plan, plan.entries);
  ofTheWay(plan, legs, say, add);
  ofAccess(plan, legs, say, add);
  ofStops(plan, trip, say, add);
  return found;
}

function ofPeople(plan, trip, say, add, today) {
  const { request: { date, weather }, stretch, adults, adultsNeeded: needed } = plan;
  const { warn, bad_weather: bad } = trip.minutes;
  if (adults < needed) add(say("Too few adults: %(adults)s. At one to %(ratio)s students, group by group, it takes %(needed)s.", { adults, ratio: plan.asked.ratio, needed }));
  if (date && today && date < today) add(say("%(date)s is past.", { date: say.day(date) }));
  if (date && [0, 6].includes(new Date(msOf(date)).getUTCDay())) add(say("%(date)s is a weekend: offices are closed, streets are fuller.", { date: say.day(date) }));
  const values = (limit) => ({ minutes: say.minutes(stretch), most: say.minutes(limit) });
  if (weather && bad && stretch > bad) add(say("No plan was found that keeps everybody to %(most)s on foot in rain or heat; in this one it is %(minutes)s. Ask for fewer stops, or plan a lunch in between.", values(bad)), trip.told.bad_weather);
  if (stretch > warn) add(say("A group is on its feet for %(minutes)s without a rest. Past %(most)s attention goes: plan a lunch or fewer stops.", values(warn)), trip.told.warn);
  const lunches = [].concat(...plan.entries).filter(({ kind }) => kind === "lunch").map(({ start }) => plan.clock.moment(start).minute);
  const late = lunches.find((minute) => minute < minuteOf(trip.lunch_from) || minute > minuteOf(trip.lunch_until));
  if (late !== undefined) add(say("Lunch comes at %(time)s, outside the usual hours.", { time: say.clock(late) }));
}

function ofPlace(plan, trip, say, add) {
  const { asked: { place, bus }, request } = plan;
  if (request.lunch) {
    const at = request.lunchAt;
    const stop = plan.asked.stop(at || place.near) || place.site;
    const name = at ? stopName(stop) : place.name;
    const whom = at ? stop.ask : place.ask;
    if (!stop.eats) {
      if (whom) add(say("Ask first whether a class may eat at %(place)s: %(whom)s.", { place: name, whom }), stop.lunch || NONE);
      else add(say("Ask first whether a class may eat at %(place)s.", { place: name }), stop.lunch || NONE);
    }
  }
  if (!bus.seats) return;
  const ask = place.ask ? ` ${say("Ask before you go: %(whom)s.", { whom: place.ask })}` : "";
  add(`${place.name}: ${place.why}${ask}`, place.told);
}

// The ways that are walked in the entries of groups, each once, in the order first walked: both ends, and what is known of it.
function legsOf({ asked }, entries) {
  const found = new Map();
  const known = asked.stepless ? asked.trip.stepless_legs : asked.trip.legs;
  const row = (node) => (node ? node - 1 : asked.trip.stops.length + asked.trip.places.indexOf(asked.place));
  [].concat(...entries).filter(({ kind }) => kind === "walk").forEach(({ origin, node }) => {
    const [from, to] = [asked.nodes[origin], asked.nodes[node]];
    const key = `${from.id} ${to.id}`;
    if (!found.has(key)) found.set(key, { name: `${from.label} – ${to.label}`, known: +known[row(origin)][row(node)] });
  });
  return [...found.values()];
}

const named = (legs) => legs.map(({ name }) => name).join("; ");
const those = (legs, what) => legs.filter(({ known }) => known & what);

function ofTheWay(plan, legs, say, add) {
  const waits = plan.entries
    .map((entries) => sum(entries.filter(({ kind }) => kind === "wait").map(({ start, end }) => end - start)))
    .filter(Boolean);
  if (waits.length) add(say("Groups that wait on the way until a stop is free: %(groups)s, each at most %(most)s.", { groups: waits.length, most: say.minutes(most(waits)) }));
  const [straight, steps] = [those(legs, STRAIGHT), those(legs, STEPS)];
  if (straight.length) add(say("These ways aren’t mapped, so they are longer than told: %(legs)s.", { legs: named(straight) }));
  if (steps.length) add(say("There are steps on the way: %(legs)s.", { legs: named(steps) }));
  add(say("Nobody has looked at curbs, slopes and crossings for this guide. Walk the way once before the trip."));
}

function ofAccess(plan, legs, say, add) {
  const { request: { slow, wheels, toilet }, asked: { bus, place }, stops, groups } = plan;
  const whom = place.ask || say("not known");
  const slowGroup = groups.find((group) => group.slow);
  if (wheels) {
    if (bus.seats) add(say("Order a bus with a lift and room for %(wheels)s wheelchairs, and agree with the bus company on what happens if the lift fails.", { wheels }));
    const unsure = those(legs, UNSURE);
    if (unsure.length) add(say("Wheelchairs: known to be without steps: %(sure)s of the ways. Not known, though no steps on them are known to us either: %(legs)s. Ask about curb cuts and slopes: %(whom)s. Or walk them once yourself.", { sure: legs.length - unsure.length, legs: named(unsure), whom }));
    const unknown = stops.filter((stop) => !stop.step_free);
    if (unknown.length) add(say("Wheelchairs: whether one comes close to these stops without a step is not known: %(stops)s. Ask whoever the list of stops names.", { stops: unknown.map(stopName).join("; ") }));
  } else if (slow || slowGroup) {
    const walked = slowGroup ? legsOf(plan, [plan.entries[slowGroup.number - 1]]) : legs;
    const unsure = those(walked, UNSURE);
    const who = slowGroup ? groupName(slowGroup, say) : say("The slow class");
    if (unsure.length) add(say("%(who)s: known to be without steps: %(sure)s of its ways. Not known, though no steps on them are known to us either: %(legs)s. Ask about curb cuts and slopes: %(whom)s. Or walk them once yourself.", { who, sure: walked.length - unsure.length, legs: named(unsure), whom }));
  }
  const gap = longestWithoutToilet(plan);
  if (toilet !== null && gap > toilet) add(say("A group goes %(gap)s from one toilet that we know of to the next; you asked for %(most)s at most. Ask for another, or put a stop with a toilet in between.", { gap: say.minutes(gap), most: say.minutes(toilet) }));
}

// Minutes that a group goes at most from one stop with a known toilet to the next.
function longestWithoutToilet({ entries, asked, leave }) {
  return most(entries.map((each) => {
    let [longest, since] = [0, 0];
    each.forEach(({ kind, node, start, end }) => {
      if ((kind === "stop" || kind === "lunch") && asked.nodes[node].toilet) [longest, since] = [Math.max(longest, start - since), end];
    });
    return Math.max(longest, leave - since);
  }));
}

function ofStops({ stops }, trip, say, add) {
  const unknown = stops.filter((stop) => !stop.capacity).length;
  if (unknown) add(say("How many students fit is not known for %(stops)s of the stops. We let at most %(most)s stand at a stop together: ask before you go.", { stops: unknown, most: trip.capacity }), trip.told.capacity);
  if (!stops.some((stop) => stop.toilet)) add(say("No toilet on the way is known to us: ask before you go."));
  stops.forEach((stop) => stop.rules.forEach((rule) => add(`${stopName(stop)}: ${rule.text}`, rule)));
}
