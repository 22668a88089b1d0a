// The stops: real buttons in the order of the tour, each at its place, or where the drawn map
// has it while the map stands as drawn. One opens its card; a gathered one zooms in.

import { addCard } from "./map-card.js";
import { shownLayout } from "./map-drawn.js";
import { buttonIcon, face } from "./map-marks.js";
import { placesOf, reachOf } from "./map-places.js";
import { addTip } from "./map-tip.js";
import { fill } from "./map-words.js";

const TAP_PX = 22; // a tap takes the nearest mark within
const ROOM_PX = 40; // between the chosen mark and the map's edge

export function addStops(map, stops, context) {
  const L = window.L;
  const { words, say, still, drawn, ground, element } = context;
  const places = stops.map((stop) => L.latLng(stop.at));
  context.places = places;
  ground.keep(places);
  const leaders = map.createPane("leaders");
  leaders.style.zIndex = 450;
  leaders.setAttribute("aria-hidden", "true");
  const lines = L.layerGroup().addTo(map);
  const renderer = L.svg({ pane: "leaders", padding: 0.4 });
  const tip = addTip(map);
  const card = addCard(map, stops, context);
  const views = []; // to go back to, last first
  let gathered = [];
  let shown = [];

  const makeMarker = (style, name, text, classes, act) => {
    const marker = L.marker([0, 0], {
      icon: buttonIcon(style, (button) => face(button, name, text, classes)),
      keyboard: false,
      autoPanOnFocus: false,
      riseOnHover: true,
    });
    marker.trailMark = true;
    marker.trailAct = act;
    marker.on("click", act);
    marker.on("add", () => {
      marker.getElement().addEventListener("focus", () => map.panInside(marker.getLatLng(), { padding: [ROOM_PX, ROOM_PX], animate: !still }));
      tip.watch(marker, name);
    });
    return marker;
  };
  const single = stops.map((stop, i) => {
    const classes = [`mark--${stop.shape}`];
    if (stop.number === undefined) classes.push("mark--s");
    if (stop.start) classes.push("mark--start");
    if (stop.here) classes.push("mark--here");
    const marker = makeMarker("", stop.name, stop.number ?? "", classes, () => card.open(i, marker));
    card.follow(i, marker);
    return marker;
  });
  const elementOf = (i) =>
    (gathered.find(({ members }) => members.includes(i))?.marker ?? single[i]).getElement();

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
    return makeMarker("marker-cluster", name, members.length, ["mark--many"], () => zoomTo(members));
  };

  function draw() {
    const layout = shownLayout(drawn, element);
    const reach = reachOf(layout, ground);
    element.style.setProperty("--mark", `${reach.toFixed(1)}px`);
    const held = document.activeElement;
    const all = [...single.map((marker, i) => ({ members: [i], marker })), ...gathered];
    const owner = all.find(({ marker }) => marker.getElement() === held);
    const before = gathered;
    gathered = [];
    lines.clearLayers();
    shown = placesOf(map, places, ground, layout).map(({ members, at }) => {
      const known = before.find((one) => String(one.members) === String(members));
      const marker = members.length === 1 ? single[members[0]] : (known?.marker ?? gather(members));
      if (members.length > 1) gathered.push({ members, marker });
      marker.setLatLng(at);
      const place = places[members[0]];
      const far = map.latLngToLayerPoint(at).distanceTo(map.latLngToLayerPoint(place));
      if (members.length === 1 && far > reach * 0.45 && ground.bounds.contains(place)) {
        const style = { renderer, pane: "leaders", interactive: false };
        L.polyline([place, at], { ...style, className: "trail-leader" }).addTo(lines);
        L.circleMarker(place, { ...style, radius: 2.5, className: "trail-place" }).addTo(lines);
      }
      return marker;
    });
    for (const { marker } of all) if (!shown.includes(marker)) marker.remove();
    // Tab takes the order of the document, so a mark that comes back takes its old place.
    const pane = map.getPane("markerPane");
    let next = null;
    for (const marker of [...shown].reverse()) {
      if (!marker._map) marker.addTo(map);
      const button = marker.getElement();
      if (button.nextElementSibling !== next) pane.insertBefore(button, next);
      next = button;
    }
    // A mark that went, or was moved, hands its focus on.
    if (owner && held !== document.activeElement) {
      elementOf(owner.members[0])?.focus({ preventScroll: true });
    }
    card.keepInView();
    map.fire("trailmarks");
  }

  map.on("click", ({ containerPoint }) => {
    const far = (marker) => map.latLngToContainerPoint(marker.getLatLng()).distanceTo(containerPoint);
    const nearest = shown.reduce((a, b) => (a && far(a) <= far(b) ? a : b), null);
    if (nearest && far(nearest) <= TAP_PX) nearest.trailAct();
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || tip.hide() || card.close() || !views.length) return;
    const { centre, zoom, first } = views.pop();
    map.once("moveend", () => {
      elementOf(first)?.focus({ preventScroll: true });
      say(words.zoomed_back);
    });
    map.setView(centre, zoom, { animate: !still });
  });
  map.on("zoomend trailfit", draw);
  draw();
}
