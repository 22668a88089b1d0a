// A day on the ground, and each group's entries without a gap: planner/day.py and timetable.py say the same.
import { most, ofGroup, stretches, sum } from "./plan-rotation.js";
import { rotate } from "./plan-rotate.js";

// The shortest day found in which every group sees every one of the nodes; null where none keeps to its limits.
export function arrange({ minutes, crowd, lunch }, nodes, within, how) {
  const [problem, all] = dayProblem(minutes, nodes, crowd, lunch);
  const rotation = rotate(problem, within, how);
  if (!rotation) return null;
  const stretch = most(rotation.visits.map((visits, group) => most(stretches(ofGroup(problem, group), visits))));
  return { nodes: all, problem, rotation, minutes: rotation.minutes, stretch };
}

// The rotation of a day, and the node of each of its stops; lunch is the last of them.
function dayProblem(minutes, nodes, { sizes, stay, capacities, slow }, lunch) {
  const visited = nodes.filter((node) => !lunch || node !== lunch.node);
  const stays = visited.map(() => stay);
  const holds = visited.map((node) => capacities[node]);
  if (lunch) {
    visited.push(lunch.node);
    stays.push(lunch.minutes);
    holds.push(sum(sizes)); // nobody has to hear a guide at lunch
  }
  const problem = {
    sizes,
    capacities: holds,
    stays,
    ...walksOf(minutes, visited),
    slow: slow && walksOf(slow, visited),
    rest: lunch ? visited.length - 1 : -1,
    opens: lunch ? Math.max(lunch.earliest, 0) : 0,
    closes: lunch ? lunch.latest : 0,
  };
  return [problem, visited];
}

const walksOf = (minutes, visited) => ({
  walks: visited.map((a) => visited.map((b) => minutes[a][b])),
  heads: visited.map((b) => minutes[0][b]),
  tails: visited.map((a) => minutes[a][0]),
});

// A group's entries: kind, start, end in minutes after arrival, the node, for a walk where it comes from. `minutes`
// are those of the group.
export function timetable(minutes, day, group, { gather, board, leave }) {
  const entries = [];
  const add = (kind, start, end, node, origin = null) => {
    if (end > start) entries.push({ kind, start, end, node, origin });
  };
  const visits = day.rotation.visits[group];
  const nodes = visits.map((visit) => day.nodes[visit.stop]);
  let at = gather + visits[0].start - minutes[0][nodes[0]];
  let here = 0;
  add("gather", 0, at, 0);
  visits.forEach((visit, k) => {
    const node = nodes[k];
    const arrived = at + minutes[here][node];
    const start = gather + visit.start;
    let end = gather + visit.end;
    add("walk", at, arrived, node, here);
    if (visit.stop === day.problem.rest) {
      add("free", arrived, start, node);
      // Who has to wait for the next stop rests longer.
      if (k + 1 < visits.length) end = gather + visits[k + 1].start - minutes[node][nodes[k + 1]];
      add("lunch", start, end, node);
    } else {
      add("wait", arrived, start, node);
      add("stop", start, end, node);
    }
    [at, here] = [end, node];
  });
  add("walk", at, at + minutes[here][0], 0, here);
  add("free", at + minutes[here][0], leave - board, 0);
  add("board", leave - board, leave, 0);
  return entries;
}
