// The saved copy in the browser's own storage. The service worker serves it and names its caches the
// same way; which copy counts is one record, written last: the new one is there whole or not at all.
import { registration } from "./worker.js";
import { JSON_TYPE, kindOf, takeFiles, takeSheets } from "./saved-parts.js";

export function savedCopy(root) {
  const prefix = `trail:${root}:`;
  const record = `${root}offline/current`;
  const meta = `${prefix}meta`;
  const ofCopies = new RegExp("^(saved|parts|sheets):");
  const ours = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));
  const drop = async (chosen) =>
    Promise.all((await ours()).filter((name) => chosen(name.slice(prefix.length), name)).map((name) => caches.delete(name)));

  const named = (listing, sheets) => ({
    saved: `${prefix}saved:${listing.version}`,
    parts: `${prefix}parts:${listing.version}`,
    sheets: sheets ? `${prefix}sheets:${sheets.version}` : null,
  });

  // { version, data, saved: when, cache, sheets: null or { paper, name, version, cache } }
  async function current() {
    const found = await caches.match(record, { cacheName: meta });
    return found ? found.json() : null;
  }

  // Bytes that have still to be fetched: less than all where an earlier try got some.
  async function left(listing, sheets) {
    const before = await current();
    const { saved, parts, sheets: bound } = named(listing, sheets);
    const missing = async (cacheName, files) => {
      const found = await Promise.all(files.map(({ url }) => caches.match(url, { cacheName })));
      return files.reduce((sum, { bytes }, i) => sum + (found[i] ? 0 : bytes), 0);
    };
    const pages = before?.cache === saved ? 0 : await missing(parts, listing.parts);
    return pages + (sheets ? await missing(bound, sheets.files) : 0);
  }

  // Beside the old copy; what is there when it stops is taken up by the next try.
  async function save(listing, sheets, { progress, signal }) {
    const before = await current();
    const mine = named(listing, sheets);
    const inUse = new Set([before?.cache, before?.sheets?.cache]);
    const wanted = new Set(Object.values(mine));
    await drop((kind, name) => ofCopies.test(kind) && !inUse.has(name) && !wanted.has(name));
    const total = listing.bytes + (sheets?.bytes ?? 0);
    let done = 0;
    const step = (bytes) => progress(Math.min(1, (done += bytes) / total));
    const fresh = before?.cache !== mine.saved;
    try {
      if (fresh) await takeFiles(listing, mine, step, signal);
      else step(listing.bytes);
      if (sheets) await takeSheets(sheets, mine.sheets, step, signal);
      const { version, data_version: data } = listing;
      const bound = sheets && { paper: sheets.paper, name: sheets.name, version: sheets.version, cache: mine.sheets };
      const now = { version, data, cache: mine.saved, sheets: bound, saved: new Date().toISOString() };
      await (await caches.open(meta)).put(record, new Response(JSON.stringify(now), JSON_TYPE));
    } catch (error) {
      // Where there is no room, what was half done would only take more of it.
      const over = (kind, name) => ofCopies.test(kind) && !inUse.has(name);
      if (kindOf(error) === "full") await drop(over).catch(() => {});
      throw error;
    }
    const counts = new Set([mine.saved, mine.sheets]);
    // Visited pages are older than a copy that is new.
    await drop((kind, name) => (ofCopies.test(kind) && !counts.has(name)) || (fresh && kind === "visited"));
  }

  async function remove() {
    await drop(() => true);
    await (await registration(root))?.unregister();
  }

  return { current, left, save, remove };
}
