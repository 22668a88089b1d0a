// A mark's button and its place on the screen.

const TARGET = 44;

export function buttonIcon(style, build) {
  const L = window.L;
  const Icon = L.DivIcon.extend({
    createIcon() {
      const button = document.createElement("button");
      button.type = "button";
      build(button);
      this._setIconStyles(button, "icon");
      return button;
    },
  });
  return new Icon({ className: `stop-button ${style}`, iconSize: [TARGET, TARGET] });
}

export function face(button, name, text, classes) {
  button.setAttribute("aria-label", name);
  const mark = document.createElement("span");
  mark.className = ["mark", ...classes].join(" ");
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = text;
  button.append(mark);
}

// Whether a place lies under the zoom buttons.
export function covered(map, at) {
  const { x, y } = map.latLngToContainerPoint(at);
  return x < 80 && y < 130;
}

export function bringOut(map, at) {
  const left = covered(map, at) ? 84 : 30;
  map.panInside(at, { paddingTopLeft: [left, 30], paddingBottomRight: [30, 60] });
}
