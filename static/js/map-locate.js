// "Locate me": asks only when pressed, draws a dot and the ring of its accuracy,
// and says what came of it. The position goes nowhere.

import { distance, fill } from "./map-words.js";

const PATIENCE_MS = 15_000;
const FRESH_MS = 30_000;
const FAR_M = 3_000; // from the nearest place; the map does not follow farther
const FAILURES = { 1: "refused", 2: "unavailable", 3: "timeout" };

export function addLocate(map, _data, context) {
  const { bar, places, say, words, still } = context;
  const L = window.L;
  const button = bar.querySelector(".trail-map-locate");
  const found = L.layerGroup().addTo(map);

  function show({ coords }) {
    // On a map over the 180th meridian longitudes count on: the fix counts as its places do.
    const turns = Math.round((places[0].lng - coords.longitude) / 360);
    const here = L.latLng(coords.latitude, coords.longitude + 360 * turns);
    const style = { interactive: false };
    found.clearLayers();
    context.here = here;
    map.fire("trailhere");
    L.circle(here, { ...style, radius: coords.accuracy, className: "you-ring" }).addTo(found);
    L.circleMarker(here, { ...style, radius: 8, className: "you-dot" }).addTo(found);
    const nearest = Math.min(...places.map((place) => map.distance(here, place)));
    const accuracy = fill(words.located, { accuracy: distance(coords.accuracy, words) });
    if (nearest - coords.accuracy > FAR_M) {
      say(`${fill(words.far, { distance: distance(nearest, words) })} ${accuracy}`);
      return;
    }
    map.panInside(here, { padding: [44, 44], animate: !still });
    say(accuracy);
  }

  button.addEventListener("click", () => {
    if (!navigator.geolocation || !window.isSecureContext) {
      say(words.impossible);
      return;
    }
    say(words.locating);
    navigator.geolocation.getCurrentPosition(
      show,
      (error) => {
        found.clearLayers();
        say(words[FAILURES[error.code]] ?? words.unavailable);
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}
