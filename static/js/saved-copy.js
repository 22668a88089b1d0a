// The saved copy in the browser's own storage. The service worker serves it and
// names its caches the same way; which copy counts is one record, written last.

// What went wrong, by its kind; `cause` is what the browser said of it.
export class Trouble extends Error {
  constructor(kind, cause) {
    super(cause ? `${kind}: ${cause.message}` : kind);
    this.kind = kind;
  }
}

// Of what storage refuses: room, or the whole of it. Anything else is a fault of ours.
export function kindOf(error) {
  if (error instanceof Trouble) return error.kind;
  const kinds = { AbortError: "stopped", QuotaExceededError: "full" };
  return kinds[error?.name] ?? (error instanceof DOMException ? "refused" : "failed");
}

const stopIf = (signal) => {
  if (signal.aborted) throw new DOMException("stopped", "AbortError");
};

const TOGETHER = 24; // files written at a time
const JSON_TYPE = { headers: { "Content-Type": "application/json" } };
const LOADED = 0.6; // of the progress bar, for what comes over the network

export function savedCopy(root) {
  const prefix = `trail:${root}:`;
  const record = `${root}offline/current`;
  const meta = `${prefix}meta`;
  const ours = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));

  async function current() {
    const found = await caches.match(record, { cacheName: meta });
    return found ? found.json() : null;
  }

  // Whole beside the old one; only then the record changes and the old one goes.
  async function save(listing, { progress, signal }) {
    const cache = `${prefix}saved:${listing.version}`;
    const before = await current();
    if (before?.cache === cache) return before;
    try {
      await caches.delete(cache); // what a closed page may have left half done
      const pack = await load(listing, (part) => progress(part * LOADED), signal);
      await write(await caches.open(cache), pack, listing, (part) => progress(LOADED + part * (1 - LOADED)), signal);
      const now = { version: listing.version, data: listing.data_version, cache, saved: new Date().toISOString() };
      await (await caches.open(meta)).put(record, new Response(JSON.stringify(now), JSON_TYPE));
      const old = (await ours()).filter((name) => name.includes(":saved:") && name !== cache);
      await Promise.all([...old, `${prefix}visited`].map((name) => caches.delete(name)));
      return now;
    } catch (error) {
      await caches.delete(cache).catch(() => {});
      throw error;
    }
  }

  async function remove() {
    await Promise.all((await ours()).map((name) => caches.delete(name)));
    const registration = await navigator.serviceWorker.getRegistration(root);
    await registration?.unregister();
  }

  return { current, save, remove };
}

// Only what comes over the network can be lost on the way.
async function overNetwork(step) {
  try {
    return await step();
  } catch (error) {
    throw error instanceof TypeError ? new Trouble("lost", error) : error;
  }
}

async function load(listing, progress, signal) {
  const response = await overNetwork(() => fetch(listing.pack, { cache: "no-store", signal }));
  if (response.status === 404) throw new Trouble("changed");
  if (response.status !== 200) throw new Trouble("lost");
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const texts = [];
  for (let got = 0; ; ) {
    const { done, value } = await overNetwork(() => reader.read());
    if (done) break;
    got += value.length;
    texts.push(decoder.decode(value, { stream: true }));
    progress(Math.min(1, got / listing.length));
  }
  try {
    return JSON.parse(texts.join("") + decoder.decode());
  } catch {
    throw new Trouble("lost"); // cut off in the middle
  }
}

async function write(cache, pack, listing, progress, signal) {
  const wanted = new Map(listing.files.map(({ url, hash }) => [url, hash]));
  const encoder = new TextEncoder();
  const bytesOf = (content) =>
    typeof content === "string"
      ? Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
      : encoder.encode(content.map((number) => pack.pieces[number]).join(""));
  const one = async ([url, , headers, content]) => {
    const body = bytesOf(content);
    if ((await hashOf(body)) !== wanted.get(url)) throw new Trouble("broken");
    await cache.put(url, new Response(body, { headers: pack.headers[headers] }));
    wanted.delete(url);
  };
  for (let i = 0; i < pack.files.length; i += TOGETHER) {
    stopIf(signal);
    await Promise.all(pack.files.slice(i, i + TOGETHER).map(one));
    progress((i + 1) / pack.files.length);
  }
  if (wanted.size) throw new Trouble("broken");
}

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
