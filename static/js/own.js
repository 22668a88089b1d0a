// Somebody's own walk: stops dropped, added and moved, worked out here, kept in the address.
import { lengthElement, lengthText } from "./lengths.js";
import { fill } from "./map-words.js";
import { pathOf, readFragment, shortest, totals, writeFragment, EXACT_STOPS } from "./own-walk.js";
import { drawOwn } from "./own-map.js";
import { initShare, initTake } from "./own-share.js";
import { keep, recall } from "./store.js";

const page = document.querySelector("[data-own]");
const words = JSON.parse(document.getElementById("own-words").textContent);
const part = (name, inside = page) => inside.querySelector(`[data-${name}]`);
const list = part("own-list");
const pace = part("own-pace");
const back = part("own-back");
let walk = { stops: [], back: true, pace: "" };
let data = null;
let told = {};
const key = `own:${page.dataset.own}`;
const indexOf = (id) => data.stops.findIndex((stop) => stop.id === id);
const indexes = () => walk.stops.map(indexOf);
const speed = () => data.paces.find(({ id }) => id === walk.pace).speed;
const minutes = (count) => {
  const [hours, left] = [Math.floor(count / 60), count % 60];
  const told = !hours ? words.minutes : left ? words.hours_minutes : words.hours;
  return fill(told, { hours, minutes: left }).replace(/ /g, "\u00a0");
};

// A row of its template, with the stop's name in it and on its buttons.
function named(template, stop) {
  const item = part(template, document).content.firstElementChild.cloneNode(true);
  part("own-name", item).textContent = stop.name;
  for (const button of item.querySelectorAll("button")) {
    button.setAttribute("aria-label", fill(button.dataset.label, { name: stop.name }));
    button.dataset.stop = stop.id;
  }
  return item;
}

function row(stop, k) {
  const item = named("own-row", stop);
  part("own-name", item).href = stop.url;
  part("own-number", item).textContent = k + 1;
  part("own-state", item).textContent = stop.state;
  part("own-up", item).disabled = k === 0;
  part("own-down", item).disabled = k === walk.stops.length - 1;
  part("own-drop", item).disabled = walk.stops.length === 1;
  return item;
}

function leg(from, to, metres, count) {
  const box = part("own-leg", document).content.firstElementChild.cloneNode(true);
  const { compass, lines } = data.legs[from][to];
  part("own-far", box).append(lengthElement(metres, words.lengths), compass ? ` ${compass}, ` : ", ", minutes(count));
  part("own-lines", box).append(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  return box;
}

function show() {
  const chosen = indexes();
  const sums = totals(data, chosen, walk.back, speed());
  const path = pathOf(chosen, walk.back);
  list.replaceChildren(...chosen.map((k, n) => row(data.stops[k], n)));
  sums.legs.forEach((metres, n) => list.children[n].append(leg(path[n], path[n + 1], metres, sums.minutes[n])));
  const left = data.stops.filter(({ id }) => !walk.stops.includes(id));
  part("own-rest").replaceChildren(...left.map((stop) => named("own-left", stop)));
  part("own-out").hidden = !left.length;
  part("own-count").textContent = chosen.length;
  part("own-metres").replaceChildren(lengthElement(sums.metres, words.lengths));
  part("own-walking").textContent = minutes(sums.walk);
  part("own-total").textContent = minutes(sums.total);
  part("own-shortest").disabled = chosen.length < 3 || chosen.length > EXACT_STOPS;
  back.checked = walk.back;
  pace.value = walk.pace;
  drawOwn(part("own-map"), data, chosen, path);
  const hash = writeFragment(walk);
  history.replaceState(null, "", hash);
  keep(key, hash);
  part("own-go").hash = hash;
  share(linkOf());
  told = { count: chosen.length, distance: lengthText(sums.metres, words.lengths), total: minutes(sums.total) };
  return fill(words.now, told);
}

const linkOf = () => new URL(writeFragment(walk), location.href).href;

function change(done, focus = null) {
  part("own-said").textContent = `${done} ${show()}`.trim();
  focus?.()?.focus();
}

const share = initShare(part("own-share"), words);
initTake(page, () => ({ data, path: pathOf(indexes(), walk.back), count: walk.stops.length, url: linkOf(), sum: fill(words.sum, told) }));
const button = (name, id) => () => list.querySelector(`[data-own-${name}][data-stop="${id}"]:not([disabled])`) ?? list.querySelector(`[data-stop="${id}"]:not([disabled])`);

function move(id, by) {
  const at = walk.stops.indexOf(id);
  walk.stops.splice(at, 1);
  walk.stops.splice(at + by, 0, id);
  change(fill(words.moved, { name: data.stops[indexOf(id)].name, number: at + by + 1 }), button(by < 0 ? "up" : "down", id));
}

page.addEventListener("click", ({ target }) => {
  const pressed = target.closest("button[data-stop]");
  if (!pressed) return;
  const id = pressed.dataset.stop;
  const { name } = data.stops[indexOf(id)];
  if ("ownUp" in pressed.dataset) move(id, -1);
  else if ("ownDown" in pressed.dataset) move(id, 1);
  else if ("ownDrop" in pressed.dataset) {
    const next = walk.stops[walk.stops.indexOf(id) + 1] ?? walk.stops[walk.stops.length - 2];
    walk.stops = walk.stops.filter((stop) => stop !== id);
    change(fill(words.dropped, { name }), button("drop", next));
  } else {
    walk.stops.push(id);
    change(fill(words.added, { name }), button("drop", id));
  }
});
part("own-shortest").addEventListener("click", () => {
  const chosen = indexes();
  walk.stops = shortest(data.metres, chosen, chosen[0], walk.back).map((k) => data.stops[k].id);
  change(words.shortest);
});
back.addEventListener("change", () => {
  walk.back = back.checked;
  change("");
});
pace.addEventListener("change", () => {
  walk.pace = pace.value;
  keep("pace", walk.pace);
  change("");
});

// A link names the walk; without one the last walk of this phone goes on, or the tour itself.
function begin() {
  const known = data.stops.map(({ id }) => id);
  const asked = [location.hash, recall(key) ?? ""].map((hash) => readFragment(hash, known)).find(({ stops }) => stops.length);
  const paces = data.paces.map(({ id }) => id);
  const wished = [asked?.pace, recall("pace")].find((id) => paces.includes(id)) ?? paces[0];
  walk = asked ? { stops: asked.stops, back: asked.back, pace: wished } : { stops: data.usual, back: data.back, pace: wished };
  change(asked?.unknown ? fill(words.unknown, { count: asked.unknown }) : "");
}

try {
  data = await (await fetch(page.dataset.legs)).json();
  part("own-work").hidden = false;
  begin();
  addEventListener("hashchange", begin);
} catch {
  part("own-said").textContent = words.failed;
}
