// The way and the stops of an own walk, drawn over the ground: once for phones, once for wider maps, as the style
// sheet shows them (trail/graphics/maps). Stops whose marks would cover each other share one.
import { legsOf, piecesOf } from "./own-line.js";

const SVG = "http://www.w3.org/2000/svg";
export const PHONE = { name: "phone", mark: 31, number: 34, route: 11, arrow: 30 };
const DENSITIES = [PHONE, { name: "desk", mark: 19, number: 22, route: 7, arrow: 23 }];
const HEAD = [[0.55, 0], [-0.45, -0.42], [-0.22, 0], [-0.45, 0.42]];

export function add(parent, name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

const path = (line) => `M${line.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

// Halfway along a line: the point, and degrees clockwise from the right.
function middle(line) {
  const steps = line.slice(1).map((b, k) => Math.hypot(b[0] - line[k][0], b[1] - line[k][1]));
  let left = steps.reduce((a, b) => a + b, 0) / 2;
  const k = Math.max(0, steps.findIndex((step) => (left -= step) <= 0));
  const [a, b] = [line[k], line[k + 1]];
  const share = steps[k] ? 1 + left / steps[k] : 0;
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI];
}

export function shared(stops, near) {
  const groups = [];
  stops.forEach(({ xy, shape, number }) => {
    const found = groups.find((group) => Math.hypot(group.xy[0] - xy[0], group.xy[1] - xy[1]) < near);
    if (!found) groups.push({ xy, shape, numbers: [number] });
    else if (!found.numbers.includes(number)) found.numbers.push(number);
  });
  return groups;
}

// The mark without its words: their text and size, and whether they stand on light ground.
export function drawShape(over, { xy: [x, y], shape, numbers }, { mark: r, number }) {
  const group = add(over, "g", { transform: `translate(${x.toFixed(0)} ${y.toFixed(0)})` });
  const many = numbers.length > 1;
  const hollow = !many && (shape === "gone" || shape === "unknown");
  const text = numbers.join(" · ");
  const wide = many ? r + text.length * number * 0.24 : r;
  if (numbers[0] === 1 && !many) add(group, "circle", { class: "m-start", r: r * 1.25, "stroke-width": r * 0.14 });
  if (many) add(group, "rect", { class: "m-sq", x: -wide, y: -r, width: 2 * wide, height: 2 * r, rx: r });
  else if (shape === "private") add(group, "rect", { class: "m-sq", x: -r * 0.9, y: -r * 0.9, width: r * 1.8, height: r * 1.8, rx: r * 0.1 });
  else if (!hollow) add(group, "circle", { class: "m-dot", r });
  else add(group, "circle", { class: "m-ring", r: r * 0.9, "stroke-width": r * 0.2, ...(shape === "unknown" ? { "stroke-dasharray": `${r * 0.42} ${r * 0.28}` } : {}) });
  return { group, hollow, text, size: hollow ? number * 0.92 : number };
}

function mark(over, of, density) {
  const { group, hollow, text, size } = drawShape(over, of, density);
  add(group, "text", { class: hollow ? "m-n m-n-gone" : "m-n", y: density.number * 0.36, "font-size": size }, text);
}

// A leg as legsOf has it; `xy` turns its positions into units of the drawing.
export function drawLeg(over, leg, xy, { route: width, arrow }) {
  const line = leg.line.map(xy);
  const dashes = leg.follows ? {} : { "stroke-dasharray": `${width * 2} ${width * 1.4}` };
  add(over, "path", { class: leg.follows ? "m-route" : "m-route m-route--straight", d: path(line), "stroke-width": width, ...dashes });
  for (const spur of [[...leg.before.map(xy), line[0]], [line[line.length - 1], ...leg.after.map(xy)]]) {
    add(over, "path", { class: "m-spur", d: path(spur), "stroke-width": width / 2, "stroke-dasharray": `0 ${width}` });
  }
  const [x, y, turn] = middle(line);
  const head = `M${HEAD.map(([u, v]) => `${u * arrow} ${v * arrow}`).join("L")}Z`;
  add(over, "path", { class: "m-arrow", transform: `translate(${x.toFixed(0)} ${y.toFixed(0)})rotate(${turn.toFixed(0)})`, d: head, "stroke-width": 4, "paint-order": "stroke" });
}

// `indexes` of the data's stops, `walked` the same with the first once more where the walk comes back.
export function drawOwn(figure, data, indexes, walked) {
  const svg = figure.querySelector("svg");
  const [west, north, across, down] = figure.dataset.ownMap.split(" ").map(Number);
  const xy = ({ lon, lat }) => [(((lon - west + 540) % 360) - 180) * across, (north - lat) * down];
  for (const old of svg.querySelectorAll("[data-own-over]")) old.remove();
  const legs = legsOf(data, walked);
  const stops = indexes.map((k, n) => ({ xy: xy(data.stops[k]), shape: data.stops[k].shape, number: n + 1 }));
  for (const density of DENSITIES) {
    const over = add(svg, "g", { class: `m-over m-${density.name}`, "text-anchor": "middle", "data-own-over": "" });
    for (const piece of piecesOf(legs)) add(over, "path", { class: "m-route-case", d: path(piece.map(xy)), "stroke-width": density.route + 6 });
    for (const leg of legs) drawLeg(over, leg, xy, density);
    for (const group of shared(stops, density.mark * 1.7)) mark(over, group, density);
  }
}
