// The stops: real buttons in the order of the tour. One leads to its entry in
// the list; a gathered one zooms in, and Escape there zooms back.

import { goToEntry } from "./map-entry.js";
import { bringOut, buttonIcon, covered, face } from "./map-marks.js";
import { arrange } from "./map-spread.js";
import { addTip } from "./map-tip.js";
import { fill } from "./map-words.js";

const STEPS_BACK = 3; // of zoom, to keep the controls off the marks at the start
const LEADER_FROM = 12; // pixels off its place from which a mark needs a leader

export async function addStops(map, stops, context) {
  const L = window.L;
  const { words, say, still, pause } = context;
  const places = stops.map((stop) => L.latLng(stop.at));
  context.places = places;
  const leaders = map.createPane("leaders");
  leaders.style.zIndex = 450;
  for (const pane of [leaders, map.getPane("overlayPane")]) pane.setAttribute("aria-hidden", "true");
  const renderer = L.svg({ pane: "leaders", padding: 0.4 });
  const lines = L.layerGroup().addTo(map);
  const tip = addTip(map);
  const views = []; // to go back to, last first
  let gathered = [];

  const makeMarker = (style, name, text, classes, act) => {
    const marker = L.marker([0, 0], {
      icon: buttonIcon(style, (button) => face(button, name, text, classes)),
      keyboard: false,
      autoPanOnFocus: false,
      riseOnHover: true,
    });
    marker.trailMark = true;
    marker.on("add", () => marker.getElement().addEventListener("focus", () => bringOut(map, marker.getLatLng())));
    marker.on("click", () => act(marker.getElement()));
    marker.on("add", () => tip.watch(marker, name));
    return marker;
  };
  const single = stops.map((stop) => {
    const classes = [`mark--${stop.shape}`];
    if (stop.number === undefined) classes.push("mark--s");
    if (stop.start) classes.push("mark--start");
    if (stop.here) classes.push("mark--here");
    const marker = makeMarker("", stop.name, stop.number ?? "", classes, (button) =>
      goToEntry(stop, button, still),
    );
    return marker;
  });

  function zoomTo(members) {
    const bounds = L.latLngBounds(members.map((i) => places[i]));
    const zoom = Math.max(map.getBoundsZoom(bounds, false, L.point(88, 88)), map.getZoom() + 1);
    views.push({ centre: map.getCenter(), zoom: map.getZoom(), first: members[0] });
    map.once("moveend", () => {
      elementOf(members[0])?.focus({ preventScroll: true });
      tip.hide(); // or Escape would only put that away
      say(fill(words.zoomed, { count: members.length, name: stops[members[0]].label }));
    });
    map.setView(bounds.getCenter(), Math.min(zoom, map.getMaxZoom()), { animate: !still });
  }
  const gather = (members) => {
    const name = fill(words.cluster, { count: members.length, name: stops[members[0]].label });
    const zoom = () => zoomTo(members);
    return makeMarker("marker-cluster", name, members.length, ["mark--many"], zoom);
  };
  const elementOf = (i) =>
    (gathered.find(({ members }) => members.includes(i))?.marker ?? single[i]).getElement();

  function draw() {
    const zoom = map.getZoom();
    const points = places.map((place) => map.project(place, zoom));
    const placed = arrange(points, { all: zoom >= map.getMaxZoom() });
    const held = document.activeElement;
    const before = gathered;
    const all = [...single.map((marker, i) => ({ members: [i], marker })), ...before];
    const owner = all.find(({ marker }) => marker.getElement() === held);
    gathered = [];
    lines.clearLayers();
    const shown = placed.map(({ members, x, y, home, off }) => {
      const known = before.find((one) => String(one.members) === String(members));
      const marker = members.length === 1 ? single[members[0]] : (known?.marker ?? gather(members));
      if (members.length > 1) gathered.push({ members, marker });
      const at = map.unproject([x, y], zoom);
      marker.setLatLng(at);
      if (off > LEADER_FROM) {
        const place = map.unproject([home.x, home.y], zoom);
        const style = { renderer, pane: "leaders", interactive: false };
        L.polyline([place, at], { ...style, className: "trail-leader" }).addTo(lines);
        const dot = { ...style, radius: 3.5, className: "trail-place" };
        L.circleMarker(place, dot).addTo(lines);
      }
      return marker;
    });
    for (const { marker } of all) if (!shown.includes(marker)) marker.remove();
    // Tab takes the order of the document, so a mark that comes back takes its old place.
    const pane = map.getPane("markerPane");
    let next = null;
    for (const marker of shown.reverse()) {
      if (!marker._map) marker.addTo(map);
      const element = marker.getElement();
      if (element.nextElementSibling !== next) pane.insertBefore(element, next);
      next = element;
    }
    // A mark that went, or was moved, hands its focus on.
    if (owner && held !== document.activeElement) {
      elementOf(owner.members[0]).focus({ preventScroll: true });
    }
    map.fire("trailmarks");
  }

  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || tip.hide() || !views.length) return;
    const { centre, zoom, first } = views.pop();
    map.once("moveend", () => {
      elementOf(first)?.focus({ preventScroll: true });
      say(words.zoomed_back);
    });
    map.setView(centre, zoom, { animate: !still });
  });
  map.on("zoomend", draw);
  draw();
  const shown = () => [...single, ...gathered.map((one) => one.marker)].filter((one) => one._map);
  const anyCovered = () => shown().some((marker) => covered(map, marker.getLatLng()));
  for (let i = 0; i < STEPS_BACK && anyCovered(); i++) {
    await pause();
    map.setZoom(map.getZoom() - 0.25, { animate: false });
  }
}
