import { scriptAddress } from "./trusted.js";

// Starts the service worker once the page is there, so that it slows no first visit.

// `{ refused: true }` where the browser keeps nothing, `{ lost: true }` where the worker could not be fetched.
let begun = null;
export const started = () => begun ?? Promise.resolve({ refused: true });

export function initWorker(root) {
  const address = root.querySelector("link[data-worker]")?.dataset.worker;
  if (!address) return;
  begun = loaded().then(() => start(address));
}

const loaded = () =>
  new Promise((done) => {
    if (document.readyState === "complete") done();
    else addEventListener("load", done, { once: true });
  });

async function start(address) {
  try {
    const { serviceWorker } = navigator; // the getter alone may be refused
    if (!serviceWorker) return { refused: true };
    const before = serviceWorker.controller?.scriptURL; // it may be that of the folder above
    const first = before !== new URL(address, location.href).href;
    const inCharge = new Promise((done) => {
      serviceWorker.addEventListener("controllerchange", done, { once: true });
    });
    await serviceWorker.register(scriptAddress(address));
    if (first) inCharge.then(() => tellVisited(serviceWorker.controller));
    return {};
  } catch (error) {
    // Without a signal the worker of an earlier visit goes on; only the look for a newer one failed.
    if (await isThere()) return {};
    return error instanceof DOMException ? { refused: true } : { lost: true };
  }
}

// That of this root alone: the browser also tells of one whose scope lies above it.
export async function registration(root) {
  const found = await navigator.serviceWorker.getRegistration(root);
  return found && new URL(found.scope).pathname === root ? found : null;
}

async function isThere() {
  try {
    return Boolean(await registration(document.documentElement.dataset.root));
  } catch {
    return false;
  }
}

// The first page was loaded before there was a worker to keep it.
function tellVisited(worker) {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  worker?.postMessage({ type: "visited", urls: [location.origin + location.pathname, ...loaded] });
}
