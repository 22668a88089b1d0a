// A walk's link handed on: copied, shared by the phone, or read off this screen as a code.
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
  const code = box.querySelector("details");
  let url = "";
  code.addEventListener("toggle", () => code.open && draw(box.querySelector("figure"), url));
  return (link) => {
    url = field.value = link;
    said.textContent = "";
    if (code.open) draw(box.querySelector("figure"), link);
  };
}
