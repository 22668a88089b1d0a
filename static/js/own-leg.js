// The map of one leg of an own walk, drawn from what the walk's data carries: the ways between its stops as streets,
// the leg's own over them, and its two ends with their numbers (trail/web/maps/leg_maps.py draws those of the tours).
import { planeOf } from "./go-geo.js";
import { add, drawLeg, drawShape, PHONE, shared } from "./own-map.js";

const [WIDTH, HEIGHT] = [1000, 741];
const LEAST_M = 260; // of ground across
const ROOM = 0.78; // of the drawing for the leg itself
const STREETS = [["m-casing", 26], ["m-street", 19]];

// Every stretch of street that some way has, once: ends in decimetres on the data's plane.
const stretches = new WeakMap();
function streetsOf(data) {
  if (stretches.has(data)) return stretches.get(data);
  const found = new Map();
  for (const leg of data.legs.flat()) {
    const line = leg?.lead.line ?? [];
    let [x, y] = line;
    for (let i = 2; i < line.length; i += 2) {
      const [a, b] = [[x, y], [x += line[i], y += line[i + 1]]];
      const [from, to] = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [a, b] : [b, a];
      found.set(`${from} ${to}`, [from, to]);
    }
  }
  stretches.set(data, [...found.values()]);
  return stretches.get(data);
}

// The ground around points in decimetres: its corner in the north-west and drawing units for one of them.
function frameOf(points) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const across = Math.max((east - west) / ROOM, ((north - south) / ROOM / HEIGHT) * WIDTH, LEAST_M * 10);
  const unit = WIDTH / across;
  return { left: (west + east) / 2 - across / 2, top: (south + north) / 2 + HEIGHT / 2 / unit, unit };
}

function drawStreets(svg, data, { left, top, unit }) {
  const [right, bottom] = [left + WIDTH / unit, top - HEIGHT / unit];
  const near = streetsOf(data).filter(([a, b]) => Math.max(a[0], b[0]) > left && Math.min(a[0], b[0]) < right && Math.max(a[1], b[1]) > bottom && Math.min(a[1], b[1]) < top);
  const at = ([x, y]) => `${((x - left) * unit).toFixed(1)} ${((top - y) * unit).toFixed(1)}`;
  const d = near.map(([a, b]) => `M${at(a)}L${at(b)}`).join("");
  if (d) for (const [name, width] of STREETS) add(svg, "path", { class: name, d, "stroke-width": width });
}

// `leg` as legsOf has it, `ends` its stops with their numbers; a map in the template's frame.
export function legMap(template, data, leg, ends, title) {
  const map = template.content.firstElementChild.cloneNode(true);
  const [svg, over] = map.querySelectorAll("svg");
  const plane = planeOf(data.plane);
  const flat = (at) => plane.to(at).map((metres) => metres * 10);
  const frame = frameOf([leg.from, leg.to, ...leg.line, ...leg.before, ...leg.after].map(flat));
  const xy = (at) => flat(at).map((n, i) => (i ? frame.top - n : n - frame.left) * frame.unit);
  const corner = plane.from([frame.left / 10, frame.top / 10]);
  const [, , east, north] = data.plane;
  map.dataset.goMap = [corner.lon.toFixed(6), corner.lat.toFixed(6), ...[east, north].map((metres) => (metres * 10 * frame.unit).toFixed(1))].join(" ");
  svg.setAttribute("aria-label", title);
  drawStreets(svg, data, frame);
  drawLeg(svg, leg, xy, PHONE);
  const stops = ends.map(({ lon, lat, shape, number }) => ({ xy: xy({ lon, lat }), shape, number }));
  for (const group of shared(stops, PHONE.mark * 1.7)) {
    const { hollow, text, size } = drawShape(svg, group, PHONE);
    const [x, y] = group.xy.map(Math.round);
    add(over.querySelector(".m-over"), "text", { class: hollow ? "m-n m-n-gone" : "m-n", x, y, dy: ".36em", "font-size": size, "data-go-upright": "" }, text);
  }
  return map;
}
