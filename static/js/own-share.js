// A walk handed on: its link copied, shared by the phone, or read off a screen or paper as a code; its file, its print.
import { qrOf } from "./qr.js";

const QUIET = 4; // light modules around a code
const SVG = "http://www.w3.org/2000/svg";

function draw(figure, text) {
  const cells = qrOf(text);
  figure.hidden = !cells;
  if (!cells) return;
  const size = cells.length + 2 * QUIET;
  const path = document.createElementNS(SVG, "path");
  const dark = cells.flatMap((line, y) => line.map((on, x) => (on ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")));
  path.setAttribute("d", dark.join(""));
  const svg = figure.querySelector("svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.replaceChildren(path);
}

// Returns what shows the link of a walk.
export function initShare(box, words) {
  const field = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const send = box.querySelector("[data-own-send]");
  send.hidden = !navigator.share;
  box.querySelector("[data-own-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = words.copied;
    } catch {
      field.select(); // the reader copies it himself
      said.textContent = words.select;
    }
  });
  send.addEventListener("click", () => navigator.share({ url: field.value }).catch(() => {}));
  return (link) => {
    field.value = link;
    said.textContent = "";
    draw(box.querySelector("figure"), link);
  };
}

// `walked` returns the walk as `gpxOf` takes it, and its data.
export function initTake(page, walked) {
  page.querySelector("[data-own-print]").addEventListener("click", () => print());
  page.querySelector("[data-own-file]").addEventListener("click", async () => {
    const { gpxOf, save } = await import("./own-gpx.js");
    const { data, ...walk } = walked();
    save(`${data.file.name}.gpx`, gpxOf(data, walk));
  });
}
