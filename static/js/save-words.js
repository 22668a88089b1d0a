// How big, and what there is: the words about a saved copy.
import { fill } from "./map-words.js";

export const sizeText = (bytes, words, lang) =>
  bytes < 1e6
    ? fill(words.kb, { n: Math.max(1, Math.round(bytes / 1e3)).toLocaleString(lang) })
    : fill(words.mb, { n: (bytes / 1e6).toLocaleString(lang, { maximumFractionDigits: 1 }) });

export const dateText = (saved, lang) =>
  new Date(saved).toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });

const version = (one) => `${one.data ?? one.data_version} (${one.version.slice(0, 6)})`;

// `phase` is how it stands with the list of the server: unasked, asking, making (it is being made), offline or known.
export function stateText({ saved, listing, phase, newer, more, gaps }, words, lang) {
  const lines = [];
  if (saved) {
    const what = saved.sheets ? fill(words.with_sheets, { paper: saved.sheets.name }) : words.without_sheets;
    lines.push(fill(words.saved, { date: dateText(saved.saved, lang), what, version: version(saved) }));
    if (!listing) lines.push(words[phase]);
    else lines.push(newer ? fill(words.newer, { version: version(listing), ...gaps }) : words.newest);
    if (more) lines.push(fill(words.more, gaps));
  } else {
    lines.push(listing ? fill(words.size, gaps) : phase === "offline" ? words.no_size : words[phase]);
    if (gaps.begun) lines.push(words.begun);
  }
  return lines.filter(Boolean).join(" ");
}
