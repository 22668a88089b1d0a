// Zoom buttons, scale in both units, credits, and manners: neither the wheel
// nor one finger takes the page's scrolling away.

const HINT_MS = 1600;

export function addControls(map, _data, { element, credit, words, coarse }) {
  const L = window.L;
  const Zoom = L.Control.Zoom.extend({
    // Leaflet makes links that lead nowhere; these are buttons.
    _createButton(text, title, className, container, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = className;
      button.textContent = text;
      button.setAttribute("aria-label", title);
      container.append(button);
      L.DomEvent.disableClickPropagation(button);
      L.DomEvent.on(button, "click", act, this);
      return button;
    },
  });
  new Zoom({
    zoomInText: "+",
    zoomOutText: "−",
    zoomInTitle: words.zoom_in,
    zoomOutTitle: words.zoom_out,
  }).addTo(map);
  L.control.scale({ maxWidth: 110 }).addTo(map);

  // The credits stand below the map, where they hide nothing and also print.
  const drawn = credit.textContent.trim();
  const credits = L.control.attribution({ prefix: false }).addTo(map);
  const safe = document.createElement("span");
  safe.textContent = drawn;
  if (drawn) credits.addAttribution(safe.innerHTML);
  credit.replaceChildren(credits.getContainer());

  const hint = document.createElement("p");
  hint.className = "trail-map-hint";
  hint.setAttribute("aria-hidden", "true");
  element.append(hint);
  let timer = 0;
  const show = (text) => {
    hint.textContent = text;
    hint.classList.add("is-shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("is-shown"), HINT_MS);
  };
  element.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopImmediatePropagation();
      if (element.contains(document.activeElement)) show(words.ctrl_wheel);
    },
    { capture: true, passive: true },
  );
  if (coarse) {
    const moved = (event) => event.touches.length === 1 && show(words.two_fingers);
    element.addEventListener("touchmove", moved, { passive: true });
  }
}
