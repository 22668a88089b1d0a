// What a fix means for somebody on a walk. Figures in, events out: no words, no page, no clock of its own.
//
// `Leader.take(fix)` gets { lat, lon, accuracy, t } (metres; milliseconds) and returns what is to be told now,
// each thing once: arrive, passed, depart, turn, off, back, wrong. What it knows is saved as plain values.
import { apart, towards } from "./go-geo.js";
import { CELL_M, nearestCell, outside, pointAt } from "./go-line.js";
import { Matcher } from "./go-match.js";
import { offWay, startOff } from "./go-off.js";
import { noise, speedOf, startTrack, takeFix } from "./go-track.js";
import { dueTurns } from "./go-turns.js";

export const ROUGH_M = 100; // a fix less sure than this says nothing useful between two stops
const LEFT_M = 15; // outside of a stop's area, or on the next leg: he has left
const SAME_M = 15; // stops so near to each other are one place
const BACK_M = 25; // so far back along the way is the wrong direction
const PASSED_M = 45; // beyond a stop, on the next leg
const BEYOND_M = 60; // on the next leg nobody is farther who has not been at the stop
const NEAR_M = 12; // as near to the way as that, its direction is his
const SETTLE = 2; // fixes after a leap before anything is told

export class Leader {
  constructor(walk, saved = null) {
    this.walk = walk;
    this.track = startTrack();
    this.matcher = new Matcher(walk);
    this.off = startOff();
    this.settle = 0;
    Object.assign(this, { next: 0, at: false, cell: 0, best: 0, backing: 0, wrong: false, told: [], reached: [] }, saved);
    this.told = new Set(this.told);
    this.reached = new Set(this.reached);
    if (walk.count) this.matcher.place(this.cell, saved ? 60 : 25);
  }

  save() {
    const { next, at, cell, best, wrong } = this;
    return { next, at, cell, best, wrong, told: [...this.told], reached: [...this.reached] };
  }

  // The leg that is walked, or that is walked next; none before the first stop and at the end.
  get leg() {
    return this.walk.legs[this.at ? this.next : this.next - 1] ?? null;
  }

  // Somebody says himself where he is: at a stop, or on the way to it. That overrules everything.
  put(stop, at) {
    const leg = this.walk.legs[stop - 1];
    const next = this.walk.legs[stop];
    const cell = at ? (next?.from ?? leg?.to ?? 0) : (leg?.from ?? 0);
    Object.assign(this, { next: stop, at, cell, best: cell, wrong: false, off: startOff() });
    if (at) this.reached.add(stop);
    if (this.walk.count) this.matcher.place(cell, 40);
  }

  get following() {
    return Boolean(this.leg?.mapped);
  }

  take(fix) {
    if (fix.accuracy > Math.max(ROUGH_M, this.walk.mode === "car" ? 500 : 0)) return [];
    const point = this.walk.plane.to(fix);
    if (this.walk.mode === "car") return this.byArea(point);
    const before = this.track.t;
    const how = takeFix(this.track, point, fix.accuracy, fix.t);
    const sigma = noise(fix.accuracy);
    const gap = how === "gap" ? (fix.t - before) / 1000 : Math.max(1, Math.min(20, (fix.t - before) / 1000 || 1));
    if (how === "jump") {
      this.settle = SETTLE;
      if (this.walk.count) this.matcher.loosen(this.cell);
    }
    if (how === "new") this.settle = 0;
    if (this.settle > 0) this.settle -= 1;
    if (this.walk.count) this.match(point, sigma, gap, how);
    const here = how === "leap" ? null : this.track.at;
    if (!here || this.settle > 0) return [];
    return this.judge(here, point, sigma, how);
  }

  match(point, sigma, gap, how) {
    const { matcher, track } = this;
    if (how === "gap") matcher.move(1.2 * gap, 0.6 * gap + 20);
    else if (how === "on" || how === "leap") {
      const went = speedOf(track) * gap;
      matcher.move(went, 1.2 + 0.45 * went);
    }
    if (this.at && this.walk.legs[this.next]) matcher.leave(0, this.walk.legs[this.next].from, 12);
    const [from, to] = this.reach(how === "gap" ? 2 * gap + 60 : 0);
    if (how !== "leap" && !this.off.on) matcher.see(point, sigma, from, to, track.v);
    this.cell = matcher.where();
  }

  // The cells that he may be on: the leg he walks, the one before and the one after; after a gap, more ahead.
  reach(ahead) {
    const { legs, count } = this.walk;
    const k = this.at ? this.next : this.next - 1;
    const from = legs[k - 1]?.from ?? legs[Math.max(0, k)]?.from ?? 0;
    const last = legs[k + 1] ?? legs[k] ?? legs[legs.length - 1];
    const beyond = this.at ? last.to : (legs[k]?.to ?? last.to) + BEYOND_M / CELL_M;
    return [from, Math.min(count - 1, Math.ceil(Math.max(Math.min(last.to, beyond), this.cell + ahead / CELL_M)))];
  }

