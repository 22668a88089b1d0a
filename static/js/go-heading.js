// Where the phone points, once somebody has asked where he is.

let listening = false;

// iOS asks its owner, and only inside a tap; elsewhere the sensor speaks or stays silent.
export async function listenForHeading(turned) {
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
