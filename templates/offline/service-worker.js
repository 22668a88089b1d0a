// Keeps what was visited, serves what was saved, and has an honest page for the rest.
// Only this site's own files: a request to any other host is left to the browser.
// Storage may refuse anything at any time: then the page comes from the network alone.

const { root, languages, shell, offline, version, standIns } = {{ config|tojson }};
const PREFIX = `trail:${root}:`; // other sites may live on this host
const SHELL = `${PREFIX}shell:${version}`;
const VISITED = `${PREFIX}visited`;
const META = `${PREFIX}meta`;
const CURRENT = `${root}offline/current`; // what META says under it: { version, cache, ... }
const MOST_PAGES = 250; // visited ones; the oldest go first
const MOST_FILES = 400; // from there on those that no kept page names are looked for
const SPARE = 25; // as many pages more go, so that the next visit needn't clear up again
const PATIENCE_MS = 4000; // then a kept page is shown while the network goes on trying
const under = (paths) => new RegExp(`^${root.replace(/[.]/g, "\\.")}(${paths})`);
const NAMED_BY_HASH = under("static/|maps/|search/index-");
const LIVE = under("api/|pack/|offline(-sheets)?\\.json|healthz|service-worker\\.js");
const ELSEWHERE = languages.length ? under(`(${languages.join("|")})/`) : /$^/; // other workers' pages
const BY_QUERY = under("teach/plan[./]"); // a plan hangs on what was asked for it
const HASHED_NAME = /[\w-]+[.-][0-9a-f]{10}\.\w+/g;

const isOurs = ({ origin, pathname }) =>
  origin === location.origin && pathname.startsWith(root) && !ELSEWHERE.test(pathname) && !LIVE.test(pathname);
const pathOf = (request) => new URL(request.url).pathname;
const isFile = (request) => NAMED_BY_HASH.test(pathOf(request));

self.addEventListener("install", (event) => {
  // What is not named by its hash may lie in the browser's own cache from before.
  const fresh = shell.map((url) => (NAMED_BY_HASH.test(url) ? url : new Request(url, { cache: "reload" })));
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.addAll(fresh))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(tidy()));

async function tidy() {
  // In Firefox a page that was asked for ahead and not found takes the kept one down with it.
  await self.registration.navigationPreload?.disable();
  const old = (await caches.keys()).filter((name) => name.startsWith(`${PREFIX}shell:`) && name !== SHELL);
  // Without room for it the old shell stays until the next time.
  if (old.length) await handOn(old).catch(() => {});
  await self.clients.claim();
}

// Pages visited before an update keep the scripts and styles that they came with.
async function handOn(shells) {
  const visited = await caches.open(VISITED);
  for (const name of shells) {
    const before = await caches.open(name);
    for (const request of (await before.keys()).filter(isFile)) {
      if (!(await visited.match(request))) await visited.put(request, await before.match(request));
    }
  }
  await clearUp(visited);
  for (const name of shells) await caches.delete(name);
}

// Pages go as a whole: first the oldest pages, then the files that none of the others names.
async function clearUp(visited) {
  const all = await visited.keys();
  const pages = all.filter((one) => !isFile(one));
  const over = pages.length > MOST_PAGES ? pages.length - MOST_PAGES + SPARE : 0;
  for (const one of pages.slice(0, over)) await visited.delete(one);
  const named = new Set();
  for (const one of [...pages.slice(over), ...all.filter(isFile)]) {
    const found = await visited.match(one);
    if (!/text|json/.test(found?.headers.get("Content-Type"))) continue;
    for (const name of (await found.text()).match(HASHED_NAME) ?? []) named.add(name);
  }
  const unnamed = all.filter((one) => isFile(one) && !named.has(pathOf(one).split("/").pop()));
  for (const one of unnamed) await visited.delete(one);
}

async function current() {
  const found = await caches.match(CURRENT, { cacheName: META });
  return found ? found.json() : null;
}

// The address without what newsletters and other sites hang on it.
const bare = (url) => url.origin + url.pathname.replace(/\/index\.html$/, "/");

// Of a photograph one size is saved, which stands in for all.
const SIZED = /-(\d+)\.(avif|webp|jpg)$/;
const standsIn = (url) =>
  SIZED.test(url.pathname) ? ["-360.jpg", "-$1.jpg"].map((end) => url.origin + url.pathname.replace(SIZED, end)) : [];

