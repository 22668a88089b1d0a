// Once, to whoever reads another language that the guide is told in: that it is there.
import { keep, recall } from "./store.js";

const bare = (tag) => tag.toLowerCase().split("-")[0];

export function initOffer(root) {
  const offers = [...root.querySelectorAll("[data-offer]")];
  if (!offers.length || recall("offered")) return;
  const here = bare(root.documentElement.lang);
  const codes = new Map(offers.map((one) => [one.dataset.offer, one]));
  const wanted = (navigator.languages ?? []).map(bare).find((code) => code === here || codes.has(code));
  const offer = codes.get(wanted);
  if (!offer || wanted === here) return;
  offer.hidden = false;
  keep("offered", wanted); // on this page it stays; no other shows it
  offer.querySelector("button").addEventListener("click", () => {
    offer.hidden = true;
    root.querySelector("main").focus();
  });
}
