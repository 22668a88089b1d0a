// What a plan is told with: messages with their values, times, days and lengths, as trail/guide/words/phrases.py has them.
// The messages are those of the server's catalogue, by their English; trail/web/teach/carried.py finds them in the scripts.
import { timeOf } from "./plan-clock.js";
import { lengthsOf } from "./plan-lengths.js";

const NO_BREAK = "\u00a0";
const joined = (text) => text.replace(/ /g, NO_BREAK);

// `words`: said and counted by message, clock and days as patterns, the units.
export function tongue(words, lang) {
  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (gap, name) => values[name] ?? gap);
  const say = (message, values = {}) => fill(words.said[message] ?? message, values);
  say.counted = (one, many, count) => {
    const forms = words.counted[one] ?? { one, other: many };
    return fill(forms[new Intl.PluralRules(lang).select(count)] ?? forms.other, { count });
  };
  say.clock = (minute) => {
    const [hour, rest] = timeOf(minute).split(":");
    const half = +hour % 12 || 12;
    const shown = { HH: hour, H: +hour, hh: String(half).padStart(2, "0"), h: half, mm: rest };
    return words.clock.replace(/HH|H|hh|h|mm/g, (part) => shown[part]);
  };
  say.day = (iso) => {
    const [year, month, day] = iso.split("-").map(Number);
    return words.days[month - 1].replace("{year}", year).replace("{day}", day);
  };
  say.minutes = (count) => {
    const [hours, rest] = [Math.floor(count / 60), count % 60];
    if (!hours) return joined(say("%(count)s min", { count: rest }));
    if (!rest) return joined(say("%(count)s h", { count: hours }));
    return joined(say("%(hours)s h %(rest)s min", { hours, rest }));
  };
  say.distance = (metres) => joined(lengthsOf(metres, say, words.units));
  return say;
}
