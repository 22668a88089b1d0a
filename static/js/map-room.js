// Room for names: what is taken, as discs [x, y, radius] in pixels.

const WAY_PX = 5;
const WAY_STEP_PX = 12;

// The straightest long piece of a line: [start, end] in pixels.
export function straightest(points) {
  let best = null;
  for (let i = 0; i < points.length - 1; i++) {
    const turn = points[i + 1].subtract(points[i]);
    let j = i + 1;
    while (j < points.length - 1) {
      const next = points[j + 1].subtract(points[j]);
      const cross = turn.x * next.y - turn.y * next.x;
      if (Math.abs(Math.atan2(cross, turn.x * next.x + turn.y * next.y)) > 0.2) break;
      j++;
    }
    const length = points[i].distanceTo(points[j]);
    if (!best || length > best.length) best = { from: points[i], to: points[j], length };
  }
  return best;
}

// A name as a row of discs, so that a slanting one can be tested too.
export function discs({ x, y, angle, width, size }) {
  const steps = Math.max(1, Math.ceil(width / size));
  const found = [];
  for (let i = 0; i <= steps; i++) {
    const along = (i / steps - 0.5) * (width - size * 0.6);
    found.push([x + Math.cos(angle) * along, y + Math.sin(angle) * along, size * 0.65]);
  }
  return found;
}

// The way as a row of discs: names of places keep off it, names of streets need not.
export function* along(map, parts) {
  for (const part of parts) {
    const points = part.map((at) => map.latLngToLayerPoint(at));
    for (let i = 1; i < points.length; i++) {
      const steps = Math.ceil(points[i].distanceTo(points[i - 1]) / WAY_STEP_PX) || 1;
      for (let k = 0; k <= steps; k++) {
        const point = points[i - 1].add(points[i].subtract(points[i - 1]).multiplyBy(k / steps));
        yield [point.x, point.y, WAY_PX];
      }
    }
  }
}

export const clear = (mine, taken) =>
  mine.every(([x, y, r]) => taken.every(([a, b, q]) => Math.hypot(x - a, y - b) > r + q));
