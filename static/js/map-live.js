// Loads Leaflet and the map's own script, builds the map piece by piece and only then shows it.

import { addControls } from "./map-controls.js";
import { layDrawn } from "./map-drawn.js";
import { addLocate } from "./map-locate.js";
import { addStops } from "./map-stops.js";
import { addTiles } from "./map-tiles.js";
import { allowLeaflet, scriptAddress } from "./trusted.js";

const BUILDERS = {
  stops: addStops,
  tiles: addTiles,
  controls: addControls,
  locate: addLocate,
};
const DEEP = 4; // times as large as drawn, from which a land's map shows streets

const config = JSON.parse(document.getElementById("map-config").textContent);
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const coarse = matchMedia("(pointer: coarse)").matches;
const built = new Map(); // map id -> { map, parts, context }

// A task for each piece: the page answers between them.
const pause = () =>
  globalThis.scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done));

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = resolve;
    element.onerror = () => reject(new Error(`not loaded: ${attributes.src ?? attributes.href}`));
    // First in the head: our own style sheet has the last word.
    document.head.prepend(element);
  });
}

// Called by the script that Folium wrote.
window.trailMap = {
  create(id, drawn) {
    const element = document.getElementById(id);
    const map = window.L.map(element, {
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0,
      maxBoundsViscosity: 1,
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
      document.getElementById(`${id}_said`).textContent = text;
    };
    const more = document.getElementById(`${id}_more`);
    const context = { element, bar, more, say, still, coarse, pause, drawn, words: config.words };
    built.set(id, { map, parts: [], context });
    return map;
  },
  add(map, kind, data) {
    built.get(map.getContainer().id).parts.push([kind, data]);
  },
};

allowLeaflet();
let common;
async function build(element) {
  common ??= Promise.all([
    load("link", { rel: "stylesheet", href: config.css }),
    load("script", { src: scriptAddress(config.leaflet) }),
  ]);
  await common;
  await pause();
  await load("script", { src: scriptAddress(config.maps[element.id]) });
  const { map, parts, context } = built.get(element.id);
  await pause();
  context.ground = layDrawn(map, context.drawn, element);
  for (const [kind, data] of parts) {
    await pause();
    await BUILDERS[kind](map, data, context);
  }
  if (context.drawn.deep) drawDeep(map, context);
  await pause();
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", element.dataset.name);
  element.classList.add("is-live");
}

// The map of a land has no streets: they are drawn, of the same layers, once one zooms in for them.
function drawDeep(map, context) {
  const { element, ground } = context;
  let drawing = null;
  const look = async () => {
    const deep = ground.times() > DEEP;
    if (deep) {
      drawing ??= load("script", { src: scriptAddress(config.basemap) })
        .then(() => import("./map-base.js"))
        .then(({ addBase }) => addBase(map, null, context));
      await drawing;
    }
    element.classList.toggle("is-deep", ground.times() > DEEP);
  };
  map.on("zoomend", () => look().catch((error) => console.error("No streets:", error)));
}

export async function start(element) {
  try {
    await build(element);
  } catch (error) {
    built.get(element.id)?.map.remove();
    throw error;
  }
}
