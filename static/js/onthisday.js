// On a date of the story's days the start page shows that day. Done in the browser, because pages are
// kept and published as files; the days go by the calendar of the story's own place.

const DAY_MS = 86_400_000;

// "08-29" where the clock of `zone` stands now.
export function monthDay(now, zone) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, month: "2-digit", day: "2-digit" }).formatToParts(now);
  const part = (type) => parts.find((found) => found.type === type).value;
  return `${part("month")}-${part("day")}`;
}

export function initOnThisDay(root, now = new Date()) {
  const block = root.querySelector("[data-on-this-day]");
  if (!block) return;
  const days = JSON.parse(root.querySelector("#on-this-day").textContent);
  // Nowhere is it a day later or earlier than the next or the last of UTC; on most dates that
  // spares the clocks of the world, which take long to load.
  const near = [-1, 0, 1].map((ahead) => new Date(now.getTime() + ahead * DAY_MS).toISOString().slice(5, 10));
  if (!near.some((day) => days[day])) return;
  const day = days[monthDay(now, block.dataset.zone)];
  if (!day) return;
  const link = block.querySelector("a");
  link.href = day.url;
  link.textContent = day.name;
  block.querySelector("h2").textContent = block.dataset.heading;
  block.querySelector("[data-told]").textContent = day.told;
}

initOnThisDay(document);
