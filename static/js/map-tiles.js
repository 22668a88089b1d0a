// OpenStreetMap's streets, asked for only while the box is ticked.

export function addTiles(map, tiles, { element, more, say, words }) {
  const box = more.querySelector(".trail-map-tiles input");
  let loaded = false;
  box.checked = false; // a browser may restore it from the last visit: ask anew

  // Leaflet drops an image by giving it an empty one as data:, which our
  // Content-Security-Policy forbids; taking its address away does as well.
  tiles._removeTile = function (key) {
    this._tiles[key]?.el.removeAttribute("src");
    return window.L.GridLayer.prototype._removeTile.call(this, key);
  };
  tiles._abortLoading = function () {
    for (const [key, { coords, el }] of Object.entries(this._tiles)) {
      if (coords.z === this._tileZoom || el.complete) continue;
      el.onload = el.onerror = null;
      el.removeAttribute("src");
      el.remove();
      delete this._tiles[key];
    }
  };

  // Their credit stands on the map as long as they do: the legend may be shut.
  const owed = document.createElement("p");
  owed.className = "trail-map-owed";
  const choose = (on) => {
    box.checked = on;
    if (on) tiles.addTo(map);
    else tiles.remove();
    owed.remove();
    const link = more.querySelector(".trail-map-credit a[href*='/copyright']");
    if (on && link) {
      owed.replaceChildren("© ", link.cloneNode(true));
      element.append(owed);
    }
    element.classList.toggle("has-tiles", on);
    say("");
  };
  box.addEventListener("change", () => choose(box.checked));
  document.dispatchEvent(new Event("map-controls")); // it needs a signal: who tells of that can find it now
  tiles.on("tileload", () => {
    loaded = true;
  });
  tiles.on("tileerror", () => {
    if (loaded || !box.checked) return;
    choose(false);
    say(words.tiles_failed);
  });
}
