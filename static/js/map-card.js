// The card of the stop that was chosen: what it is, whether one may go in, how far, and where next.
// It stands at the foot of the screen, and the page stays where it is.

import { distance, fill } from "./map-words.js";

const ROOM_PX = 44;

export function addCard(map, stops, context) {
  const { element, words, still } = context;
  let open = null; // { i, marker }

  const box = document.createElement("section");
  box.className = "map-card";
  box.hidden = true;
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  const make = (tag, className, text = "") => {
    const one = document.createElement(tag);
    one.className = className;
    one.textContent = text;
    return one;
  };
  document.body.append(box); // whatever the map stands in, this stands at the foot of the screen

  const rowOf = (i) => (stops[i].entry ? document.getElementById(stops[i].entry) : null);
  const raise = (i, marker, on) => {
    rowOf(i)?.classList.toggle("is-raised", on);
    marker.getElement()?.classList.toggle("is-raised", on);
    marker.setZIndexOffset(on ? 1000 : 0);
  };

  // A row and its mark raise each other.
  function follow(i, marker) {
    const up = () => raise(i, marker, true);
    const down = () => raise(i, marker, open?.i === i);
    const watch = (one) => {
      for (const [name, act] of [["pointerenter", up], ["pointerleave", down], ["focusin", up], ["focusout", down]]) {
        one.addEventListener(name, act);
      }
    };
    marker.on("add", () => watch(marker.getElement()));
    const row = rowOf(i);
    if (row) watch(row);
  }

  function link(url, text, className) {
    const one = make("a", className, text);
    one.href = url;
    return one;
  }

  function build(i) {
    const stop = stops[i];
    const mark = make("span", `mark mark--${stop.shape}`, stop.number ?? "");
    mark.setAttribute("aria-hidden", "true");
    const name = make("h3", "", stop.label);
    name.id = `${element.id}_card`;
    box.setAttribute("aria-labelledby", name.id);
    const head = make("div", "map-card-head");
    const picture = rowOf(i)?.querySelector("svg.thumb, img.thumb")?.cloneNode(true);
    const close = make("button", "map-card-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", shut);
    const title = make("div", "");
    title.append(name, make("p", "map-card-state", stop.state ?? ""));
    head.append(mark, title, ...(picture ? [picture] : []), close);
    const acts = make("p", "map-card-acts");
    if (stop.directions) acts.append(link(stop.directions, words.directions, "btn btn--main"));
    if (stop.href) acts.append(link(stop.href, words.story, "btn"));
    const far = make("p", "map-card-far", "");
    far.hidden = true;
    box.replaceChildren(head, far, acts);
    tellDistance();
  }

  function tellDistance() {
    const { here } = context;
    if (!here || !open) return;
    const far = box.querySelector(".map-card-far");
    far.textContent = fill(words.from_here, { distance: distance(map.distance(here, context.places[open.i]), words) });
    far.hidden = false;
  }

  function keepInView() {
    if (open && open.marker._map) {
      const padding = { padding: [ROOM_PX, ROOM_PX], animate: false };
      map.panInside(open.marker.getLatLng(), padding);
    }
  }

  function shut() {
    if (!open) return false;
    const { i, marker } = open;
    open = null;
    box.hidden = true;
    document.documentElement.classList.remove("has-map-card");
    rowOf(i)?.removeAttribute("aria-current");
    raise(i, marker, false);
    marker.getElement()?.setAttribute("aria-expanded", "false");
    marker.getElement()?.focus({ preventScroll: true });
    return true;
  }

  function choose(i, marker) {
    if (open) {
      rowOf(open.i)?.removeAttribute("aria-current");
      open.marker.getElement()?.setAttribute("aria-expanded", "false");
      raise(open.i, open.marker, false);
    }
    open = { i, marker };
    build(i);
    box.hidden = false;
    document.documentElement.classList.add("has-map-card");
    rowOf(i)?.setAttribute("aria-current", "true");
    raise(i, marker, true);
    marker.getElement().setAttribute("aria-expanded", "true");
    box.focus({ preventScroll: true });
    map.panInside(marker.getLatLng(), { padding: [ROOM_PX, ROOM_PX], animate: !still });
  }

  box.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  map.on("dragend", keepInView);
  map.on("trailhere", tellDistance);
  return { open: choose, close: shut, follow, keepInView };
}
