// Keeps what was visited, serves what was saved, and has an honest page for the rest.
// Only this site's own files: a request to any other host is left to the browser.

const { root, shell, offline, version } = {{ config|tojson }};
const PREFIX = `trail:${root}:`; // other sites may live on this host
const SHELL = `${PREFIX}shell:${version}`;
const VISITED = `${PREFIX}visited`;
const META = `${PREFIX}meta`;
const CURRENT = `${root}offline/current`; // what META says under it: { version, cache, ... }
const MOST_VISITED = 250; // pages, and as many other files; the oldest go first
const PATIENCE_MS = 4000; // then a kept page is shown while the network goes on trying
const NAMED_BY_HASH = new RegExp(`^${root.replace(/[.]/g, "\\.")}(static|maps)/`);
const LIVE = new RegExp(`^${root.replace(/[.]/g, "\\.")}(api/|offline\\.json|offline/[^/]+\\.json|healthz|service-worker\\.js)`);

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.addAll(shell))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(tidy()));

async function tidy() {
  await self.registration.navigationPreload?.enable();
  const old = (name) => name.startsWith(`${PREFIX}shell:`) && name !== SHELL;
  await Promise.all((await caches.keys()).filter(old).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function current() {
  const found = await caches.match(CURRENT, { cacheName: META });
  return found ? found.json() : null;
}

// Visited pages are newer than saved ones: a new saved copy empties them.
async function kept(request) {
  const saved = await current();
  // The kept page answers `?q=` by itself.
  const ignoreSearch = new URL(request.url).pathname === `${root}search/`;
  for (const cacheName of [VISITED, saved?.cache, SHELL]) {
    const found = cacheName && (await caches.match(request, { cacheName, ignoreVary: true, ignoreSearch }));
    if (found) return found;
  }
  return null;
}

const worthKeeping = (response) =>
  response.status === 200 &&
  response.type === "basic" &&
  !response.redirected &&
  !/no-store/.test(response.headers.get("Cache-Control"));

async function keep(request, response) {
  try {
    const cache = await caches.open(VISITED);
    await cache.put(request, response);
    const all = await cache.keys();
    const named = ({ url }) => NAMED_BY_HASH.test(new URL(url).pathname);
    for (const some of [all.filter((one) => !named(one)), all.filter(named)]) {
      const over = some.slice(0, Math.max(0, some.length - MOST_VISITED));
      await Promise.all(over.map((one) => cache.delete(one)));
    }
  } catch {
    // No room left: the page was shown all the same.
  }
}

async function fromNetwork(event) {
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  if (worthKeeping(response)) event.waitUntil(keep(event.request, response.clone()));
  return response;
}

// Files named by their hash never change.
async function keptFirst(event) {
  return (await kept(event.request)) ?? fromNetwork(event);
}

async function networkFirst(event) {
  const network = fromNetwork(event);
  const found = await kept(event.request);
  if (!found) return network.catch(() => unknown(event.request));
  event.waitUntil(network.catch(() => null));
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, found));
  const fresh = network.then(
    (response) => (response.status >= 500 ? found : response),
    () => found,
  );
  return Promise.race([fresh, late]);
}

async function unknown(request) {
  if (request.mode !== "navigate") return Response.error();
  const page = await caches.match(offline, { cacheName: SHELL });
  if (!page) return Response.error();
  return new Response(page.body, { status: 503, statusText: "Offline", headers: page.headers });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (!url.pathname.startsWith(root) || LIVE.test(url.pathname) || request.headers.has("range")) return;
  event.respondWith(NAMED_BY_HASH.test(url.pathname) ? keptFirst(event) : networkFirst(event));
});

// The first page was loaded before there was a worker to keep it.
self.addEventListener("message", (event) => {
  if (event.data?.type !== "visited") return;
  const again = async (url) => {
    const request = new Request(url, { cache: "force-cache" });
    if (await kept(request)) return;
    const response = await fetch(request);
    if (worthKeeping(response)) await keep(url, response);
  };
  const ours = ({ origin, pathname }) => origin === location.origin && pathname.startsWith(root) && !LIVE.test(pathname);
  const urls = event.data.urls.map((url) => new URL(url)).filter(ours);
  event.waitUntil(Promise.allSettled(urls.map((url) => again(url.pathname))));
});
