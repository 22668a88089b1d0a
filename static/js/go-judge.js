// What a position means for somebody on a tour. Figures in, a verdict out: no words, no page.

const RADIUS_M = 6371008.8;
export const ARRIVED_M = 25;
export const ROUGH_M = 100; // a fix less sure than this says nothing useful between two stops

const radians = (degrees) => (degrees * Math.PI) / 180;

export function distance(a, b) {
  const [north, east] = [radians(b.lat - a.lat), radians(b.lon - a.lon)];
  const h =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(east / 2) ** 2;
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

export function bearing(a, b) {
  const east = radians(b.lon - a.lon);
  const [from, to] = [radians(a.lat), radians(b.lat)];
  const y = Math.sin(east) * Math.cos(to);
  const x = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(east);
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
}

// `fix` is { lat, lon, accuracy }, `stops` every stop of the tour, `target` the one walked to.
export function judge(fix, target, stops, farM) {
  const to = (stop) => ({ stop, metres: distance(fix, stop), degrees: bearing(fix, stop) });
  const aim = to(target);
  const nearest = stops.map(to).reduce((a, b) => (b.metres < a.metres ? b : a));
  const here = Math.max(ARRIVED_M, fix.accuracy);
  if (nearest.metres - fix.accuracy > farM) return { kind: "far", aim, nearest };
  if (fix.accuracy > ROUGH_M) return { kind: "rough", aim, nearest };
  if (aim.metres <= here) return { kind: "arrived", aim, nearest };
  const elsewhere = nearest.metres <= here && nearest.stop !== target;
  return { kind: "near", aim, nearest: elsewhere ? nearest : null };
}
