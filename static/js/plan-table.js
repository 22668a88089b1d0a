// The trip as CSV, a row for everything that a group does: trail/export/tripcsv.py and base/spreadsheet.py write the same.
import { timeOf } from "./plan-clock.js";
import { entryText, metresOf } from "./plan-worded.js";

const COLUMNS = [
  "group", "students", "adults", "date", "start", "end", "minutes", "kind", "what", "stop_number", "site_id", "distance_m",
];
// Where a spreadsheet sees a formula, whatever stands before it that is not seen; East Asian editions take more signs.
const FORMULA = /^[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫−ー]/;
const CELL_STARTS = ";\t\r\n";

// With a byte order mark: without one Excel reads UTF-8 as the machine's own encoding.
export function planTable(plan, say) {
  const rows = plan.groups.flatMap((group, k) => plan.entries[k].map((entry) => rowOf(plan, group, entry, say)));
  return `\ufeff${[COLUMNS, ...rows].map((row) => `${row.map(quoted).join()}\r\n`).join("")}`;
}

function rowOf(plan, group, entry, say) {
  const stop = plan.asked.nodes[entry.node];
  const [start, end] = [entry.start, entry.end].map((minutes) => plan.clock.moment(minutes));
  return [
    group.number, group.students, group.adults, start.day, timeOf(start.minute), timeOf(end.minute),
    entry.end - entry.start, entry.kind, entryText(entry, plan, say), stop.number || "", stop.id,
    entry.kind === "walk" ? halfToEven(metresOf(plan, entry)) : "",
  ];
}

const halfToEven = (number) => {
  const low = Math.floor(number);
  return number - low === 0.5 ? low + (low % 2) : Math.round(number);
};

function quoted(value) {
  const text = typeof value === "string" ? harmless(value) : String(value);
  return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}

// The text, made harmless where a spreadsheet would run it or a part of it.
export function harmless(text) {
  if (/^-?[0-9]+(\.[0-9]+)?$/.test(text)) return text;
  const guarded = text.split("").map((letter, k) => {
    const begins = !k || CELL_STARTS.includes(text[k - 1]);
    return begins && FORMULA.test(text.slice(k)) ? `'${letter}` : letter;
  }).join("");
  return /^[\t\r\n]/.test(guarded) ? `'${guarded}` : guarded;
}
