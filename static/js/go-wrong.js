// Back along the way that he has come: told once, until he goes forward again.
import { towards } from "./go-geo.js";
import { CELL_M, pointAt } from "./go-line.js";

const NEAR_M = 12; // as near to the way as that, its direction is his
const BACK_M = 27; // so far back along the way is the wrong direction
const AHEAD_M = 15; // and so far forward again the right one
const STRIDES = 1.5; // of a step as they are, the longest

export function direction(leader, here, sigma, events) {
  const { walk, off, cell, track } = leader;
  if (off.metres > NEAR_M + 0.3 * sigma) return;
  // One fix that leaps ahead is not where he was: he gets there by steps.
  const grown = (leader.best ?? leader.leg.from) + (STRIDES * track.step + 1) / CELL_M;
  leader.best = Math.max(leader.best ?? 0, Math.min(cell, grown));
  const back = (leader.best - cell) * CELL_M;
  leader.backing = back > BACK_M + 1.5 * Math.max(0, sigma - 4) ? leader.backing + 1 : 0;
  if (leader.wrong === false && leader.backing >= 3) {
    leader.wrong = cell;
    events.push({ type: "wrong", degrees: towards(here, pointAt(walk, cell + 5)) });
  } else if (leader.wrong !== false) {
    leader.wrong = Math.min(leader.wrong, cell);
    if (cell > leader.wrong + AHEAD_M / CELL_M) Object.assign(leader, { wrong: false, best: cell });
  }
}
