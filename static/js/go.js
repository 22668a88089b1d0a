// A walk that leads itself: the page's screens, the judge of fixes, and what is told, tied together.
import { Duty } from "./go-duty.js";
import { listenForHeading } from "./go-heading.js";
import { instructionAt, metresToGo } from "./go-ahead.js";
import { Leader } from "./go-judge.js";
import { walkOf } from "./go-line.js";
import { LegMap } from "./go-map.js";
import { Screens } from "./go-screens.js";
import { look } from "./go-look.js";
import { Teller } from "./go-tell.js";
import { initOptions, lacksText } from "./go-options.js";
import { Where } from "./go-where.js";
import { keep, recall } from "./store.js";

const page = document.querySelector("[data-go]");
const words = JSON.parse(document.getElementById("go-words").textContent);
const data = document.getElementById("go-walk").textContent;
const part = (name) => page.querySelector(`[data-${name}]`);
const walk = walkOf(JSON.parse(data));
const screens = new Screens(page, words);
const teller = new Teller(part("go-said"), words, screens, walk);
const legMap = new LegMap();
const duty = new Duty();
const stateKey = `lead:${page.dataset.walk}`;
const version = `${data.length}:${walk.count}`; // of another version of the walk nothing is taken up

function saved() {
  try {
    const before = JSON.parse(recall(stateKey) ?? "null");
    return before?.version === version ? before.state : null;
  } catch {
    return null; // something else wrote there
  }
}

const before = saved();
const leader = new Leader(walk, before);
let at = null; // whether he is at the stop shown; null where nobody knows
const remember = () => keep(stateKey, JSON.stringify({ version, state: leader.save() }));
const isLast = (k) => k >= screens.all.length - 1;

function show(k, isAt, fix = null) {
  at = isAt;
  screens.show(k, at);
  legMap.on(screens.all[k].element, fix);
}

// The screen of what he walks: the stop he is at or has left.
function showLed(fix) {
  const isAt = leader.stands ? true : leader.next === 0 ? null : false;
  if (leader.stop !== screens.current || isAt !== at) {
    show(leader.stop, isAt, fix);
    history.replaceState(null, "", `#${screens.all[leader.stop].id}`);
  }
}

function found(fix, followed) {
  legMap.draw(fix);
  if (!followed) return lookOnce(fix);
  const events = leader.take(fix);
  if (events.length) {
    screens.mark(events.filter(({ stops }) => stops).flatMap(({ stops }) => stops));
    showLed(fix);
    teller.tell(events);
  }
  remember();
  screens.instruction(instructionAt(leader));
  screens.toGo(metresToGo(leader));
  return duty.rest(leader, fix, Date.now());
}

function lookOnce(fix) {
  const { text, stop } = look(fix, { leader, screens, teller, far: Number(page.dataset.farM), begun: at !== null || leader.next > 0 });
  if (stop !== null) {
    screens.mark([stop]);
    leader.put(stop, true);
    remember();
    showLed(fix);
  }
  teller.say(text);
}

// What the screen does is no news that may cover a turn: it stands among the wishes.
const QUIET = ["asleep", "awake_failed"];
function note(text) {
  part("go-lacks").textContent = [lacksText(words), text].filter(Boolean).join(" ");
  part("go-lacks").hidden = false;
}

const where = new Where(page.dataset.walk, {
  found,
  said: (key) => (QUIET.includes(key) ? note(words[key]) : teller.say(words[key], key !== "looking")),
  changed: (on) => {
    const button = part("go-follow");
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? words.following_now : words.follow;
  },
});
const listen = () => listenForHeading((degrees) => legMap.face(degrees));

// A screen that somebody asked for himself: that is where he is, whatever was thought.
function turnTo(k, isAt) {
  if (leader.stop !== k || leader.stands !== isAt) leader.put(isAt || isLast(k) ? k : k + 1, isAt || isLast(k));
  remember();
  show(k, isAt);
  scrollTo({ top: 0, behavior: "instant" });
  screens.all[k].element.querySelector("h2").focus({ preventScroll: true }); // which tells it
  teller.hush(screens.title(k));
}

part("go-locate").addEventListener("click", () => {
  listen();
  where.once();
});
part("go-follow").addEventListener("click", () => {
  if (!where.following) listen();
  where.follow(!where.following);
});
part("go-here").addEventListener("click", (event) => {
  const k = screens.current + 1;
  if (k >= screens.all.length) return;
  event.preventDefault();
  screens.mark([k]);
  history.pushState(null, "", `#${screens.all[k].id}`);
  turnTo(k, true);
});
const goToAsked = () => {
  const k = location.hash ? screens.asked : 0;
  if (k >= 0 && k !== screens.current) turnTo(k, false);
};
addEventListener("hashchange", goToAsked);
part("go-clear").querySelector("button").addEventListener("click", () => {
  screens.clear();
  screens.all[screens.current].element.querySelector("h2").focus();
  teller.say(words.cleared);
});

initOptions(page, words, { teller, where, legMap });
page.classList.add("is-run"); // from here on the script alone says which screen is shown
if (screens.asked > 0 && screens.asked !== leader.stop) leader.put(isLast(screens.asked) ? screens.asked : screens.asked + 1, isLast(screens.asked));
show(leader.stop, leader.stands ? true : leader.next === 0 ? null : false);
if (before && leader.stop) history.replaceState(null, "", `#${screens.all[leader.stop].id}`);
screens.instruction(instructionAt(leader));
where.resume();
