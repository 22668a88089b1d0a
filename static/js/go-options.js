// What is wished while following: the screen kept on, words aloud, stories, the map turned. Kept for next time.
import { listenForHeading } from "./go-heading.js";
import { lacks } from "./go-where.js";
import { keep, recall } from "./store.js";

export const lacksText = (words) => lacks().map((key) => words[key]).join(" ");

export function initOptions(page, words, { teller, where, legMap }) {
  const part = (name) => page.querySelector(`[data-${name}]`);
  const voice = !lacks().includes("no_voice");
  const wish = (name, usual, changed) => {
    const box = part(name);
    box.checked = (recall(name) ?? usual) === "on";
    box.addEventListener("change", () => {
      keep(name, box.checked ? "on" : "off");
      changed(box.checked, true);
    });
    changed(box.checked, false);
  };
  part("go-awake-row").hidden = !("wakeLock" in navigator);
  for (const row of page.querySelectorAll("[data-go-voice-row]")) row.hidden = !voice;
  wish("go-awake", "on", (on) => where.keepAwake(on));
  wish("go-aloud", "off", (on, now) => {
    teller.aloud = on && voice;
    // Phones let a page speak that has spoken once at a tap.
    if (on && now) teller.speak(teller.said.textContent || words.following);
  });
  wish("go-stories", "off", (on) => {
    teller.stories = on && voice;
  });
  wish("go-ahead", "off", (on, now) => {
    legMap.up = on;
    if (on && now) listenForHeading((degrees) => legMap.face(degrees));
    legMap.face(legMap.heading);
  });
  const lacking = part("go-lacks");
  lacking.textContent = lacksText(words);
  lacking.hidden = !lacking.textContent;
  const pace = recall("pace");
  for (const element of page.querySelectorAll("[data-times]")) {
    element.textContent = JSON.parse(element.dataset.times)[pace] ?? element.textContent;
  }
}
