// An own walk as GPX 1.1, made on the phone: the file that the server makes of a tour (trail/export/geo/gpx.py).
import { legsOf, piecesOf } from "./own-line.js";
import { fill } from "./map-words.js";

const GPX = "http://www.topografix.com/GPX/1/1";
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const text = (value) => String(value).replace(NOT_XML, "").replace(/[&<>"]/g, (sign) => ESCAPED[sign]);
const tag = (name, value) => (value ? `<${name}>${text(value)}</${name}>` : "");
const link = (url, name) => (url ? `<link href="${text(url)}">${tag("text", name)}</link>` : "");
const at = ({ lon, lat }) => `lat="${lat.toFixed(6)}" lon="${(((lon + 540) % 360) - 180).toFixed(6)}"`;

function told(data, path, k, count) {
  const { file, stops, legs } = data;
  const lines = [fill(file.stop, { number: k + 1, count }), stops[path[k]].told];
  if (k + 1 < path.length) {
    const number = k + 1 < count ? k + 2 : 1;
    lines.push(fill(file.on, { number, name: stops[path[k + 1]].name }), ...legs[path[k]][path[k + 1]].lines);
  }
  return lines.join("\n");
}

// `path` are indexes of the data's stops, `count` of them are stops; `sum` says how far and how long it is.
export function gpxOf(data, { path, count, url, sum }) {
  const { file } = data;
  const legs = legsOf(data, path);
  const straight = legs.filter(({ follows }) => !follows).map(({ from, to }) => `${from.name} – ${to.name}`);
  const gaps = straight.length ? fill(file.straight, { legs: straight.join("; ") }) : "";
  const points = path.slice(0, count).map((index, k) => {
    const stop = data.stops[index];
    return `<wpt ${at(stop)}>${tag("name", stop.name)}${tag("desc", told(data, path, k, count))}${link(stop.page, stop.name)}</wpt>`;
  });
  const pieces = piecesOf(legs).map((piece) => `<trkseg>${piece.map((point) => `<trkpt ${at(point)}/>`).join("")}</trkseg>`);
  const trk = pieces.length ? `<trk>${tag("name", file.title)}${tag("desc", gaps)}${link(url, file.title)}${pieces.join("\n")}</trk>` : "";
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx xmlns="${GPX}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="1.1" creator="Treaty Trail" xsi:schemaLocation="${GPX} ${GPX}/gpx.xsd">
<metadata>${tag("name", file.title)}${tag("desc", [sum, file.told, gaps, file.credit].filter(Boolean).join("\n"))}<author>${tag("name", file.author)}</author><copyright author="${text(file.author)}">${tag("year", file.date.slice(0, 4))}${tag("license", file.licence)}</copyright>${link(url, file.title)}<time>${file.date}T00:00:00Z</time></metadata>
${points.join("\n")}
${trk}
</gpx>
`;
}

export function save(name, gpx) {
  const url = URL.createObjectURL(new Blob([gpx], { type: "application/gpx+xml" }));
  const anchor = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a phone may ask where to put it
}
