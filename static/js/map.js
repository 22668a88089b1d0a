// Interactive maps: loads Leaflet, the basemap and each map's own script when
// the map comes near, builds it piece by piece and only then shows it. Until
// then, and whenever something fails, the drawn map inside the element stays.

import { addBase } from "./map-base.js";
import { addControls } from "./map-controls.js";
import { addLocate } from "./map-locate.js";
import { addStops } from "./map-stops.js";
import { addTiles } from "./map-tiles.js";
import { allowLeaflet, scriptAddress } from "./trusted.js";

const BUILDERS = {
  base: addBase,
  stops: addStops,
  tiles: addTiles,
  controls: addControls,
  locate: addLocate,
};
const NEAR_PX = 400;

const config = JSON.parse(document.getElementById("map-config").textContent);
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const coarse = matchMedia("(pointer: coarse)").matches;
const built = new Map(); // map id -> { map, parts, context }

// A task of its own for each piece keeps the page answering.
const pause = () =>
  globalThis.scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done));

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = resolve;
    element.onerror = () => reject(new Error(`not loaded: ${attributes.src ?? attributes.href}`));
    // First in the head: our own style sheet comes later and has the last word.
    document.head.prepend(element);
  });
}

// Called by the script that Folium wrote.
window.trailMap = {
  create(id, options) {
    const element = document.getElementById(id);
    const map = window.L.map(element, {
      ...options,
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.25,
      maxBoundsViscosity: 0.6,
      bounceAtZoomLimits: false,
      fadeAnimation: !still,
      inertia: !still,
      markerZoomAnimation: !still,
      zoomAnimation: !still,
      // One finger scrolls the page; two move and zoom the map.
      dragging: !coarse,
    });
    if (still) {
      const pan = map.panBy;
      map.panBy = (offset, how) => pan.call(map, offset, { ...how, animate: false });
    }
    const bar = document.getElementById(`${id}_bar`);
    const say = (text) => {
      bar.querySelector("[role=status]").textContent = text;
    };
    const credit = document.getElementById(`${id}_credit`);
    const context = { element, bar, credit, say, still, coarse, pause, words: config.words };
    // The first view is a task of its own: until it is set, Leaflet keeps what is added waiting.
    const view = { set() {} };
    map.fitBounds = (...how) => {
      view.set = () => {
        delete map.fitBounds;
        map.fitBounds(...how);
      };
    };
    built.set(id, { map, parts: [], context, view });
    return map;
  },
  add(map, kind, data) {
    built.get(map.getContainer().id).parts.push([kind, data]);
  },
};

function near(element) {
  return new Promise((resolve) => {
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && resolve(),
      { rootMargin: `${NEAR_PX}px` },
    );
    watch.observe(element);
    // Whoever tabs through the page must find the buttons already there.
    addEventListener("keydown", resolve, { once: true });
    const rest = () => (window.requestIdleCallback ?? setTimeout)(resolve);
    if (document.readyState === "complete") rest();
    else addEventListener("load", rest, { once: true });
  });
}

allowLeaflet();
let common;
async function start(element) {
  await near(element);
  common ??= Promise.all([
    load("link", { rel: "stylesheet", href: config.css }),
    load("script", { src: scriptAddress(config.leaflet) }),
    load("script", { src: scriptAddress(config.basemap) }),
  ]);
  await common;
  await pause();
  await load("script", { src: scriptAddress(config.maps[element.id]) });
  const { map, parts, context, view } = built.get(element.id);
  await pause();
  view.set();
  // The basemap last: the marks may still step back from it, and then all of it is drawn anew.
  parts.sort(([a], [b]) => (a === "base") - (b === "base"));
  for (const [kind, data] of parts) {
    await pause();
    await BUILDERS[kind](map, data, context);
  }
  await pause();
  map.fire("trailmarks"); // now that the controls stand, names keep clear of them
  await pause();
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", element.dataset.name);
  element.classList.add("is-live");
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);
}

for (const element of document.querySelectorAll("[data-trail-map]")) {
  start(element).catch((error) => {
    console.error("The drawn map stays:", error);
    built.get(element.id)?.map.remove();
  });
}
