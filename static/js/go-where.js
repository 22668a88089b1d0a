// Where somebody is: one fix for one tap, or following for as long as the page is looked at, resting far from
// a turn. A phone that was locked, or a page loaded anew, goes on where it was: no tap needed.
import { Awake } from "./go-awake.js";
import { keep, recall } from "./store.js";

const PATIENCE_MS = 15_000;
const LOST_MS = 20_000; // so long without a fix is told of
const STALE_MS = 12 * 3_600_000; // a walk of yesterday is not gone on with by itself
const FAILURES = { 1: "refused", 2: "unavailable", 3: "timeout" };
const inSight = () => document.visibilityState !== "hidden";

// What this phone can't do, as keys of the words.
export const lacks = () => [
  ...("wakeLock" in navigator ? [] : ["no_awake"]),
  ...("vibrate" in navigator ? [] : ["no_buzz"]),
  ...(window.speechSynthesis && window.SpeechSynthesisUtterance ? [] : ["no_voice"]),
];

const options = (maximumAge) => ({ enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge });
const fixOf = ({ coords, timestamp }) => ({
  lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy, t: timestamp || Date.now(),
});

export class Where {
  // `found` gets each fix and returns how long to rest, `said` a key of the words, `changed` whether it follows.
  constructor(walk, { found, said, changed }) {
    Object.assign(this, { walk, found, said, changed, following: false, watch: null, timer: null, lost: null, told: false });
    this.possible = Boolean(navigator.geolocation && window.isSecureContext);
    this.sleeper = new Awake(() => this.following && inSight(), said);
    document.addEventListener("visibilitychange", () => this.following && (inSight() ? this.go() : this.pause()));
    addEventListener("pagehide", () => this.pause());
    addEventListener("pageshow", () => this.following && inSight() && this.go());
  }

  once() {
    if (!this.possible) return this.said("impossible");
    this.said("looking");
    navigator.geolocation.getCurrentPosition((position) => this.found(fixOf(position), false), (error) => this.failed(error), options(0));
  }

  failed(error) {
    this.said(FAILURES[error.code] ?? "unavailable");
  }

  follow(on) {
    if (on && !this.possible) return this.said("impossible");
    this.following = on;
    keep("following", on ? JSON.stringify({ walk: this.walk, t: Date.now() }) : "");
    this.changed(on);
    if (on) this.go();
    else this.pause();
    this.said(on ? "following" : "stopped");
  }

  go() {
    this.listen();
    this.sleeper.hold();
  }

  keepAwake(on) {
    this.sleeper.wished = on;
    if (on && this.following && inSight()) this.sleeper.hold();
    if (!on) this.sleeper.release();
  }

  // While the page is out of sight nothing is asked for.
  pause() {
    this.silence();
    this.sleeper.release();
  }

  silence() {
    clearTimeout(this.timer);
    clearTimeout(this.lost);
    this.lost = null;
    if (this.watch !== null) navigator.geolocation.clearWatch(this.watch);
    this.watch = this.timer = null;
  }

  listen() {
    clearTimeout(this.timer);
    this.timer = null;
    this.watch ??= navigator.geolocation.watchPosition((position) => {
      this.foundAgain();
      const rest = this.found(fixOf(position), true);
      if (!rest || !this.following) return;
      this.silence();
      this.timer = setTimeout(() => this.following && inSight() && this.listen(), rest);
    }, (error) => {
      // Refused ends it; a moment without a fix does not.
      if (error.code === 1) {
        this.follow(false);
        this.failed(error);
      } else this.lost ??= setTimeout(() => this.stillLost(error), LOST_MS);
    }, options(0));
  }

  foundAgain() {
    clearTimeout(this.lost);
    this.lost = null;
    this.told = false;
  }

  // A long time without a fix is told of once.
  stillLost(error) {
    if (this.following && inSight() && !this.told) this.failed(error);
    this.told = true;
  }

  // Where this walk was followed last, and not ended, it goes on, if the phone need not ask its owner anew.
  async resume() {
    let before = {};
    try {
      before = JSON.parse(recall("following") || "{}");
    } catch {
      return; // something else wrote there
    }
    if (before.walk !== this.walk || Date.now() - before.t > STALE_MS || !this.possible) return;
    if (!(await granted()) || this.following) return;
    this.following = true;
    this.changed(true);
    if (inSight()) this.go();
  }
}

// Whether the phone would answer without asking its owner anew; older ones can't say.
async function granted() {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    return false;
  }
}
