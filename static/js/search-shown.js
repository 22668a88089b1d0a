// What is shown of an entry: the words asked for are marked, and the text about the first of them.

export function marked(index, text, told, start = 0, end = text.length) {
  const parts = [];
  let at = start;
  for (const token of index.tokens(text)) {
    if (!told.has(token.word) || token.start < start || token.start >= end || token.end <= at) continue;
    const first = Math.max(token.start, at);
    const last = parts[parts.length - 1];
    if (first > at) parts.push([text.slice(at, first), false], [text.slice(first, token.end), true]);
    else if (last?.[1]) last[0] += text.slice(first, token.end);
    else parts.push([text.slice(first, token.end), true]);
    at = token.end;
  }
  if (at < end) parts.push([text.slice(at, end), false]);
  return parts;
}

export function snippet(index, [, , , , , , summary, text], told) {
  for (const one of [summary, text]) {
    const words = index.tokens(one);
    const found = words.findIndex(({ word }) => told.has(word));
    if (found >= 0) return about(index, one, words, found, told);
  }
  const one = summary || text;
  return about(index, one, index.tokens(one), 0, told);
}

function about(index, text, words, found, told) {
  const [lead, tail] = index.window;
  const first = Math.max(0, found - lead);
  const cut = found + tail < words.length - 1;
  const parts = marked(index, text, told, first ? words[first].start : 0, cut ? words[found + tail].end : text.length);
  return [...(first ? [["… ", false]] : []), ...parts, ...(cut ? [["…", false]] : [])];
}

export function also(index, names, told) {
  return names
    .map(([name, lang]) => ({ parts: marked(index, name, told), lang }))
    .filter(({ parts }) => parts.some(([, mark]) => mark));
}
