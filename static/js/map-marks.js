// A mark's button.

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
  // The style sheet has its size.
  return new Icon({ className: `stop-button ${style}`, iconSize: null });
}

export function face(button, name, text, classes) {
  button.setAttribute("aria-label", name);
  const mark = document.createElement("span");
  mark.className = ["mark", ...classes].join(" ");
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = text;
  button.append(mark);
}
