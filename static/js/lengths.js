// Lengths in words, rounded as the server rounds them (trail/wording.py).
import { recall } from "./store.js";
import { fill, formFor } from "./map-words.js";
import { usualUnits } from "./units.js";

const FOOT = 0.3048;
const MILE = 1609.344;

const SAME_PLACE_M = 1;

const stepped = (value, step) => Math.max(step, Math.floor(value / step + 0.5) * step);
const tenths = (value) => (value < 9.95 ? Math.floor(value * 10 + 0.5) / 10 : Math.floor(value + 0.5));

export function lengthsOf(metres, words) {
  const lang = document.documentElement.lang || undefined;
  const told = (text, n) => fill(text, { n: n.toLocaleString(lang) }).replace(/ /g, "\u00a0");
  const say = (unit, n) => told(words[unit], n);
  const here = metres < SAME_PLACE_M;
  const feet = here ? 0 : stepped(metres / FOOT, metres / FOOT < 500 ? 10 : 50);
  const whole = here ? 0 : stepped(metres, metres < 300 ? 5 : 10);
  const miles = tenths(metres / MILE);
  return {
    us: feet < 1000 ? say("ft", feet) : told(formFor(words.miles, miles), miles),
    si: whole < 1000 ? say("m", whole) : say("km", tenths(metres / 1000)),
  };
}

const metricFirst = () => (recall("units") ?? usualUnits()) === "si";

export function lengthText(metres, words) {
  const { us, si } = lengthsOf(metres, words);
  if (words.metric) return si;
  return metricFirst() ? `${si} (${us})` : `${us} (${si})`;
}

// The same as the `distance` filter of the templates, so that the unit switch finds it.
export function lengthElement(metres, words) {
  const { us, si } = lengthsOf(metres, words);
  const [first, second] = metricFirst() ? [si, us] : [us, si];
  const element = document.createElement("span");
  if (words.metric) {
    element.textContent = si;
    return element;
  }
  const other = document.createElement("span");
  Object.assign(element.dataset, { us, si });
  other.className = "m";
  other.textContent = `(${second})`;
  element.append(`${first} `, other);
  return element;
}
