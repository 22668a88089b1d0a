// Which stops the reader has seen: kept on this device alone, by tour and site.
import { keep, recall } from "./store.js";

const name = (tour) => `seen:${tour}`;

export function seenOf(tour) {
  try {
    const found = JSON.parse(recall(name(tour)) ?? "[]");
    return new Set(Array.isArray(found) ? found.filter((one) => typeof one === "string") : []);
  } catch {
    return new Set(); // something else wrote there
  }
}

export function keepSeen(tour, seen) {
  keep(name(tour), JSON.stringify([...seen]));
}

// On the pages that list a tour's stops: a word beside each stop seen, a sum, and a way to clear it.
export function initSeen(root) {
  for (const list of root.querySelectorAll("[data-seen-tour]")) {
    const tour = list.dataset.seenTour;
    const line = root.querySelector(`[data-seen-line="${tour}"]`);
    const stops = [...list.querySelectorAll("[data-stop]")];
    const show = () => {
      const seen = seenOf(tour);
      let count = 0;
      for (const stop of stops) {
        const word = stop.querySelector("[data-seen-word]");
        word.hidden = !seen.has(stop.dataset.stop);
        if (!word.hidden) count += 1;
      }
      if (!line) return;
      line.hidden = !count;
      const text = line.querySelector("[data-seen-text]");
      text.textContent = text.dataset.seenText.replace("{seen}", count).replace("{count}", stops.length);
    };
    show();
    line?.querySelector("button").addEventListener("click", () => {
      keepSeen(tour, new Set());
      show();
    });
    // The go page may have been walked in another tab, or come back from.
    addEventListener("pageshow", show);
    addEventListener("storage", show);
  }
}
