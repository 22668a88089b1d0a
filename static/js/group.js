// A chaperone's day: what the group does now and next, by the clock. All of it stands in the link
// behind "#", which no server gets, so the page needs neither a server nor a signal.

const ENTRY = /^([gxwslbf])([0-9]{1,4})-([0-9]{1,4})-([0-9]{1,2})$/;
const EVERY_MS = 10_000;

/** What a link says, or null where it says nothing that can be read. */
export function read(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const found = (given.get("t") || "").split(".").map((text) => ENTRY.exec(text));
  if (!found.every(Boolean)) return null;
  const entries = found.map(([, kind, start, end, stop]) => ({ kind, start: +start, end: +end, stop: +stop }));
  const joined = entries.every((entry, k) => entry.start < entry.end && (!k || entries[k - 1].end === entry.start));
  const whole = (name) => (/^[0-9]{1,4}$/.test(given.get(name) || "") ? +given.get(name) : 0);
  if (!joined || !whole("g")) return null;
  return {
    entries, group: whole("g"), students: whole("n"), adults: whole("a"),
    date: given.get("d") || "", place: (given.get("p") || "").slice(0, 120),
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

export function initGroup(root, view = window) {
  const box = root.querySelector("[data-group]");
  if (!box) return;
  const { words, stops } = JSON.parse(root.querySelector("#group-words").textContent);
  const part = (name) => box.querySelector(`[data-${name}]`);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function show() {
    const day = read(view.location.hash);
    part("none").hidden = Boolean(day);
    part("some").hidden = !day;
    if (!day) return;
    const name = (entry) => (stops[entry.stop] ? `${entry.stop}. ${stops[entry.stop].name}` : day.place);
    const told = (entry) => fill(words[entry.kind], { stop: name(entry) });
    const at = clock(new Date(), box.dataset.zone);
    const { phase, now, next } = moment(day, at);
    part("title").textContent = fill(words.title, day);
    const texts = {
      now: now ? `${told(now)} (${fill(words.until, { time: time(now.end) })})` : words[phase],
      where: now && stops[now.stop] && now.kind !== "w" ? stops[now.stop].address : "",
      next: next ? `${time(next.start)} ${told(next)}` : words.nothing,
      count: fill(words.count, day),
    };
    // Only what changed is written, so that a screen reader says it once.
    Object.entries(texts).forEach(([key, text]) => {
      if (part(key).textContent !== text) part(key).textContent = text;
    });
    part("day").replaceChildren(...day.entries.map((entry) => {
      const line = root.createElement("li");
      line.textContent = `${time(entry.start)}–${time(entry.end)} ${told(entry)}`;
      if (entry.start === now?.start) line.setAttribute("aria-current", "step");
      return line;
    }));
  }
  show();
  view.addEventListener("hashchange", show);
  view.setInterval(show, EVERY_MS);
}

initGroup(document);
