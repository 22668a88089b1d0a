// Following a tour: one stop at a time out of a page that has them all. The
// address says which (#stop-3), so Back, Reload and links work as anywhere.
import { judge } from "./go-judge.js";
import { compassWord, showLeg, showYours, turn } from "./go-way.js";
import { initWhere, lacks } from "./go-where.js";
import { lengthText } from "./lengths.js";
import { fill } from "./map-words.js";
import { keepSeen, seenOf } from "./seen.js";
import { keep, recall } from "./store.js";

const page = document.querySelector("[data-go]");
const words = JSON.parse(document.getElementById("go-words").textContent);
const part = (name, inside = page) => inside.querySelector(`[data-${name}]`);
const tour = page.dataset.go;
const { walk } = page.dataset; // a part of a tour is at a stop of its own, and shares what was seen
const count = Number(page.dataset.count);
const screens = [...page.querySelectorAll("[data-go-screen]")].map((element) => ({
  element,
  id: element.id,
  site: element.dataset.site,
  number: Number(element.dataset.number),
  name: element.querySelector("h2").lastChild.textContent.trim(),
  lon: Number(element.dataset.lon),
  lat: Number(element.dataset.lat),
  back: "back" in element.dataset,
}));
const stops = screens.filter((screen) => !screen.back);
const here = part("bar-here");
const said = part("go-said");
const offer = part("go-offer");
const seen = seenOf(tour);
let current = null;
let arrivedAt = null; // told once, however many fixes follow

const sum = () => fill(words.seen, { seen: stops.filter((stop) => seen.has(stop.site)).length, count });

function say(text, to = null, how = words.offer) {
  said.textContent = text;
  offer.hidden = !to;
  if (!to) return;
  offer.firstElementChild.href = `#${to.id}`;
  offer.firstElementChild.textContent = fill(how, to);
}

function showSeen() {
  for (const { element, site } of screens) part("go-seen", element).hidden = !seen.has(site);
  [...part("go-progress").children].forEach((bar, i) => {
    bar.classList.toggle("done", seen.has(stops[i].site));
    bar.classList.toggle("now", stops[i] === current);
  });
  here.setAttribute("aria-pressed", String(seen.has(current.site)));
  part("go-clear").hidden = !stops.some((stop) => seen.has(stop.site));
  part("go-tally").textContent = sum();
}

function mark(on) {
  if (on) seen.add(current.site);
  else seen.delete(current.site);
  keepSeen(tour, seen);
  showSeen();
}

function located(fix, followed) {
  const { kind, aim, nearest } = judge(fix, current, stops, Number(page.dataset.farM));
  const length = (metres) => lengthText(metres, words.lengths);
  const accuracy = length(fix.accuracy);
  if (kind === "rough") return say(fill(words.rough, { accuracy }));
  showYours(current.element, aim, words);
  if (kind === "far") {
    const { stop, metres, degrees } = nearest;
    const gaps = { ...stop, distance: length(metres), compass: compassWord(degrees, words) };
    return say(fill(words.far, gaps), stop === current ? null : stop);
  }
  if (kind === "arrived") {
    if (followed && arrivedAt === current) return;
    arrivedAt = current;
    mark(true);
    navigator.vibrate?.([200, 100, 200]);
    return say(fill(words.arrived, { name: current.name, seen: sum() }));
  }
  // While following, figures change in their place; reading each one out would be noise.
  if (followed && !nearest) return;
  const gaps = { name: current.name, distance: length(aim.metres), compass: compassWord(aim.degrees, words), accuracy };
  say(fill(words.near, gaps), nearest?.stop, words.offer_here);
}

function show(screen, { focus = true } = {}) {
  current = screen;
  arrivedAt = null;
  for (const { element, id } of screens) element.hidden = id !== screen.id;
  const { element } = screen;
  showLeg(element);
  part("go-slot", element).append(part("go-where"));
  for (const way of ["previous", "next"]) {
    const link = part(`go-${way}`, element);
    const button = part(`bar-${way}`);
    button.hidden = !link;
    if (!link) continue;
    button.setAttribute("href", link.getAttribute("href"));
    if (way === "next") button.querySelector("span").textContent = link.textContent.trim();
  }
  const at = fill(words.count, { number: screen.number, count });
  part("go-count", document).textContent = at;
  here.hidden = screen.back;
  keep(`go:${walk}`, screen.id);
  say("");
  showSeen();
  if (!focus) return;
  scrollTo({ top: 0, behavior: "instant" });
  element.querySelector("h2").focus({ preventScroll: true });
  said.textContent = fill(words.step, { name: screen.name, count: at });
}

const asked = () => screens.find(({ id }) => `#${id}` === location.hash);

here.addEventListener("click", () => {
  const on = !seen.has(current.site);
  mark(on);
  say(fill(on ? words.marked : words.unmarked, { name: current.name, seen: sum() }));
});
part("go-clear").querySelector("button").addEventListener("click", () => {
  seen.clear();
  keepSeen(tour, seen);
  showSeen();
  current.element.querySelector("h2").focus();
  say(words.cleared);
});
addEventListener("hashchange", () => {
  const wanted = location.hash ? asked() : screens[0];
  if (wanted) show(wanted);
});
initWhere(part("go-where"), {
  found: located,
  said: (key) => say(words[key]),
  turned: (heading) => turn(current.element, heading),
});

const lacking = part("go-lacks");
lacking.textContent = lacks().map((key) => words[key]).join(" ");
lacking.hidden = !lacking.textContent;

const pace = recall("pace");
for (const element of page.querySelectorAll("[data-times]")) {
  element.textContent = JSON.parse(element.dataset.times)[pace] ?? element.textContent;
}
const last = screens.find(({ id }) => id === recall(`go:${walk}`));
if (!asked() && last) history.replaceState(null, "", `#${last.id}`);
page.classList.add("is-run"); // from here on the script alone says which screen is shown
show(asked() ?? screens[0], { focus: false });
