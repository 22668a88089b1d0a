// How far and which way: as the leg has it, or from where the reader stands.
import { lengthElement } from "./lengths.js";

const part = (screen, name) => screen.querySelector(`[data-${name}]`);
let heading = null; // where the phone points, degrees from north; null when it does not say
let goal = null; // where the stop lies from the reader; null while nobody has asked

export const compassWord = (degrees, words) => words.compass[Math.round(degrees / 45) % 8];

function swap(screen, yours) {
  const rose = part(screen, "go-rose");
  part(screen, "go-leg").hidden = yours;
  part(screen, "go-yours").hidden = !yours;
  if ("onlyYours" in rose.dataset) rose.hidden = !yours;
}

// The arrow needs both: where the stop lies, and where the phone points.
function draw(screen) {
  const pointed = heading !== null && goal !== null;
  const needle = part(screen, "go-needle");
  needle.dataset.leg ??= needle.getAttribute("transform");
  const rotated = (degrees) => `rotate(${Math.round(degrees)} 48 68)`;
  const dial = pointed ? -heading : 0;
  part(screen, "go-dial").setAttribute("transform", rotated(dial));
  needle.setAttribute("transform", goal === null ? needle.dataset.leg : rotated(goal + dial));
  part(screen, "go-rose").classList.toggle("has-heading", pointed);
}

export function showLeg(screen) {
  goal = null;
  swap(screen, false);
  draw(screen);
}

export function showYours(screen, { metres, degrees }, words) {
  goal = degrees;
  part(screen, "go-far").replaceChildren(lengthElement(metres, words.lengths));
  part(screen, "go-dir").textContent = compassWord(degrees, words);
  swap(screen, true);
  draw(screen);
}

export function turn(screen, degrees) {
  heading = degrees;
  draw(screen);
}
