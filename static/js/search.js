// Answers in the page itself, from an index fetched once: while typing, and without a network.
// Without script, or before the index is there, the form asks the server, which ranks the same.
import { fill, formFor } from "./map-words.js";
import { SearchIndex } from "./search-core.js";
import { also, marked, snippet } from "./search-shown.js";

const PAUSE_MS = 150; // of typing, before the answer is told

const config = JSON.parse(document.getElementById("search-config").textContent);
const form = document.querySelector("[data-search]");
const input = form.elements.q;
const status = document.querySelector("[data-search-status]");
const answer = document.querySelector("[data-search-answer]");
const { words } = config;

let index = null;

async function load() {
  index ??= fetch(config.index)
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
    .then((plain) => new SearchIndex(plain));
  try {
    return await index;
  } catch (error) {
    index = null; // the next try asks again
    throw error;
  }
}

function element(name, children = [], attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const pieces = (parts) => parts.map(([text, mark]) => (mark ? element("mark", [text]) : text));

function row(found, number, told) {
  const entry = found.entries[number];
  const [, url, title, names, , line] = entry;
  const lines = [element("b", pieces(marked(found, title, told)))];
  for (const { parts, lang } of also(found, names, told)) {
    lines.push(element("span", pieces(parts), lang ? { lang } : {}));
  }
  if (line) lines.push(element("span", [line]));
  const shown = snippet(found, entry, told);
  if (shown.length) lines.push(element("span", pieces(shown), { class: "snippet" }));
  return element("li", [element("a", [element("span", lines)], { class: "row", href: url })]);
}

function group(found, { kind, count, hits }, told) {
  const parts = [
    element("h2", [`${words.kinds[kind]} `, element("span", [String(count)], { class: "quiet num" })], { id: `found-${kind}` }),
    element("ol", hits.map(({ number }) => row(found, number, told)), { class: "rows" }),
  ];
  if (count > hits.length) {
    const more = words.more.replace("{shown}", hits.length).replace("{count}", count);
    parts.push(element("p", [more], { class: "note after" }));
  }
  return element("section", parts, { "aria-labelledby": `found-${kind}` });
}

function sentence(query, { words: wanted, partly, groups }) {
  if (!query.trim()) return "";
  if (!wanted.length) return words.no_words;
  const count = groups.reduce((sum, one) => sum + one.count, 0);
  if (!count) return words.none;
  const told = fill(formFor(words.found, count), { count });
  return partly ? `${told} ${words.partly}` : told;
}

async function show(query) {
  let found;
  try {
    found = await load();
  } catch {
    return false;
  }
  if (query !== input.value) return true; // typed on meanwhile
  const results = found.search(query);
  const cut = [...query].length > found.limits[0] ? ` ${words.cut}` : "";
  status.textContent = sentence(query, results) + cut;
  answer.replaceChildren(...results.groups.map((one) => group(found, one, results.told)));
  return true;
}

function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", [...query].slice(0, config.most).join(""));
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

let pause;
input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(async () => {
    if (await show(input.value)) remember(input.value);
  }, PAUSE_MS);
});
input.addEventListener("focus", () => load().catch(() => {}), { once: true });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(pause);
  if (await show(input.value)) remember(input.value);
  else form.submit();
});

// A page saved as a file has not seen what was asked: `?q=` is answered here.
const asked = new URL(location.href).searchParams.get("q");
if (asked !== null && config.answered !== true) {
  input.value = asked;
  show(asked);
}