  judge(here, point, sigma, how) {
    const events = [];
    if (this.at) this.leaving(here, events);
    if (!this.at) this.arriving(here, sigma, events);
    const { leg } = this;
    if (leg?.mapped && !this.at) {
      offWay(this, point, sigma, events);
      if (!this.off.on) this.direction(here, sigma, events);
    }
    const step = how === "gap" ? 0 : this.track.step;
    if (!this.off.on && this.walk.count) dueTurns(this, sigma, step, events);
    return events;
  }

  // From a stop on to the next leg, by itself: out of its area, or some way along.
  leaving(here, events) {
    const leg = this.walk.legs[this.next];
    if (!leg) return;
    const stop = this.walk.stops[this.next];
    const on = leg.mapped ? (this.cell - leg.from) * CELL_M : 0;
    const length = leg.mapped ? (leg.to - leg.from) * CELL_M : leg.length;
    if (on < Math.min(LEFT_M, length * 0.4) && outside(stop, here) < LEFT_M) return;
    Object.assign(this, { at: false, next: this.next + 1, best: null, wrong: false });
    events.push({ type: "depart", leg: this.next - 1 });
  }

  arriving(here, sigma, events) {
    const { walk } = this;
    const passed = [];
    while (this.next < walk.stops.length) {
      const leg = walk.legs[this.next - 1];
      const beyond = leg?.mapped && !this.off.on && this.cell > leg.to + PASSED_M / CELL_M && walk.legs[this.next];
      if (!beyond) break;
      passed.push(this.next);
      this.reached.add(this.next);
      this.next += 1;
    }
    if (passed.length) {
      this.best = this.cell;
      events.push({ type: "passed", stops: passed });
    }
    if (this.isThere(this.next, here, sigma)) this.arrive(events);
    else if (!this.next && this.walk.legs[0]?.mapped && this.cell * CELL_M > 30 && apart(here, pointAt(walk, this.cell)) < 20 + sigma) this.next = 1;
  }

  isThere(stop, here, sigma) {
    const { walk } = this;
    const leg = walk.legs[stop - 1];
    if (!stop) return outside(walk.stops[0], here) < Math.min(25, 0.8 * sigma); // where one begins
    if (!walk.stops[stop]) return false;
    if (leg?.mapped && !this.off.on) {
      const length = leg.to - leg.from;
      if (this.cell < leg.from + Math.min(4, length * 0.3)) return false;
      if (this.cell >= leg.to - 2) return outside(walk.stops[stop], here) < 16 + 0.8 * sigma;
      const on = outside(walk.stops[stop], pointAt(walk, this.cell)) === 0;
      if (on && outside(walk.stops[stop], here) < 6 + 0.8 * sigma) return true;
    }
    return outside(walk.stops[stop], here) === 0;
  }

  arrive(events) {
    const { walk } = this;
    const stops = [this.next];
    while (walk.legs[this.next] && walk.legs[this.next].length < SAME_M && walk.stops[this.next + 1]) {
      this.next += 1;
      stops.push(this.next);
    }
    for (const stop of stops) this.reached.add(stop);
    Object.assign(this, { at: true, wrong: false, off: startOff() });
    events.push({ type: "arrive", stops, end: !walk.legs[this.next] });
  }

  direction(here, sigma, events) {
    if (this.off.metres > NEAR_M + 0.3 * sigma) return;
    this.best = Math.max(this.best ?? this.cell, this.cell);
    const back = (this.best - this.cell) * CELL_M;
    this.backing = back > BACK_M + 1.5 * Math.max(0, sigma - 4) ? this.backing + 1 : 0;
    if (this.wrong === false && this.backing >= 2) {
      this.wrong = this.cell;
      events.push({ type: "wrong", degrees: towards(here, pointAt(this.walk, this.cell + 5)) });
    } else if (this.wrong !== false) {
      this.wrong = Math.min(this.wrong, this.cell);
      if (this.cell > this.wrong + 15 / CELL_M) Object.assign(this, { wrong: false, best: this.cell });
    }
  }

  byArea(here) {
    const events = [];
    const { walk } = this;
    if (this.at && walk.legs[this.next] && outside(walk.stops[this.next], here) > LEFT_M) {
      Object.assign(this, { at: false, next: this.next + 1 });
      events.push({ type: "depart", leg: this.next - 1 });
    }
    if (!this.at && walk.stops[this.next] && outside(walk.stops[this.next], here) === 0) this.arrive(events);
    return events;
  }
}

export const nearWay = (walk, point, from, to) => nearestCell(walk, point, from, to);
