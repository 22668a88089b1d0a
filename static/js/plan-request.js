// What a teacher asks for, read field by field out of an address: trail/fieldtrip/planner/request.py says the same.
import { minuteOf, timeOf } from "./plan-clock.js";
import { dateOf, minutesOf, wholeOf } from "./plan-typed.js";

export const FIELDS = [
  "date", "arrive", "leave", "students", "grade", "adults", "ratio", "size", "pace", "talk", "lunch", "lunch_at", "bus",
  "buses", "place", "in", "out", "about", "prefer", "outdoor", "slow", "slow_one", "wheels", "toilet", "weather", "id",
];
export const LISTS = ["in", "out", "about"];
const NUMBERS = {
  adults: [0, 9999], ratio: [1, 100], size: [1, 1000], talk: [1, 60], lunch: [0, 120], buses: [1, 100], wheels: [0, 50],
  toilet: [15, 240],
};
const LONGEST = 60; // characters; no sensible answer to any field is longer
// No plan can be made of what was asked; `faults` has field, code and values of each.
export class Refused extends Error {
  constructor(faults) {
    super(faults.map(({ field, code }) => `${field} (${code})`).join(", "));
    this.faults = faults;
  }
}

// The request in an address; an empty field is as usual. Throws Refused with a fault for each that can't be read.
export function parseRequest(given, trip) {
  const faults = [];
  const fault = (field, code, values = {}) => {
    faults.push({ field, code, values });
    return null;
  };
  const text = (name) => {
    const values = given.getAll(name);
    if (values.length > 1) return fault(name, "twice") || "";
    const found = (values[0] || "").trim();
    return [...found].length > LONGEST ? fault(name, "long", { most: LONGEST }) || "" : found;
  };
  const read = (name, how) => {
    const found = text(name);
    return found ? how(found, (code, values) => fault(name, code, values)) : null;
  };
  const whole = (name) => read(name, wholeOf);
  const number = (name) => {
    const found = whole(name);
    if (found === null) return null;
    const [least, most] = NUMBERS[name];
    if (found < least) fault(name, "least", { least });
    else if (found > most) fault(name, "most", { most });
    return found;
  };
  const students = () => {
    const { students: usual } = trip.usual;
    const found = given.getAll("students").some((value) => value.trim()) ? whole("students") : usual;
    if (found === null) return usual;
    const most = trip.limits.students;
    if (found < 1) fault("students", "none");
    else if (found > most) fault("students", "many", { most, days: Math.ceil(found / most) });
    return found;
  };
  const choice = (name, known) => read(name, (found, wrong) => (known.includes(found) ? found : wrong("choice")));
  const list = (name, known) => {
    const values = given.getAll(name).map((value) => value.trim()).filter(Boolean);
    if (values.every((value) => known.includes(value))) return known.filter((each) => values.includes(each));
    fault(name, "choice");
    return [];
  };
  const tick = (name) => read(name, (found, wrong) => found === "1" || wrong("choice")) === true;
  const ids = (items) => items.map((item) => item.id);
  const { usual } = trip;
  // In this order faults are told.
  const found = {
    date: read("date", dateOf),
    arrive: read("arrive", minutesOf) ?? minuteOf(usual.arrive),
    leave: read("leave", minutesOf) ?? minuteOf(usual.leave),
    students: students(),
    grade: choice("grade", trip.grades.map(([id]) => id)) ?? usual.grade,
    adults: number("adults"),
    ratio: number("ratio"),
    size: number("size"),
    pace: choice("pace", ids(trip.paces)),
    talk: number("talk"),
    lunch: number("lunch") ?? 0,
    lunchAt: choice("lunch_at", trip.listed),
    bus: choice("bus", ids(trip.buses)),
    buses: number("buses"),
    place: choice("place", ids(trip.places)) ?? usual.place,
    must: list("in", trip.listed),
    without: list("out", trip.listed),
    about: list("about", trip.tracks.map(String)).map(Number),
    prefer: choice("prefer", ["story", "most"]) ?? "story",
    outdoor: tick("outdoor"),
    slow: tick("slow"),
    slowOne: tick("slow_one"),
    wheels: number("wheels") ?? 0,
    toilet: number("toilet"),
    weather: tick("weather"),
    id: read("id", (text, wrong) => (/^[a-z0-9]{1,32}$/.test(text) ? text : wrong("id"))),
  };
  if (faults.length) throw new Refused(faults);
  return found;
}

// Whether known steps are to be kept off the way.
export const withoutSteps = (request) => request.slow || request.slowOne || request.wheels > 0;

// The request as names and values that `parseRequest` reads the same from.
export function asGiven(request) {
  const pairs = [
    ["date", request.date], ["arrive", timeOf(request.arrive)], ["leave", timeOf(request.leave)],
    ["students", request.students], ["grade", request.grade], ["adults", request.adults], ["ratio", request.ratio],
    ["size", request.size], ["pace", request.pace], ["talk", request.talk], ["lunch", request.lunch || null],
    ["lunch_at", request.lunchAt], ["bus", request.bus], ["buses", request.buses], ["place", request.place],
    ...request.must.map((stop) => ["in", stop]), ...request.without.map((stop) => ["out", stop]),
    ...request.about.map((track) => ["about", track]), ["prefer", request.prefer === "story" ? null : request.prefer],
    ["outdoor", request.outdoor ? 1 : null], ["slow", request.slow ? 1 : null], ["slow_one", request.slowOne ? 1 : null],
    ["wheels", request.wheels || null], ["toilet", request.toilet], ["weather", request.weather ? 1 : null], ["id", request.id],
  ];
  return pairs.filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)]);
}
