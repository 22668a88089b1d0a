// Fixes smoothed: where somebody is, how fast, and which fixes to leave out. A Kalman filter of constant
// velocity, the same for both axes; a fix that leaps is left out until some more agree with it.

const LEAST_M = 3; // no phone is surer than this
const WORTH = 0.8; // of the accuracy a phone gives, as a standard deviation on each axis
const AGREE = 4; // leaping fixes in a row that are believed
const GAP_S = 20; // after so long without a fix anything may be true
const WALK_MPS = 1.4;

export const startTrack = () => ({ xy: null, v: [0, 0], p: 0, pv: 0, vv: 0, t: 0, leapt: [], step: 0 });

export const noise = (accuracy) => Math.max(LEAST_M, accuracy * WORTH);

function restart(track, point, sigma, t) {
  Object.assign(track, { xy: point, v: [0, 0], p: sigma ** 2, pv: 0, vv: 2.25, t, leapt: [] });
}

// Returns "new" (believed from nothing), "leap" (left out), "jump" (a leap that is believed now) or "on".
export function takeFix(track, point, accuracy, t) {
  const sigma = noise(accuracy);
  const gap = (t - track.t) / 1000;
  if (!track.xy || gap > GAP_S || gap < -1) {
    const first = !track.xy && !track.t;
    restart(track, point, sigma, t);
    return first ? "new" : "gap";
  }
  // Fixes that come faster than one a second tell of steps, not of seconds.
  const dt = Math.max(1, gap);
  const speed = Math.hypot(...track.v);
  const a = 0.2 * Math.max(1, speed / WALK_MPS);
  const q = a * a * dt;
  const ahead = track.v.map((v, i) => track.xy[i] + v * dt);
  const p = track.p + 2 * dt * track.pv + dt * dt * track.vv + (q * dt * dt) / 3;
  const pv = track.pv + dt * track.vv + (q * dt) / 2;
  const vv = Math.min(9, track.vv + q);
  const off = point.map((z, i) => z - ahead[i]);
  const leap = Math.hypot(...off);
  // Who turns a corner or turns round is soon as far as this from where he was thought to go.
  if (leap > Math.max(16 + 3 * sigma, 3.3 * Math.sqrt(p + sigma * sigma))) {
    const agrees = track.leapt.length && Math.hypot(...point.map((z, i) => z - track.leapt[track.leapt.length - 1][i])) < 15 + 3 * sigma;
    track.leapt = agrees ? [...track.leapt, point] : [point];
    if (track.leapt.length < AGREE) {
      // Meanwhile he is thought to go on as he did.
      Object.assign(track, { xy: ahead, p: Math.min(p, 900), pv, vv, t });
      return "leap";
    }
    const [first] = track.leapt;
    const n = track.leapt.length - 1;
    restart(track, point, sigma, t);
    track.v = point.map((z, i) => (z - first[i]) / n / 1.5);
    return "jump";
  }
  const s = p + sigma * sigma;
  const [k, kv] = [p / s, pv / s];
  const before = track.xy;
  track.xy = ahead.map((z, i) => z + k * off[i]);
  track.v = track.v.map((z, i) => z + kv * off[i]);
  Object.assign(track, { p: (1 - k) * p, pv: (1 - k) * pv, vv: vv - kv * pv, t, leapt: [] });
  track.step = 0.8 * track.step + 0.2 * Math.hypot(track.xy[0] - before[0], track.xy[1] - before[1]);
  return "on";
}

export const speedOf = (track) => Math.hypot(...track.v);
