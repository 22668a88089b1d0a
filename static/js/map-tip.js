// A label for the mark under the pointer or the focus. It says what the button's name says, so
// it is hidden from screen readers.

const LINGER_MS = 150;

export function addTip(map) {
  const tip = window.L.tooltip({ direction: "top", offset: [0, -20], opacity: 1 });
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    const shown = map.hasLayer(tip);
    tip.remove();
    return shown;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, LINGER_MS);
  };
  const show = (marker, text) => {
    clearTimeout(timer);
    const label = document.createElement("span");
    label.textContent = text;
    // Near the upper edge there is no room above the mark.
    const below = map.latLngToContainerPoint(marker.getLatLng()).y < 110;
    tip.options.direction = below ? "bottom" : "top";
    tip.options.offset = window.L.point(0, below ? 20 : -20);
    tip.setLatLng(marker.getLatLng()).setContent(label).addTo(map);
    const box = tip.getElement();
    box.setAttribute("aria-hidden", "true");
    box.style.marginLeft = "";
    const [mine, frame] = [box, map.getContainer()].map((one) => one.getBoundingClientRect());
    const cut = Math.min(0, frame.right - mine.right - 4) + Math.max(0, frame.left - mine.left + 4);
    box.style.marginLeft = `${cut}px`;
    // The pointer may go onto the label, to read it enlarged.
    box.onpointerenter = () => clearTimeout(timer);
    box.onpointerleave = later;
  };
  map.on("zoomstart", hide);
  return {
    hide,
    watch(marker, text) {
      const button = marker.getElement();
      button.addEventListener("pointerenter", () => show(marker, text));
      button.addEventListener("pointerleave", later);
      button.addEventListener("focus", () => show(marker, text));
      button.addEventListener("blur", later);
    },
  };
}
