// Which turns are to be told now: each once, some steps before it, two that follow close on each other together.
import { apart } from "./go-geo.js";
import { CELL_M, pointAt } from "./go-line.js";

const BEFORE_M = 25;
const FOLD_M = 6;
const ROUGH_M = 8; // with fixes rougher than this a turn is told early rather than late
const ROUGH_MORE_M = 7;
const SPUR_M = 70; // from the stop to the turn, at the most
const CLEAR_M = 12; // noise alone moves him so far to and fro
const STROLL_MPS = 0.4;
const LOOSE_M = 5; // a first fix after a gap may lie so far behind
const TOGETHER_M = 18; // the second turn so soon after the first is told with it
const WITH_ARRIVAL_M = 30; // a turn so soon after a stop is told when one arrives
const FARTHEST_M = 32; // no sure turn is told sooner, not even with another

export function dueTurns(leader, sigma, step, events) {
  const s = leader.ahead * CELL_M;
  const last = leader.stands ? leader.next : leader.next - 1; // the leg walked, or the one that comes after the stop
  // The rougher the fix the earlier; and never so late that the next fix would be too late.
  const rough = 1.6 * Math.max(0, sigma - 6) + (sigma < ROUGH_M ? 0 : ROUGH_MORE_M);
  // Where one turns round at a stop the way folds, and how far along it he is is known less well.
  const reach = Math.max(BEFORE_M + rough - (leader.loose ? LOOSE_M : 0), 12 + 1.3 * step);
  const soon = (turn) => s + reach + (leader.stands && turn.leg === leader.next ? FOLD_M : 0);
  const arrived = events.some(({ type }) => type === "arrive");
  const due = [];
  let until = s + (arrived ? Math.max(reach, WITH_ARRIVAL_M + rough) : reach);
  for (const turn of leader.walk.turns) {
    if (leader.told.has(turn.id) || turn.s < s - 3) continue;
    if (turn.leg > last) break;
    if (turn.s > Math.max(until, soon(turn)) && !(turn.leg === last && comesUp(leader, turn))) break;
    due.push(turn);
    until = Math.max(until, Math.min(turn.s + TOGETHER_M, s + FARTHEST_M + rough));
  }
  if (!due.length) return;
  for (const turn of due) leader.told.add(turn.id);
  events.push({ type: "turn", turns: due.map((turn) => ({ id: turn.id, leg: turn.leg, text: turn.text, metres: Math.max(0, turn.s - s) })) });
}

// From a stop back on the street that led to it, the matcher may be slow to see that he has turned round: then how far
// the turn is and that he walks towards it tells.
function comesUp(leader, turn) {
  const { walk, track, cell } = leader;
  if (turn.s - walk.legs[turn.leg].from * CELL_M > SPUR_M || turn.s < cell * CELL_M) return false;
  const top = pointAt(walk, turn.s / CELL_M);
  const far = apart(track.xy, top);
  const speed = Math.hypot(...track.v);
  if (speed < STROLL_MPS) return false;
  const towards = (track.v[0] * (top[0] - track.xy[0]) + track.v[1] * (top[1] - track.xy[1])) / (far || 1) / speed;
  if (leader.spur?.id !== turn.id) leader.spur = { id: turn.id, least: far };
  leader.spur.least = Math.min(leader.spur.least, far);
  if (towards < -0.6 && far > leader.spur.least + CLEAR_M) leader.behind = turn.id; // he has passed its place on the way to the stop
  return leader.behind === turn.id && towards > 0.6 && far < BEFORE_M;
}
