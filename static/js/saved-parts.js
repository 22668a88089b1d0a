// What a copy is made of: the parts of the pack, unpacked file by file, and printed sheets as they are.
// Each is checked by its hash before it is kept, and what is kept is not fetched a second time.

const TOGETHER = 24; // files written at a time
const POLICIES = ["Content-Type", "Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options"];
export const JSON_TYPE = { headers: { "Content-Type": "application/json" } };

// What went wrong, by its kind.
export class Trouble extends Error {
  constructor(kind, cause) {
    super(cause ? `${kind}: ${cause.message}` : kind);
    this.kind = kind;
  }
}

// Storage refuses room, or the whole of it. Anything that nobody foresaw is a fault of ours.
export function kindOf(error) {
  if (error instanceof Trouble) return error.kind;
  const kinds = { AbortError: "stopped", QuotaExceededError: "full" };
  return kinds[error?.name] ?? (error instanceof DOMException ? "refused" : "failed");
}

function stopIf(signal) {
  if (signal.aborted) throw new DOMException("stopped", "AbortError");
}

// Only what comes over the network can be lost on the way.
async function overNetwork(step) {
  try {
    return await step();
  } catch (error) {
    throw error instanceof TypeError ? new Trouble("lost", error) : error;
  }
}

async function fetched({ url, hash, length }, signal) {
  const response = await overNetwork(() => fetch(url, { cache: "no-store", signal }));
  if (response.status === 404) throw new Trouble("changed");
  if (response.status !== 200) throw new Trouble("lost");
  const body = await overNetwork(() => response.arrayBuffer());
  if (body.byteLength < length) throw new Trouble("lost"); // cut off in the middle
  if (hash && (await hashOf(body)) !== hash) throw new Trouble("broken");
  return { body, headers: response.headers };
}

export async function takeFiles(listing, { saved, parts }, step, signal) {
  const [cache, held] = [await caches.open(saved), await caches.open(parts)];
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const wanted = new Map(listing.files.map(({ url, hash }) => [url, hash]));
  const encoder = new TextEncoder();
  let pieces = [""]; // counted from 1
  let fresh = 1; // the first that no file has named
  let headers = [];
  const bytesOf = (content) =>
    typeof content === "string"
      ? Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
      : encoder.encode(content.map((number) => pieces[number]).join(""));
  // 0 is the first piece not named yet; -n stands for the n pieces after the one before it.
  const listed = (content) => {
    const numbers = [];
    let last = 0;
    const take = (number) => {
      numbers.push(number);
      last = number;
      if (number === fresh) fresh += 1;
    };
    for (const number of content) {
      if (number >= 0) take(number || fresh);
      else for (let k = number; k < 0; k += 1) take(last + 1);
    }
    return numbers;
  };
  const write = async ([url, number, packed]) => {
    // In the order of the list, also of a file that is there.
    const content = typeof packed === "string" ? packed : listed(packed);
    if (!there.has(new URL(url, location.origin).href)) {
      const body = bytesOf(content);
      if ((await hashOf(body)) !== wanted.get(url)) throw new Error(`not as the list has it: ${url}`);
      await cache.put(url, new Response(body, { headers: headers[number] }));
    }
    wanted.delete(url);
  };
  for (const part of listing.parts) {
    const { files, ...more } = await partOf(part, held, signal);
    pieces = pieces.concat(more.pieces);
    headers = headers.concat(more.headers);
    for (let i = 0; i < files.length; i += TOGETHER) {
      stopIf(signal);
      await Promise.all(files.slice(i, i + TOGETHER).map(write));
    }
    step(part.bytes);
  }
  for (const url of wanted.keys()) throw new Error(`in no part: ${url}`);
}

// Later parts are made of pieces of earlier ones, so these are kept until all are there.
async function partOf(part, held, signal) {
  const found = await held.match(part.url);
  if (found) return found.json();
  const { body } = await fetched(part, signal);
  await held.put(part.url, new Response(body, JSON_TYPE));
  return JSON.parse(new TextDecoder().decode(body));
}

export async function takeSheets(sheets, name, step, signal) {
  const cache = await caches.open(name);
  for (const file of sheets.files) {
    stopIf(signal);
    if (!(await cache.match(file.url))) {
      const { body, headers } = await fetched(file, signal);
      const kept = POLICIES.filter((one) => headers.has(one)).map((one) => [one, headers.get(one)]);
      await cache.put(file.url, new Response(body, { headers: kept }));
    }
    step(file.bytes);
  }
}

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
