// Units of the packed basemap, and of the screen.

export const SCALE = 1e5; // whole numbers a degree

export function unpack(flat) {
  const line = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < flat.length; i += 2) {
    lon += flat[i];
    lat += flat[i + 1];
    line.push([lat / SCALE, lon / SCALE]);
  }
  return line;
}

// Pixels that a metre on the ground takes at the middle of the map.
export function metrePixels(map) {
  const middle = map.getCenter();
  const metres = 40075016.7 * Math.cos((middle.lat * Math.PI) / 180);
  return (256 * 2 ** map.getZoom()) / metres;
}
