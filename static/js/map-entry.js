// From a mark to its entry in the list and back: Escape there, or the
// browser's Back, returns to the mark.

let open = null; // { entry, button }

function comeBack() {
  const { button } = open;
  open = null;
  if (!button.isConnected) return;
  button.focus({ preventScroll: true });
  button.scrollIntoView({ block: "center" });
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open?.entry.contains(document.activeElement)) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  comeBack();
});
addEventListener("popstate", () => {
  if (open && location.hash !== `#${open.entry.id}`) comeBack();
});

export function goToEntry(stop, button, still) {
  const entry = stop.entry && document.getElementById(stop.entry);
  // A filter may have taken the entry out of the list.
  if (!entry || !entry.getClientRects().length) {
    if (stop.href) location.assign(stop.href);
    return;
  }
  open = null; // the change of address below is no way back
  if (location.hash !== `#${entry.id}`) history.pushState(null, "", `#${entry.id}`);
  if (!entry.matches("a[href], button, [tabindex]")) entry.tabIndex = -1;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  open = { entry, button };
}
