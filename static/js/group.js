// A chaperone's day: what the group does now and next, by the clock. All of it stands in the link
// behind "#", which no server gets, so the page needs neither a server nor a signal.

import { initChange } from "./group-change.js";
import { clock, moment, read, time } from "./group-day.js";

const EVERY_MS = 10_000;

export function initGroup(root, view = window) {
  const box = root.querySelector("[data-group]");
  if (!box) return;
  const { words, stops, ground } = JSON.parse(root.querySelector("#group-words").textContent);
  const part = (name) => box.querySelector(`[data-${name}]`);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const change = initChange({ root, view, part, words, ground, fill, time });

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
    change.show(day, phase === "after" ? null : at.minute, name);
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
