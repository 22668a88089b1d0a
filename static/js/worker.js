// Starts the service worker once the page is there, so that it slows no first visit.

export function initWorker(root) {
  const address = root.querySelector("link[data-worker]")?.dataset.worker;
  if (!address || !navigator.serviceWorker) return;
  const start = async () => {
    const first = !navigator.serviceWorker.controller;
    try {
      await navigator.serviceWorker.register(address);
    } catch {
      return; // private browsing, or no network: the page works without
    }
    if (!first) return;
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    active.postMessage({ type: "visited", urls: [location.origin + location.pathname, ...loaded] });
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
}