// Visited pages are newer than saved ones: a new saved copy empties them. `from` is that copy where
// the page is its.
async function keptFrom(address) {
  try {
    const saved = await current();
    const url = new URL(address);
    for (const one of new Set([address, bare(url), ...standsIn(url)])) {
      for (const cacheName of [VISITED, saved?.cache, saved?.sheets?.cache, SHELL]) {
        const found = cacheName && (await caches.match(one, { cacheName, ignoreVary: true }));
        if (found) return { found, from: cacheName === saved?.cache ? saved : null };
      }
    }
  } catch {
    // Storage is refused, or broken.
  }
  return { found: null };
}

const kept = async (address) => (await keptFrom(address)).found;

// A page that is shown for want of a network says so, and of when it is: its script reads the mark.
async function marked({ found, from }) {
  if (!/^text\/html/.test(found.headers.get("Content-Type"))) return found;
  const when = from?.saved ?? found.headers.get("Date") ?? "";
  const mark = `<html data-kept="${from ? "saved" : "visited"}" data-kept-on="${when.replace(/[^\w:.,+ -]/g, "")}"`;
  const headers = new Headers(found.headers);
  for (const name of ["Content-Length", "Content-Encoding"]) headers.delete(name);
  return new Response((await found.text()).replace("<html", mark), { headers });
}

const worthKeeping = (response) =>
  response.status === 200 &&
  response.type === "basic" &&
  !response.redirected &&
  !/no-store/.test(response.headers.get("Cache-Control"));

async function keep(address, response) {
  try {
    const url = new URL(address);
    const cache = await caches.open(VISITED);
    await cache.put(BY_QUERY.test(url.pathname) ? address : bare(url), response);
    const all = await cache.keys();
    const files = all.filter(isFile).length;
    if (all.length - files > MOST_PAGES || files === MOST_FILES) await clearUp(cache);
  } catch {
    // No room left: the page was shown all the same.
  }
}

async function fromNetwork(event) {
  const response = await fetch(event.request);
  if (worthKeeping(response)) event.waitUntil(keep(event.request.url, response.clone()));
  return response;
}

// Files named by their hash never change.
async function keptFirst(event) {
  return (await kept(event.request.url)) ?? fromNetwork(event);
}

async function networkFirst(event) {
  const network = fromNetwork(event);
  network.catch(() => {}); // looked at below, after the storage
  const there = await keptFrom(event.request.url);
  if (!there.found) return network.catch(() => unknown(event.request));
  event.waitUntil(network.catch(() => null));
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, null));
  const fresh = network.then(
    (response) => (response.status >= 500 ? null : response),
    () => null,
  );
  return (await Promise.race([fresh, late])) ?? marked(there);
}

async function unknown(request) {
  if (request.mode !== "navigate") return Response.error();
  const url = new URL(request.url);
  const folder = `${bare(url)}/`; // as the server sends on who left out the last stroke
  if (!url.pathname.endsWith("/") && (await kept(folder))) return Response.redirect(folder + url.search);
  for (const [place, standIn] of Object.entries(standIns)) {
    const there = url.pathname.startsWith(place) ? await keptFrom(new URL(standIn, url).href) : {};
    if (there.found) return marked(there);
  }
  const page = await caches.match(offline, { cacheName: SHELL }).catch(() => null);
  if (!page) return Response.error();
  return new Response(page.body, { status: 503, statusText: "Offline", headers: page.headers });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !isOurs(url) || request.headers.has("range")) return;
  if (request.cache === "no-store") return; // a script that wants the network, and keeps the answer itself
  event.respondWith(NAMED_BY_HASH.test(url.pathname) ? keptFirst(event) : networkFirst(event));
});

// The first page was loaded before there was a worker to keep it.
self.addEventListener("message", (event) => {
  if (event.data?.type !== "visited") return;
  const again = async (path) => {
    const url = new URL(path, location.origin).href;
    if (await kept(url)) return;
    const response = await fetch(new Request(url, { cache: "force-cache" }));
    if (worthKeeping(response)) await keep(url, response);
  };
  const urls = event.data.urls.map((url) => new URL(url)).filter(isOurs);
  event.waitUntil(Promise.allSettled(urls.map((url) => again(url.pathname))));
});
