// Lengths of ways as the server rounds and tells them (trail/guide/words/directions.py).
const FOOT = 0.3048;
const MILE = 1609.344;
const SAME_PLACE_M = 1;

const stepped = (value, step) => Math.max(step, Math.floor(value / step + 0.5) * step);
const tenths = (value) => (value < 9.95 ? Math.floor(value * 10 + 0.5) / 10 : Math.floor(value + 0.5));

// Feet or miles, then metric, or metric alone.
export function lengthsOf(metres, say, units) {
  const none = metres < SAME_PLACE_M;
  if (units !== "us") return none ? say("0 m") : metric(metres, say);
  return none ? say("0 ft (0 m)") : say("%(us)s (%(metric)s)", { us: us(metres, say), metric: metric(metres, say) });
}

function us(metres, say) {
  const feet = metres / FOOT;
  const whole = stepped(feet, feet < 500 ? 10 : 50);
  if (whole < 1000) return say("%(number)s ft", { number: whole });
  return say("%(number)s mi", { number: figure(tenths(metres / MILE), say) });
}

function metric(metres, say) {
  const whole = stepped(metres, metres < 300 ? 5 : 10);
  if (whole < 1000) return say("%(number)s m", { number: whole });
  return say("%(number)s km", { number: figure(tenths(metres / 1000), say) });
}

function figure(number, say) {
  const [whole, tenth] = number.toFixed(1).split(".");
  return tenth === "0" ? whole : say("%(whole)s.%(tenth)s", { whole, tenth });
}
