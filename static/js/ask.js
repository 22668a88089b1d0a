// A question is sent where there is a signal; without one it stays on this phone and goes out with the next
// page that is opened with one. It is sent once: a second try carries the token of the first.
import { fill } from "./map-words.js";
import { keep, recall } from "./store.js";

const KEY = "questions";
const MOST = 10; // that wait; more than one walk's
const TOKEN = /name="token" value="([^"]+)"/;

const waiting = () => JSON.parse(recall(KEY) ?? "[]");
const store = (questions) => keep(KEY, JSON.stringify(questions));
const tell = (line, text) => Object.assign(line, { textContent: text, hidden: false });

async function freshToken(action) {
  const response = await fetch(action, { cache: "no-store" });
  return response.ok ? (await response.text()).match(TOKEN)?.[1] : undefined;
}

// What stands in for a form that is not on this phone reads off its address what it is about.
function standIn(form) {
  const [, kind, site] = location.pathname.match(/\/(about|wrong)\/([^/]+)\/$/) ?? [];
  if (!site) return;
  form.action = `${form.action}about/${site}/`;
  if (kind !== "wrong") return;
  const words = JSON.parse(form.dataset.report);
  const asked = new URLSearchParams(location.search);
  const [to, field] = [asked.get("to"), asked.get("field") ?? (asked.has("to") ? "directions" : null)];
  const lines = [fill(words.place, { place: decodeURIComponent(site) }), to && fill(words.to, { place: to }), field && fill(words.field, { field })];
  form.elements.text.value = [...lines, words.version, words.wrong].filter(Boolean).join("\n");
}

export function initAsk(form, line) {
  if ("later" in form.dataset) standIn(form);
  const words = JSON.parse(line.dataset.words);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const token = await freshToken(form.action).catch(() => null);
    if (token !== null) {
      if (token) form.elements.token.value = token;
      form.submit();
    } else if (form.reportValidity()) {
      const fields = Object.fromEntries(new FormData(form));
      delete fields.token;
      store([...waiting(), { action: form.action, fields }].slice(-MOST));
      const held = waiting().some(({ fields: { text } }) => text === fields.text);
      if (held) form.elements.text.value = "";
      tell(line, held ? words.kept : words.unkept);
    }
  });
}

export async function sendWaiting(line) {
  const words = JSON.parse(line.dataset.words);
  for (const question of waiting()) {
    const left = () => waiting().filter(({ fields }) => fields.text !== question.fields.text);
    question.token ??= await freshToken(question.action);
    if (!question.token) return;
    store([question, ...left()]); // first: an answer may be lost on its way
    const body = new URLSearchParams({ ...question.fields, token: question.token });
    const { ok, status } = await fetch(question.action, { method: "POST", body });
    if (ok) {
      store(left());
      tell(line, words.sent);
    } else if (status === 403) {
      store([...left(), { ...question, token: undefined }]); // it waited for too long: with a new one next time
    } else return;
  }
}
