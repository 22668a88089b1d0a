// Where am I: one fix for one tap, or following for as long as the page is looked at. A phone that
// was locked, or a page that the browser loaded anew meanwhile, goes on where it was: no tap needed.
import { listenForHeading } from "./go-heading.js";
import { keep, recall } from "./store.js";

const PATIENCE_MS = 15_000;
const FAILURES = { 1: "refused", 2: "unavailable", 3: "timeout" };

// What this phone can't do, as keys of the words.
export const lacks = () => [
  ...("wakeLock" in navigator ? [] : ["no_awake"]),
  ...("vibrate" in navigator ? [] : ["no_buzz"]),
];

// `found` gets each fix, `said` a key of the words; `turned` the heading in degrees, or null.
export function initWhere(panel, { found, said, turned }) {
  const follow = panel.querySelector("[data-go-follow]");
  const awake = panel.querySelector("[data-go-awake]");
  const possible = navigator.geolocation && window.isSecureContext;
  const options = { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 };
  const inSight = () => document.visibilityState !== "hidden";
  let watch = null;
  let lock = null;
  follow.checked = awake.checked = false; // a browser may bring back the ticks, but not the following
  panel.querySelector("[data-go-awake-row]").hidden = !("wakeLock" in navigator);

  const ticked = () => (follow.checked ? (awake.checked ? "awake" : "follow") : "");
  const remember = () => keep(`following:${location.pathname}`, ticked(), "sessionStorage");
  const take = ({ coords }, followed) =>
    found({ lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy }, followed);
  const failed = (error) => said(FAILURES[error.code] ?? "unavailable");

  function letSleep() {
    const held = lock;
    lock = null;
    held?.release();
  }
  // While the page is out of sight nothing is asked for; the ticks say what goes on when it is back.
  function pause() {
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    watch = null;
    letSleep();
  }
  function stop(why) {
    pause();
    follow.checked = awake.checked = false;
    awake.disabled = true;
    remember();
    if (why) said(why);
  }
  function go(why) {
    awake.disabled = !("wakeLock" in navigator);
    remember();
    said(why);
    let lost = false;
    watch ??= navigator.geolocation.watchPosition(
      (fix) => {
        if (lost) said("following");
        lost = false;
        take(fix, true);
      },
      (error) => {
        // Refused ends it; a moment without a fix does not.
        if (error.code === 1) stop();
        if (!lost) failed(error);
        lost = true;
      },
      options,
    );
    if (awake.checked) keepAwake();
  }
  async function keepAwake(told) {
    try {
      const given = await navigator.wakeLock.request("screen");
      letSleep();
      // The box may have been cleared, or the page hidden, while the phone was asked.
      if (!awake.checked || !inSight()) return given.release();
      lock = given;
      // A phone whose battery runs low takes it back.
      given.addEventListener("release", () => {
        if (lock === given && inSight()) noLonger("asleep");
      });
      if (told) said("awake");
    } catch {
      if (inSight()) noLonger("awake_failed");
    }
  }
  function noLonger(why) {
    awake.checked = false;
    remember();
    said(why);
  }

  panel.querySelector("[data-go-locate]").addEventListener("click", () => {
    if (!possible) return said("impossible");
    listenForHeading(turned);
    said("looking");
    navigator.geolocation.getCurrentPosition((fix) => take(fix, false), failed, options);
  });
  follow.addEventListener("change", () => {
    if (!follow.checked) return stop("stopped");
    if (!possible) {
      follow.checked = false;
      return said("impossible");
    }
    listenForHeading(turned);
    go("following");
  });
  awake.addEventListener("change", () => {
    remember();
    if (awake.checked) return keepAwake(true);
    letSleep();
    said("asleep");
  });
  document.addEventListener("visibilitychange", () => {
    if (!follow.checked) return;
    if (inSight()) go("again");
    else pause();
  });
  const before = recall(`following:${location.pathname}`, "sessionStorage");
  if (before && possible) granted().then((yes) => yes && !follow.checked && goOn());
  function goOn() {
    follow.checked = true;
    awake.checked = before === "awake";
    if (inSight()) go("again");
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
