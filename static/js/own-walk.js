// An own walk worked out: which stops, in which order, how far and how long. The same as the server
// does it (trail/guide/walk/ordering.py, itinerary.py, walks.py); no page, no words.

export const EXACT_STOPS = 16; // Held and Karp: exact, as on the server

// `known` are the ids that the walk may have. What a link names beside them is left out and counted.
export function readFragment(hash, known) {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const asked = (told.get("stops") ?? "").split(",").filter(Boolean);
  const stops = [...new Set(asked)].filter((id) => known.includes(id));
  return { stops, back: told.get("back") === "1", pace: told.get("pace"), unknown: new Set(asked).size - stops.length };
}

export function writeFragment({ stops, back, pace }) {
  const parts = [`stops=${stops.map(encodeURIComponent).join(",")}`];
  if (back) parts.push("back=1");
  if (pace) parts.push(`pace=${encodeURIComponent(pace)}`);
  return `#${parts.join("&")}`;
}

// Rounded up; without the tenth of a second a walk of exactly 5 min would become 6.
export const walkingMinutes = (metres, speed) => Math.max(0, Math.ceil((metres / speed - 0.1) / 60));

// Indexes of the stops of the data, in the walk's order; one more where it comes back.
export const pathOf = (indexes, back) => (back && indexes.length > 1 ? [...indexes, indexes[0]] : indexes);

export function totals(data, indexes, back, speed) {
  const path = pathOf(indexes, back);
  const legs = path.slice(1).map((to, k) => data.metres[path[k]][to]);
  const minutes = legs.map((metres) => walkingMinutes(metres, speed));
  const sum = (values) => values.reduce((a, b) => a + b, 0);
  const walk = sum(minutes);
  return { legs, minutes, metres: sum(legs), walk, total: walk + sum(indexes.map((k) => data.stops[k].dwell)) };
}

// The shortest order of these stops that begins at `start`, of equals the one with lower indexes first.
// Costs are whole millimetres, so that ties are ties. Null above EXACT_STOPS.
export function shortest(metres, indexes, start, back) {
  if (indexes.length > EXACT_STOPS) return null;
  const others = indexes.filter((k) => k !== start).sort((a, b) => a - b);
  const n = others.length;
  const cost = (a, b) => Math.round(metres[a][b] * 1000);
  const inner = others.map((a) => others.map((b) => cost(a, b)));
  const table = costToGo(inner, others.map((k) => (back ? cost(k, start) : 0)));
  const order = [start];
  let step = others.map((k) => cost(start, k));
  for (let mask = 2 ** n - 1; mask; ) {
    let here = -1;
    let least = Infinity;
    for (let i = 0; i < n; i += 1) {
      const whole = step[i] + table[mask * n + i];
      if (whole < least) [here, least] = [i, whole];
    }
    order.push(others[here]);
    mask ^= 1 << here;
    step = inner[here];
  }
  return order;
}

// For each set of stops and a stop in it: the least cost from there through the rest of the set.
function costToGo(inner, last) {
  const n = last.length;
  const table = new Float64Array(2 ** n * n).fill(Infinity);
  for (let mask = 1; mask < 2 ** n; mask += 1) {
    for (let i = 0; i < n; i += 1) {
      if (!(mask & (1 << i))) continue;
      const rest = mask ^ (1 << i);
      let least = rest ? Infinity : last[i];
      for (let j = 0; j < n; j += 1) {
        if (rest & (1 << j)) least = Math.min(least, inner[i][j] + table[rest * n + j]);
      }
      table[mask * n + i] = least;
    }
  }
  return table;
}
