// A chaperone's day as its link holds it, and what is now and next in it. No page, no words.

const ENTRY = /^([gxwslbf])([0-9]{1,4})-([0-9]{1,4})-([0-9]{1,2})$/;

/** What a link says, or null where it says nothing that can be read. */
export function read(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const found = (given.get("t") || "").split(".").map((text) => ENTRY.exec(text));
  if (!found.every(Boolean)) return null;
  const entries = found.map(([, kind, start, end, stop]) => ({ kind, start: +start, end: +end, stop: +stop }));
  const busy = {};
  (given.get("o") || "").split(".").forEach((text) => {
    const [stop, ...spans] = text.split("_");
    busy[+stop] = spans.map((span) => span.split("-").map((minute) => parseInt(minute, 36) + (+found[0]?.[2] || 0)));
  });
  const pace = /^([0-9]{2,5})(s?)$/.exec(given.get("w") || "");
  const joined = entries.every((entry, k) => entry.start < entry.end && (!k || entries[k - 1].end === entry.start));
  const whole = (name) => (/^[0-9]{1,4}$/.test(given.get(name) || "") ? +given.get(name) : 0);
  if (!joined || !whole("g")) return null;
  return {
    entries, group: whole("g"), students: whole("n"), adults: whole("a"),
    date: given.get("d") || "", place: (given.get("p") || "").slice(0, 120),
    speed: pace ? +pace[1] : 0, stepless: Boolean(pace?.[2]), at: given.get("q") || "", busy,
    changed: whole("z"),
  };
}

/** Day and minute of the day where the clocks of `zone` stand. */
export function clock(now, zone) {
  const parts = {};
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  format.formatToParts(now).forEach((part) => { parts[part.type] = part.value; });
  return { date: `${parts.year}-${parts.month}-${parts.day}`, minute: +parts.hour * 60 + +parts.minute };
}

/** The entry of a minute and the one after it; `phase` is before, during or after the day. */
export function moment(day, at) {
  const { entries } = day;
  const before = (day.date && at.date < day.date) || (at.minute < entries[0].start && !(day.date && at.date > day.date));
  if (before) return { phase: "before", next: entries[0] };
  const k = entries.findIndex((entry) => at.minute < entry.end);
  if (k < 0 || (day.date && at.date > day.date)) return { phase: "after" };
  return { phase: "during", now: entries[k], next: entries[k + 1] };
}

export function time(minute) {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}
