// What a chaperone tells that has changed, and the day planned anew from it: into the link, so that it stays after a
// reload and can be sent on; going back in the browser brings the plan as it was.
import { replan } from "./regroup.js";

/** The link's part behind "#" with other entries, planned anew at a minute of the day. */
export function changedLink(hash, entries, minute) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  given.set("t", entries.map((entry) => `${entry.kind}${entry.start}-${entry.end}-${entry.stop}`).join("."));
  given.set("z", String(minute));
  return `#${given}`;
}

export function initChange({ root, view, part, words, ground, fill, time }) {
  const form = part("change");
  const said = part("said");
  const stop = form.elements.stop;
  let shown = null;

  const coming = (day, minute) => day.entries.filter((entry) => entry.kind === "s" && entry.end > minute);

  function plan(wish) {
    if (!shown) return;
    const { day, minute, name } = shown;
    const { entries, left, over } = replan(day, ground, minute, wish);
    const back = [...entries].reverse().find((entry) => entry.kind === "w")?.end;
    const told = [fill(words.anew, { time: time(minute), count: coming({ entries }, minute).length })];
    if (left.length) told.push(fill(words.left, { stops: left.map((number) => name({ stop: number })).join("; ") }));
    if (over) told.push(fill(words.over, { minutes: over }));
    else if (back) told.push(fill(words.back, { time: time(back) }));
    view.location.hash = changedLink(view.location.hash, entries, minute);
    said.textContent = told.join(" ");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const late = +form.elements.late.value;
    if (late > 0 && late <= 180) plan({ late });
  });
  form.querySelector("[data-skip]").addEventListener("click", () => { if (stop.value) plan({ skip: +stop.value }); });
  form.querySelector("[data-rain]").addEventListener("click", () => plan({ rain: true }));

  return {
    show(day, minute, name) {
      const ready = minute !== null && day.speed > 0 && ground.stops.length > 0 && day.at in ground.places;
      form.hidden = !ready;
      shown = ready ? { day, minute, name } : null;
      part("changed").hidden = !day.changed;
      if (day.changed) part("changed").textContent = fill(words.changed, { time: time(day.changed) });
      if (!ready) return;
      const numbers = coming(day, minute).map((entry) => entry.stop);
      if ([...stop.options].map((option) => +option.value).join() === numbers.join()) return;
      stop.replaceChildren(...numbers.map((number) => {
        const option = root.createElement("option");
        option.value = number;
        option.textContent = name({ stop: number });
        return option;
      }));
    },
  };
}
