// What a fix means for somebody on a walk. Figures in, events out: no words, no page, no clock of its own.
//
// `Leader.take(fix)` gets { lat, lon, accuracy, t } (metres; milliseconds) and returns what is to be told now,
// each thing once: arrive, passed, depart, turn, off, back, wrong. What it knows is saved as plain values.
import { arriving, byArea, leaving, startOff } from "./go-arrive.js";
import { apart } from "./go-geo.js";
import { CELL_M, outside } from "./go-line.js";
import { Matcher } from "./go-match.js";
import { offWay } from "./go-off.js";
import { noise, speedOf, startTrack, takeFix } from "./go-track.js";
import { dueTurns } from "./go-turns.js";
import { direction } from "./go-wrong.js";

export const ROUGH_M = 100; // a fix less sure than this says nothing useful between two stops
const ROUGH_BY_CAR_M = 500;
const STANDS_M = 50; // a fix less sure than this says of no stop that one is there
const BEYOND_M = 60; // on the next leg nobody is farther who has not been at the stop
const BEGINS_M = 300; // who was not seen where he began may be so far along, past a first stop that is near
const SETTLE = 2; // fixes after a leap before anything is told
const LONGEST_S = 20;
const LONG_S = 120; // after so long without a fix he may be anywhere near
const FARTHEST_M = 2000;
const AHEAD_SHARE = 0.8; // of a step since the last fix, thought to be made
const MOST_AHEAD_M = 12;
const MOST_AHEAD_AT_STOP_M = 6;
const UNSEEN_S = 20; // after so long he may have been at the stop and be on the way back on the same street
const LOOSE = 8; // fixes that it then takes to know

export class Leader {
  constructor(walk, saved = null) {
    Object.assign(this, { walk, track: startTrack(), matcher: new Matcher(walk), off: startOff(), settle: 0, point: null, loose: 0, farthest: 0, ahead: 0, astray: false });
    Object.assign(this, { next: 0, stands: false, cell: 0, best: null, backing: 0, wrong: false, told: [] }, saved);
    this.told = new Set(this.told);
    this.track.t = saved?.t ?? 0; // a page loaded anew: the time in between is a gap
    if (walk.count) this.matcher.place(this.cell, 25);
  }

  save() {
    const { next, stands, cell, best, wrong, track } = this;
    return { next, stands, cell, best, wrong, t: track.t, told: [...this.told] };
  }

  // The stop that he is at or has left, and the leg that leaves it; none at the end.
  get stop() {
    return this.stands ? this.next : Math.max(0, this.next - 1);
  }

  get leg() {
    return this.walk.legs[this.stop] ?? null;
  }

  // Somebody says himself where he is: at a stop, or on the way to it. That overrules everything.
  put(stop, stands) {
    const { legs, count } = this.walk;
    const cell = (stands ? legs[stop]?.from ?? legs[stop - 1]?.to : legs[stop - 1]?.from) ?? 0;
    Object.assign(this, { next: stop, stands, cell, best: null, wrong: false, off: startOff() });
    if (count) this.matcher.place(cell, 40);
  }

  take(fix) {
    const { walk, track } = this;
    const byCar = walk.mode === "car";
    if (fix.accuracy > (byCar ? ROUGH_BY_CAR_M : ROUGH_M)) return [];
    const point = walk.plane.to(fix);
    this.point = point;
    if (byCar || !walk.count) return byArea(this, point);
    const seconds = (fix.t - track.t) / 1000;
    const how = takeFix(track, point, fix.accuracy, fix.t);
    const sigma = noise(fix.accuracy);
    if (how === "jump") {
      this.settle = this.next ? SETTLE : 1;
      this.astray = this.next === 0; // where he began was never seen
      this.matcher.loosen(this.cell);
    }
    this.match(point, sigma, how === "gap" ? seconds : Math.max(1, Math.min(LONGEST_S, seconds)), how);
    if (this.settle > 0) {
      this.settle -= 1;
      return [];
    }
    return this.judge(track.xy, point, sigma, how);
  }

  match(point, sigma, seconds, how) {
    const { matcher, track, walk } = this;
    if (how === "gap" && seconds > LONG_S) matcher.loosen(this.cell, Math.min(FARTHEST_M, seconds));
    else if (how === "gap") matcher.walk(1.2 * seconds, 0.6 * seconds + 20);
    else if (how === "on" || how === "leap") {
      const went = speedOf(track) * seconds;
      matcher.walk(went, 1.2 + 0.45 * went);
      this.ahead += (AHEAD_SHARE * went) / CELL_M;
    }
    if (this.stands && walk.legs[this.next]) matcher.leave(walk.legs[this.next].from, 12);
    if (how === "gap") Object.assign(this, { loose: seconds > UNSEEN_S ? LOOSE : 1, farthest: this.cell + (2 * seconds + 60) / CELL_M });
    else if (this.loose) this.loose -= 1;
    const [from, to] = this.reach(this.loose ? this.farthest : 0);
    if (how !== "leap" && !this.off.on) matcher.see(point, sigma, from, to, track.v);
    this.cell = matcher.where();
    // One rough fix throws nobody back on his way: turns are told by where he should be by now, not far ahead.
    const most = this.stands ? MOST_AHEAD_AT_STOP_M : MOST_AHEAD_M;
    this.ahead = how === "on" || how === "leap" ? Math.min(Math.max(this.ahead, this.cell), this.cell + most / CELL_M) : this.cell;
  }

  // The cells that he may be on: the leg he walks, the one before and the one after; after a gap, up to `farthest`.
  reach(farthest) {
    const { legs, count } = this.walk;
    const k = this.stands ? this.next : this.next - 1;
    const from = legs[k - 1]?.from ?? legs[Math.max(0, k)]?.from ?? 0;
    const last = legs[k + 1] ?? legs[k] ?? legs[legs.length - 1];
    const beyond = this.stands ? last.to : (legs[k]?.to ?? last.to) + BEYOND_M / CELL_M;
    const begins = this.astray && !this.next ? BEGINS_M / CELL_M : 0;
    return [from, Math.min(count - 1, Math.ceil(Math.max(Math.min(last.to, beyond), this.cell, farthest, begins)))];
  }

  judge(here, point, sigma, how) {
    const events = [];
    if (how === "leap") { // left out: meanwhile he goes on as he did, and a turn may come
      if (!this.off.on && !this.loose) dueTurns(this, sigma, this.track.step, events);
      return events;
    }
    if (this.stands) leaving(this, here, events);
    if (!this.stands) arriving(this, here, sigma, events);
    if (this.loose) this.best = this.cell;
    else if (this.leg?.mapped && !this.stands && this.next) {
      offWay(this, point, sigma, events);
      if (!this.off.on) direction(this, here, sigma, events);
    }
    if (!this.off.on) dueTurns(this, sigma, how === "gap" ? 0 : this.track.step, events);
    return events;
  }

  // The stop in whose area a fix lies, the one that is walked to before others; null at none.
  standsAt(fix) {
    if (fix.accuracy > STANDS_M) return null;
    const point = this.walk.plane.to(fix);
    const around = this.walk.stops.map((stop, k) => ({ k, away: outside(stop, point), far: apart(stop.circles[0].xy, point) }));
    const found = around.filter(({ away }) => away === 0).sort((a, b) => (b.k === this.next) - (a.k === this.next) || a.far - b.far);
    return found.length ? found[0].k : null;
  }
}
