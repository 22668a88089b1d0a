// An own walk to be followed: the page has a screen for every stop that a walk may have; those of this walk are put
// in its order here, with the legs between them, and go.js leads along them as along any other.
import { lengthElement } from "./lengths.js";
import { fill } from "./map-words.js";
import { legMap } from "./own-leg.js";
import { legsOf } from "./own-line.js";
import { pathOf, readFragment, walkingMinutes, writeFragment } from "./own-walk.js";
import { keep, recall } from "./store.js";

const page = document.querySelector("[data-go]");
const words = JSON.parse(document.getElementById("own-words").textContent);
const part = (name, inside) => inside.querySelector(`[data-${name}]`);
const key = `own:${page.dataset.go}`;

// The address names the walk; while it is walked the address says at which stop, and the phone keeps the walk.
function wished(data) {
  const known = data.stops.map(({ id }) => id);
  const kept = recall(key) ?? "";
  const found = [location.hash, kept].map((hash) => readFragment(hash, known)).find(({ stops }) => stops.length);
  const walk = found ?? { stops: data.usual, back: data.back, pace: null };
  if (location.hash.startsWith("#stops=")) history.replaceState(null, "", location.pathname);
  keep(key, writeFragment(walk));
  return walk;
}

function name(article, stop, number, id) {
  const heading = article.querySelector("h2");
  article.id = id;
  heading.id = `${id}-h`;
  article.setAttribute("aria-labelledby", heading.id);
  Object.assign(article.dataset, { site: stop.id, number, name: stop.name, lon: stop.lon, lat: stop.lat });
  for (const mark of article.querySelectorAll(".mark")) {
    mark.textContent = number;
    mark.classList.toggle("mark--start", number === 1);
  }
  return heading;
}

function way(article, leg, { from, to, speed }) {
  const heading = article.querySelector("h2");
  const hidden = heading.querySelector(".vh");
  hidden.textContent = fill(words.from, from);
  heading.replaceChildren(hidden, fill(words.to, to));
  const far = part("go-far", article);
  far.replaceChildren(lengthElement(leg.metres, words.lengths));
  const minutes = Object.assign(document.createElement("span"), { className: "go-min" });
  minutes.textContent = fill(words.minutes, { minutes: walkingMinutes(leg.metres, speed) }).replace(/ /g, "\u00a0");
  const straight = leg.lead.line ? "" : `${leg.compass}, ${words.straight}`;
  far.parentElement.replaceChildren(far, " ", minutes, " ", straight);
  part("go-steps", article).replaceChildren(...leg.lines.map((line) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("span"), { textContent: line }));
    return item;
  }));
  part("go-way", article).querySelector(".note")?.remove();
  const out = article.querySelector(".go-out");
  out.href = to.geo;
  out.textContent = fill(words.open, to);
}

// From a stop to the next, or where the walk ends.
function screen(templates, k, { stops, path, data, speed, back }) {
  const stop = data.stops[path[k]];
  const last = k === path.length - 1;
  const number = back && last ? 1 : k + 1;
  const article = (last ? templates.end : templates.of.get(stop.id)).cloneNode(true);
  const heading = name(article, stop, number, back && last ? "back" : `stop-${number}`);
  if (last) {
    heading.textContent = fill(back ? words.back : words.end, { ...stop, number });
    if (!back) {
      delete article.dataset.back;
      heading.after(part("go-at", templates.of.get(stop.id)).cloneNode(true));
      name(article, stop, number, `stop-${number}`);
      part("go-at", article).open = true;
    }
  } else {
    const to = data.stops[path[k + 1]];
    const leg = { ...data.legs[path[k]][path[k + 1]], metres: data.metres[path[k]][path[k + 1]] };
    const [from, next] = [{ ...stop, number }, { ...to, number: k + 1 < stops ? k + 2 : 1 }];
    way(article, leg, { from, to: next, speed });
    article.querySelector(".go-turns").replaceWith(templates.turns.cloneNode(true));
    const [drawn] = legsOf(data, [path[k], path[k + 1]]);
    article.prepend(legMap(templates.map, data, drawn, [from, next], fill(words.map, { from: stop.label, to: to.label })));
  }
  return article;
}

function link(articles) {
  articles.forEach((article, k) => {
    const [before, after] = [part("go-previous", article), part("go-next", article)];
    if (k) before?.setAttribute("href", `#${articles[k - 1].id}`);
    else before?.remove();
    if (k < articles.length - 1) after.setAttribute("href", `#${articles[k + 1].id}`);
    article.querySelector(".go-turns").setAttribute("aria-label", fill(words.turns, article.dataset));
  });
}

const data = await (await fetch(page.dataset.legs)).json();
const walk = wished(data);
const chosen = walk.stops.map((id) => data.stops.findIndex((stop) => stop.id === id));
const back = walk.back && chosen.length > 1;
const path = pathOf(chosen, back);
const pace = data.paces.find(({ id }) => id === (walk.pace ?? recall("pace"))) ?? data.paces[0];
const old = [...page.querySelectorAll("[data-go-screen]")];
const templates = {
  of: new Map(old.filter(({ dataset }) => !("back" in dataset)).map((article) => [article.dataset.site, article])),
  end: old.find(({ dataset }) => "back" in dataset),
  turns: old[1].querySelector(".go-turns"),
  map: part("own-leg-map", document),
};
const articles = path.map((_, k) => screen(templates, k, { stops: chosen.length, path, data, speed: pace.speed, back }));
link(articles);
old[0].before(...articles);
old.forEach((article) => article.remove());
const legs = path.slice(1).map((to, k) => data.legs[path[k]][to]);
// No script may write into a script element (trusted types): another one carries it.
const carrier = Object.assign(document.createElement("data"), { id: "go-walk", hidden: true });
carrier.textContent = JSON.stringify({
  mode: data.mode,
  plane: data.plane,
  stops: path.map((k, n) => ({ number: n < chosen.length ? n + 1 : 1, area: n ? legs[n - 1].area : data.stops[k].area })),
  legs: legs.map(({ lead }) => lead),
});
document.getElementById("go-walk").replaceWith(carrier);
Object.assign(page.dataset, { count: chosen.length, walk: `${page.dataset.walk}:${walk.stops.join(",")}` });
await import("./go.js");
