// Which turns are to be told now: each once, some steps before it, two that follow close on each other together.
import { CELL_M } from "./go-line.js";

const BEFORE_M = 25;
const FOLD_M = 9;
const TOGETHER_M = 18; // the second turn so soon after the first is told with it
const WITH_ARRIVAL_M = 34; // a turn so soon after a stop is told when one arrives

export function dueTurns(leader, sigma, step, events) {
  const s = leader.ahead * CELL_M;
  const last = leader.stands ? leader.next : leader.next - 1; // the leg walked, or the one that comes after the stop
  // The rougher the fix the earlier; and never so late that the next fix would be too late.
  const rough = 1.2 * Math.max(0, sigma - 8);
  // Where one turns round at a stop the way folds, and how far along it he is is known less well.
  const reach = Math.max(BEFORE_M + rough + (leader.stands ? FOLD_M : 0), 12 + 1.3 * step);
  const arrived = events.some(({ type }) => type === "arrive");
  const due = [];
  let until = s + (arrived ? Math.max(reach, WITH_ARRIVAL_M + rough) : reach);
  for (const turn of leader.walk.turns) {
    if (leader.told.has(turn.id) || turn.s < s - 3) continue;
    if (turn.leg > last) break;
    if (turn.s > until) break;
    due.push(turn);
    until = Math.max(until, turn.s + TOGETHER_M);
  }
  if (!due.length) return;
  for (const turn of due) leader.told.add(turn.id);
  events.push({ type: "turn", turns: due.map((turn) => ({ id: turn.id, leg: turn.leg, text: turn.text, metres: Math.max(0, turn.s - s) })) });
}
