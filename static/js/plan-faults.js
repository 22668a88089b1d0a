// What is wrong with a wish for a plan, and what would work: trail/fieldtrip/wording/sentences.py says the same.
import { stopName } from "./plan-worded.js";

// What is wrong with a field, and what would work instead.
export const faultText = ({ code, values }, say) => FAULTS[code](values, say);

const names = (stops) => stops.map(stopName).join("; ");

const FAULTS = {
  twice: (_, say) => say("This was given more than once; give it once."),
  long: (v, say) => say("This is too long; at most %(most)s characters.", v),
  number: (_, say) => say("This is not a number. Type plain digits, such as 46."),
  whole: (_, say) => say("Type a whole number, such as 46."),
  least: (v, say) => say("The least is %(least)s.", v),
  most: (v, say) => say("The most is %(most)s.", v),
  date: (_, say) => say("This is not a date. Type it as in 5/18/2027, May 18, 2027 or 2027-05-18."),
  no_day: (v, say) => say("There is no day %(day)s in that month: its last day is %(last)s.", { day: v.day, last: say.day(v.last) }),
  time: (_, say) => say("This is not a time. Type it as in 9:30, 13:45, 1:45 pm or noon."),
  id: (_, say) => say("This is not the id of a plan: small letters and digits, at most 32. Leave it out for a new plan."),
  choice: (_, say) => say("This is not one of the choices; choose one from the list."),
  past: (v, say) => say("%(date)s is long past. Choose a day to come, or leave the date empty for a plan without one.", { date: say.day(v.date) }),
  far: (v, say) => say("Choose a day in the next %(years)s years.", v),
  gap: (v, say) => say("There is no %(time)s on %(date)s: the clocks go forward then. Choose %(shown)s or later.", { time: say.clock(v.time), date: say.day(v.date), shown: say.clock(v.shown) }),
  order: (v, say) => say("You would leave at %(leave)s, but arrive at %(arrive)s. Choose a time after that, on the same day; two in the afternoon is 14:00 or 2 pm.", { leave: say.clock(v.leave), arrive: say.clock(v.arrive) }),
  none: (_, say) => say("There must be at least one student."),
  many: (v, say) => say("One plan holds at most %(most)s students. Spread them over %(days)s days.", v),
  both: (v, say) => say("%(site)s can’t be both wanted and left out. Untick one of the two.", { site: v.site.name }),
  refused,
  over_stop: (v, say) => say("%(site)s takes groups of at most %(most)s. Choose that or fewer, or don’t ask for that stop.", { site: v.site.name, most: v.most }),
  groups: (v, say) => say("That would make %(groups)s groups; we plan for at most %(most)s. Choose groups of %(size)s or more.", v),
  adults,
  seats,
  short,
  rest,
  no_lunch: (v, say) => say("%(site)s is no place that we know of to have lunch. Have it where you gather, or at: %(stops)s.", { site: v.site.name, stops: names(v.places) || say("not known") }),
  no_stop: (_, say) => say("No stop is left. Keep at least one."),
};

function refused({ place, instead, age }, say) {
  const told = [say("No bus can be planned for %(place)s. %(why)s", { place: place.name, why: place.why })];
  if (place.as_of) told.push(say("That rule is of %(date)s, years old: %(age)s.", { date: place.as_of, age }));
  if (place.ask) told.push(say("Whether it still holds, ask: %(whom)s.", { whom: place.ask }));
  if (instead) told.push(say("Choose %(place)s instead.", { place: instead.name }));
  return told.join(" ");
}

function adults(v, say) {
  const told = [say("Every group needs an adult of its own, so that it takes at least %(groups)s; at one to %(ratio)s students it takes %(needed)s.", v)];
  if (v.size) told.push(say("With %(adults)s, choose groups of %(size)s.", v));
  return told.join(" ");
}

function seats(v, say) {
  const told = [say("%(people)s people, adults counted, don’t fit into %(seats)s seats: you need %(needed)s buses.", v)];
  if (v.other) told.push(say("Or choose: %(bus)s.", { bus: v.other.name }));
  return told.join(" ");
}

function short(v, say) {
  const [minutes, least] = [say.minutes(v.minutes), say.minutes(v.least)];
  const told = [say("That is too little time. You have %(minutes)s; the shortest plan we found takes %(least)s.", { minutes, least })];
  if (v.until === null) told.push(say("Arrive earlier: a trip ends on the day it begins."));
  else told.push(say("Stay until %(until)s.", { until: say.clock(v.until) }));
  if (v.drop.length) told.push(say("Or leave out: %(stops)s.", { stops: names(v.drop) }));
  return told.join(" ");
}

function rest(v, say) {
  const [minutes, most] = [say.minutes(v.minutes), say.minutes(v.most)];
  const told = [say("A group would be on its feet for %(minutes)s, more than the %(most)s that we plan without a rest.", { minutes, most })];
  if (!v.lunch) told.push(say("Plan a lunch in between."));
  if (v.drop.length) told.push(say("What would do: leave out %(stops)s.", { stops: names(v.drop) }));
  return told.join(" ");
}
