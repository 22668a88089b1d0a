// Marks whose places crowd: pushed apart until no two touch, or gathered into one; the same
// each time. Pixels throughout.

const LIMIT = 2.2; // marks' breadths: farther from its place a mark would mislead
const TURNS = 200;

const centre = (points, members) => {
  const sum = members.reduce(([x, y], i) => [x + points[i].x, y + points[i].y], [0, 0]);
  return { x: sum[0] / members.length, y: sum[1] / members.length };
};

// Groups of `members` that chains of steps shorter than `reach` hold together.
function chains(points, members, reach) {
  const left = new Set(members);
  const found = [];
  for (const first of members) {
    if (!left.delete(first)) continue;
    const chain = [first];
    for (const i of chain) {
      for (const j of left) {
        const far = Math.max(
          Math.abs(points[i].x - points[j].x),
          Math.abs(points[i].y - points[j].y),
        );
        if (far < reach && left.delete(j)) chain.push(j);
      }
    }
    found.push(chain.sort((a, b) => a - b));
  }
  return found;
}

// Whether as many targets as `members` have room about their places.
function roomy(points, members, gap) {
  const xs = members.map((i) => points[i].x);
  const ys = members.map((i) => points[i].y);
  const wide = Math.max(...xs) - Math.min(...xs) + 2 * gap;
  const high = Math.max(...ys) - Math.min(...ys) + 2 * gap;
  return members.length < 5 || wide * high > 1.25 * members.length * gap * gap;
}

function gather(points, members, reach, gap) {
  return chains(points, members, reach).flatMap((chain) => {
    if (roomy(points, chain, gap)) return chain.map((i) => [i]);
    return reach < 6 ? [chain] : gather(points, chain, reach / 2, gap);
  });
}

function pushApart(points, groups, gap, turns = TURNS) {
  const homes = groups.map((members) => centre(points, members));
  // A hair's breadth by rank, so that marks of one place part at all.
  const spots = homes.map(({ x, y }, i) => ({
    x: x + Math.cos(i * 2.4) * 0.1,
    y: y + Math.sin(i * 2.4) * 0.1,
  }));
  for (let turn = 0; turn < turns; turn++) {
    // Drawn to its place at first; room alone counts in the end.
    const pull = 0.06 * Math.max(0, 1 - turn / (turns * 0.7));
    let moved = false;
    spots.forEach((spot, i) => {
      spot.x += (homes[i].x - spot.x) * pull;
      spot.y += (homes[i].y - spot.y) * pull;
    });
    for (let i = 0; i < spots.length; i++) {
      for (let j = i + 1; j < spots.length; j++) {
        const dx = spots[j].x - spots[i].x;
        const dy = spots[j].y - spots[i].y;
        const far = Math.hypot(dx, dy);
        if (far >= gap - 0.05) continue;
        moved = true;
        const push = (gap - far) / 2 / far;
        spots[i].x -= dx * push;
        spots[i].y -= dy * push;
        spots[j].x += dx * push;
        spots[j].y += dy * push;
      }
    }
    if (!moved && !pull) break;
  }
  return groups.map((members, i) => {
    const far = ({ x, y }) => Math.hypot(spots[i].x - x, spots[i].y - y);
    const touched = spots.some((other, j) => j !== i && far(other) < gap - 1);
    return { members, home: homes[i], ...spots[i], off: far(homes[i]), touched };
  });
}

// `[{ members: [index...], home: {x, y}, x, y, off }]`; with `all` nothing is gathered.
export function arrange(points, { all = false, gap }) {
  const everyone = points.map((_, i) => i);
  let groups = all ? everyone.map((i) => [i]) : gather(points, everyone, gap, gap);
  for (;;) {
    const placed = pushApart(points, groups, gap, all ? 5 * TURNS : TURNS);
    const strain = ({ off, touched }) => off + (touched ? LIMIT * gap : 0);
    const worst = placed.reduce((a, b) => (strain(b) > strain(a) ? b : a), placed[0]);
    if (all || groups.length < 2 || strain(worst) <= LIMIT * gap) {
      return placed.sort((a, b) => a.members[0] - b.members[0]);
    }
    const far = ({ home }) => Math.hypot(home.x - worst.home.x, home.y - worst.home.y);
    const others = placed.filter((other) => other !== worst).sort((a, b) => far(a) - far(b));
    // All of its neighbours at once: one mark for a quarter beats a row of pairs.
    const joined = others.filter((other, i) => !i || far(other) < gap);
    groups = others.filter((other) => !joined.includes(other)).map((one) => one.members);
    groups.push([worst, ...joined].flatMap((one) => one.members).sort((a, b) => a - b));
  }
}
