// The trip as iCalendar, with the ids that the server's file has (wording/events.py, trail/export/ics): a plan that is
// taken again, from here or from the server, takes the place of the one before.
import { isoDay, msOf, timeOf } from "./plan-clock.js";
import { entryText, groupLine, groupName, span } from "./plan-worded.js";

const FIRST = Date.UTC(2020, 0, 1); // where SEQUENCE is nought
const DAY_MS = 86400000;
const MOST_OCTETS = 75; // in a line

// `group`: the one that is wanted, null for all. `url`: where the plan can be seen; `home`: the trail's own address.
export function planCalendar(plan, say, { url, home, now, group = null }) {
  const { zone, title, vtimezone, countdown } = plan.asked.trip;
  const name = say("Class trip: %(title)s", { title });
  const events = [...eventsOf(plan, say, name, url, group), ...before(plan, countdown, name, url)];
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${escaped(name)}//Treaty Trail//EN`, "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(name)}`, `X-WR-TIMEZONE:${zone}`, ...vtimezone.trim().split(/\r?\n/),
    ...events.flatMap((event) => eventLines(event, plan.request.id, zone, { url, home, now })), "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventsOf(plan, say, name, url, only) {
  const chosen = plan.groups.filter((group) => only === null || group.number === only);
  const outline = chosen.flatMap((group) => [
    `${groupName(group, say)}: ${groupLine(group, say)}`,
    ...plan.entries[group.number - 1].map((entry) => `${span(plan, entry.start, entry.end, say)} ${entryText(entry, plan, say)}`),
  ]);
  const whole = {
    // A file of one group says less of the day: it must not take the other's place.
    key: only === null ? "trip" : `trip-group-${only}`,
    start: plan.clock.moment(0), end: plan.clock.moment(plan.leave), summary: name,
    description: [...outline, url].join("\n"), location: plan.asked.place.name, stop: plan.asked.nodes[0],
  };
  return [whole, ...chosen.flatMap((group) => {
    // Numbered without gaps: of a plan that was changed as few as can be are left over.
    const told = plan.entries[group.number - 1].filter((entry) => entry.kind !== "free");
    const prefix = plan.groups.length === 1 ? "" : `${groupName(group, say)}: `;
    return told.map((entry, k) => {
      const stop = plan.asked.nodes[entry.node];
      return {
        key: `group-${group.number}-${k}`, start: plan.clock.moment(entry.start), end: plan.clock.moment(entry.end),
        summary: prefix + entryText(entry, plan, say), description: entry.kind === "stop" ? stop.detail : "",
        location: [stop.name, stop.address].filter(Boolean).join(", "), stop,
      };
    });
  })];
}

function before({ request: { date } }, countdown, name, url) {
  return countdown.map(({ id, days, name: what, tasks }) => {
    let on = msOf(date) - days * DAY_MS;
    // Schools and offices are open from Monday to Friday: rather earlier than too late.
    on -= { 6: 1, 0: 2 }[new Date(on).getUTCDay()] * DAY_MS || 0;
    return {
      key: `before-${id}`, start: { day: isoDay(on) }, end: { day: isoDay(on + DAY_MS) }, summary: `${what}: ${name}`,
      description: [...tasks.map((task) => `- ${task}`), url].join("\n"),
    };
  });
}

function eventLines({ key, start, end, summary, description, location, stop }, trip, zone, { url, home, now }) {
  const { hostname, pathname } = new URL(home);
  const timed = "minute" in start;
  const at = (name, { day, minute }) => {
    const date = day.replace(/-/g, "");
    return timed ? `${name};TZID=${zone}:${date}T${timeOf(minute).replace(":", "")}00` : `${name};VALUE=DATE:${date}`;
  };
  const stamp = new Date(now).toISOString().replace(/[-:]|\.[0-9]+/g, "");
  return [
    "BEGIN:VEVENT", `UID:${pathname.replace(/^\/+/, "")}plan.${trip}-${key}@${hostname}`, `DTSTAMP:${stamp}`,
    `SEQUENCE:${Math.min(Math.max(0, Math.floor((now - FIRST) / 1000)), 2 ** 31 - 1)}`, at("DTSTART", start), at("DTEND", end),
    `SUMMARY:${escaped(summary)}`, ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    ...(location ? [`LOCATION:${escaped(location)}`] : []), ...(stop ? [`GEO:${stop.lat};${stop.lon}`] : []),
    `URL:${url}`, `TRANSP:${timed ? "OPAQUE" : "TRANSPARENT"}`, "END:VEVENT",
  ];
}

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

// The line in pieces of at most 75 octets, each after the first begun with a space; no letter is cut.
function folded(line) {
  const pieces = [];
  let [piece, octets] = ["", 0];
  for (const letter of line) {
    const more = new TextEncoder().encode(letter).length;
    if (octets + more > MOST_OCTETS) {
      pieces.push(piece);
      [piece, octets] = ["", 1];
    }
    piece += letter;
    octets += more;
  }
  return [...pieces, piece].join("\r\n ");
}
