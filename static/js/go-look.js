// One look at where somebody is: at a stop, or how far from the one that is walked to, and which way.
import { bearing, distance } from "./go-geo.js";
import { ROUGH_M } from "./go-judge.js";
import { compassWord } from "./go-tell.js";
import { fill } from "./map-words.js";

// What is to be said, and the stop that he stands at, or null.
export function look(fix, { leader, screens, teller, far, begun }) {
  const { words } = screens;
  const accuracy = teller.length(fix.accuracy);
  const to = (k) => ({ k, metres: distance(fix, screens.all[k]), degrees: bearing(fix, screens.all[k]) });
  const said = (text, { k, metres, degrees }) =>
    fill(text, { place: screens.place(k), distance: teller.length(metres), compass: compassWord(degrees, words), accuracy });
  const nearest = screens.all.map((_, k) => to(k)).reduce((a, b) => (b.metres < a.metres ? b : a));
  if (nearest.metres - fix.accuracy > far) return { text: said(words.far, nearest), stop: null };
  if (fix.accuracy > ROUGH_M) return { text: said(words.rough, nearest), stop: null };
  const stop = leader.standsAt(fix);
  if (stop !== null) return { text: said(words.here, to(stop)), stop };
  const next = begun ? Math.min(screens.all.length - 1, screens.current + 1) : 0;
  return { text: said(words.near, to(next)), stop: null };
}
