// Positions for the one who is led: flat metres about the walk's start, lengths and bearings on the globe.

const RADIUS_M = 6371008.8;
const radians = (degrees) => (degrees * Math.PI) / 180;

export function distance(a, b) {
  const [north, east] = [radians(b.lat - a.lat), radians(b.lon - a.lon)];
  const h =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(east / 2) ** 2;
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

export function bearing(a, b) {
  const east = radians(b.lon - a.lon);
  const [from, to] = [radians(a.lat), radians(b.lat)];
  const y = Math.sin(east) * Math.cos(to);
  const x = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(east);
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
}

// Degrees to metres east and north of the plane's origin, and back; trail/web/walk/lead.py has the same plane.
export function planeOf([lon, lat, east, north]) {
  return {
    to: (at) => [((((at.lon - lon + 540) % 360) + 360) % 360 - 180) * east, (at.lat - lat) * north],
    from: ([x, y]) => ({ lon: lon + x / east, lat: lat + y / north }),
  };
}

export const apart = ([ax, ay], [bx, by]) => Math.hypot(bx - ax, by - ay);

// Degrees clockwise from north, from one point of the plane to another.
export const towards = ([ax, ay], [bx, by]) => ((Math.atan2(bx - ax, by - ay) * 180) / Math.PI + 360) % 360;
