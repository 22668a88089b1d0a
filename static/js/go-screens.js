// One screen at a time out of a page that has them all: a stop, and the leg that leaves it. The address says
// which (#stop-3), so Back, Reload and links work as anywhere.
import { lengthElement } from "./lengths.js";
import { spoken } from "./listen.js";
import { fill } from "./map-words.js";
import { keepSeen, seenOf } from "./seen.js";
import { keep, recall } from "./store.js";

const part = (name, inside) => inside.querySelector(`[data-${name}]`);

export class Screens {
  constructor(page, words) {
    Object.assign(this, { page, words, current: 0, tour: page.dataset.go, key: `go:${page.dataset.walk}` });
    this.all = [...page.querySelectorAll("[data-go-screen]")].map((element) => ({
      element,
      id: element.id,
      site: element.dataset.site,
      number: Number(element.dataset.number),
      name: element.dataset.name,
      lon: Number(element.dataset.lon),
      lat: Number(element.dataset.lat),
      back: "back" in element.dataset,
    }));
    this.stops = this.all.filter((screen) => !screen.back);
    this.seen = seenOf(this.tour);
  }

  place(k) {
    return fill(this.words.place, this.all[k]);
  }

  places(stops) {
    return stops.map((k) => this.place(k)).join(this.words.between);
  }

  get asked() {
    return this.all.findIndex(({ id }) => `#${id}` === location.hash);
  }

  get kept() {
    return this.all.findIndex(({ id }) => id === recall(this.key));
  }

  // `at`: he stands at the stop, whose story opens; else he is on the way, and it comes after the directions.
  show(k, at) {
    const { page, all, words } = this;
    const screen = all[k];
    this.current = k;
    for (const { element } of all) element.hidden = element !== screen.element;
    const [story, way] = [part("go-at", screen.element), part("go-way", screen.element)];
    if (story && way) {
      story.open = at === true;
      if (at === false) way.after(story);
      else way.before(story);
    }
    const next = all[k + 1];
    const here = part("go-here", page);
    const word = part("go-here-word", page);
    here.setAttribute("href", next ? `#${next.id}` : part("go-next", screen.element).getAttribute("href"));
    word.textContent = next ? (next.back ? word.dataset.back : fill(word.dataset.word, next)) : word.dataset.done;
    const count = page.dataset.count;
    part("go-count", document).textContent = next ? fill(words.leg, { from: screen.number, to: next.number, count }) : fill(words.count, { number: screen.number, count });
    keep(this.key, screen.id);
    this.showSeen();
    this.instruction(0);
    this.toGo(null);
  }

  title(k) {
    const next = this.all[k + 1];
    return next ? fill(this.words.shown, next) : fill(this.words.shown_end, this.all[k]);
  }

  // The instruction that is to be followed now stands large, the next one below it, those done are struck off.
  instruction(now) {
    const steps = part("go-steps", this.all[this.current].element);
    [...(steps?.children ?? [])].forEach((step, i) => {
      step.classList.toggle("now", i === now);
      step.classList.toggle("done", i < now);
    });
  }

  // How far it is to the stop from where he is; null for the whole leg.
  toGo(metres) {
    const screen = this.all[this.current];
    const far = part("go-far", screen.element);
    if (!far) return;
    screen.far ??= [...far.childNodes];
    far.replaceChildren(...(metres === null ? screen.far : [lengthElement(metres, this.words.lengths)]));
  }

  text(k, i) {
    return part("go-steps", this.all[k].element)?.children[i]?.textContent.trim() ?? "";
  }

  story(k) {
    const story = part("go-story", this.all[k].element);
    return story ? spoken(story).trim() : "";
  }

  mark(stops) {
    for (const k of stops) this.seen.add(this.all[k].site);
    keepSeen(this.tour, this.seen);
    this.showSeen();
  }

  clear() {
    this.seen.clear();
    keepSeen(this.tour, this.seen);
    this.showSeen();
  }

  showSeen() {
    const { page, seen, stops, words } = this;
    for (const { element, site } of this.all) {
      const word = part("go-seen", element);
      if (word) word.hidden = !seen.has(site);
    }
    const count = stops.filter(({ site }) => seen.has(site)).length;
    const sum = fill(words.seen, { seen: count, count: stops.length });
    part("go-clear", page).hidden = !count;
    part("go-sum", page).textContent = sum;
    const tally = part("go-tally", page);
    if (tally) tally.textContent = count ? sum : "";
  }
}
