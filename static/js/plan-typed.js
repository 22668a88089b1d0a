// Dates, times and whole numbers as people write them: `_Reader` of planner/request.py reads the same. Each takes the text
// and `wrong(code, values)`, which notes a fault and gives null.
import { DAY_MIN, dayMs, isoDay } from "./plan-clock.js";

// "2027-05-18", "5/18/2027", "May 18, 2027", "18 May 2027"; the month comes before the day where both are numbers.
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NAME = `(?<name>${MONTHS.join("|")})[a-z]*\\.?`;
const YEAR_DAY = ["(?<year>[0-9]{4})", "(?<day>[0-9]{1,2})(?:st|nd|rd|th)?"];
const DATES = [
  "(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})",
  "(?<month>[0-9]{1,2})([/.-])(?<day>[0-9]{1,2})\\2(?<year>[0-9]{4})",
  `${NAME}\\s+${YEAR_DAY[1]},?\\s+${YEAR_DAY[0]}`,
  `${YEAR_DAY[1]}\\s+${NAME},?\\s+${YEAR_DAY[0]}`,
].map((form) => new RegExp(`^${form}$`, "i"));
const TIME = /^(?<hour>[01]?[0-9]|2[0-3])(?:[:.h](?<minute>[0-5][0-9])(?::00)?)?\s*(?<half>[ap]\.?\s?m\.?)?$/i;
const DIGITS_TIME = /^([01][0-9]|2[0-3])([0-5][0-9])$/;
const NOON = ["noon", "12 noon", "midday"];

export function dateOf(text, wrong) {
  const found = DATES.map((form) => form.exec(text)).find(Boolean);
  if (!found) return wrong("date");
  const { name, month: digits, year, day } = found.groups;
  const month = name ? MONTHS.indexOf(name.toLowerCase()) + 1 : +digits;
  const ms = dayMs(+year, month, +day);
  if (ms === ms) return isoDay(ms);
  if (!+year || month < 1 || month > 12 || +day < 1 || +day > 31) return wrong("date");
  const after = month === 12 ? dayMs(+year + 1, 1, 1) : dayMs(+year, month + 1, 1);
  return wrong("no_day", { day: +day, last: isoDay(after - DAY_MIN * 60000) });
}

export function minutesOf(text, wrong) {
  if (NOON.includes(text.toLowerCase())) return 720;
  const digits = DIGITS_TIME.exec(text);
  if (digits) return digits[1] * 60 + +digits[2];
  const found = TIME.exec(text);
  if (!found || !(found.groups.minute || found.groups.half)) return wrong("time");
  const { hour, minute, half } = found.groups;
  if (!half) return hour * 60 + +(minute || 0);
  if (hour < 1 || hour > 12) return wrong("time");
  return ((hour % 12) + (/^p/i.test(half) ? 12 : 0)) * 60 + +(minute || 0);
}

export function wholeOf(text, wrong) {
  if (/^[0-9]{1,9}$/.test(text)) return +text;
  if (!/^[+-]?[0-9]{1,20}([.,][0-9]{0,20})?$/.test(text)) return wrong("number");
  if (/[.,]/.test(text)) return wrong("whole");
  // A sign, or more digits than anything here could need.
  return Math.max(-1e9, Math.min(1e9, +text));
}
