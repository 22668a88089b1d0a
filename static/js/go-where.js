// Where am I: one fix for one tap, or following for as long as the page is looked at.

const PATIENCE_MS = 15_000;
const FAILURES = { 1: "refused", 2: "unavailable", 3: "timeout" };

// `found` gets each fix, `said` a key of the words; `turned` the heading in degrees, or null.
export function initWhere(panel, { found, said, turned }) {
  const follow = panel.querySelector("[data-go-follow]");
  const awake = panel.querySelector("[data-go-awake]");
  const awakeRow = panel.querySelector("[data-go-awake-row]");
  const possible = navigator.geolocation && window.isSecureContext;
  const options = { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 };
  let watch = null;
  let lock = null;
  awakeRow.hidden = !navigator.wakeLock;
  follow.checked = awake.checked = false; // a reload may bring back the ticks, but not the following

  const take = ({ coords }, followed) =>
    found({ lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy }, followed);
  const failed = (error) => said(FAILURES[error.code] ?? "unavailable");

  function letSleep() {
    awake.checked = false;
    lock?.release();
    lock = null;
  }
  function stop(why) {
    if (watch === null) return;
    navigator.geolocation.clearWatch(watch);
    watch = null;
    follow.checked = false;
    awake.disabled = true;
    letSleep();
    if (why) said(why);
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
    said("following");
    awake.disabled = false;
    let lost = false;
    watch = navigator.geolocation.watchPosition(
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
  });
  awake.addEventListener("change", async () => {
    if (!awake.checked) {
      letSleep();
      return said("asleep");
    }
    try {
      lock = await navigator.wakeLock.request("screen");
      // The box may have been cleared while the phone was asked.
      if (awake.checked) said("awake");
      else letSleep();
    } catch {
      letSleep();
      said("awake_failed");
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") stop("hidden");
  });
}

let listening = false;

// iOS asks its owner, and only inside a tap; elsewhere the sensor speaks or stays silent.
async function listenForHeading(turned) {
  if (listening || !window.DeviceOrientationEvent) return;
  listening = true;
  if (DeviceOrientationEvent.requestPermission) {
    const answer = await DeviceOrientationEvent.requestPermission().catch(() => "denied");
    if (answer !== "granted") return;
  }
  const heard = (event) => {
    if (document.visibilityState === "hidden") return;
    const screen = window.screen.orientation?.angle ?? 0;
    if (typeof event.webkitCompassHeading === "number") turned((event.webkitCompassHeading + screen) % 360);
    else if (event.absolute && event.alpha !== null) turned((360 - event.alpha + screen) % 360);
  };
  const kind = "ondeviceorientationabsolute" in window ? "deviceorientationabsolute" : "deviceorientation";
  addEventListener(kind, heard);
}
