// What is told: one text for all that a fix brought, once, politely; by vibration; aloud where that is wished.
import { lengthText } from "./lengths.js";
import { fill } from "./map-words.js";

const BUZZ = { arrive: [200, 100, 200], turn: [150], off: [80, 60, 80, 60, 80], wrong: [80, 60, 80, 60, 80] };
const AT_ONCE_M = 8; // a turn so near comes now

export const compassWord = (degrees, words) => words.compass[Math.round(degrees / 45) % 8];

export class Teller {
  constructor(said, words, screens, walk) {
    Object.assign(this, { said, words, screens, walk, aloud: false, stories: false });
  }

  length(metres) {
    return lengthText(metres, this.words.lengths);
  }

  say(text, aloud = true) {
    this.said.textContent = text;
    if (text && aloud && this.aloud) this.speak(text);
  }

  // What the focus tells a screen reader already is only said aloud.
  hush(text) {
    this.say("");
    if (this.aloud) this.speak(text);
  }

  speak(text, anew = true) {
    const synthesis = window.speechSynthesis;
    if (!synthesis || !text) return;
    if (anew) synthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text.replace(/ \([^)]*\)/g, "")); // one unit is enough to hear
    utterance.lang = document.documentElement.lang;
    synthesis.speak(utterance);
  }

  // Returns what was said.
  tell(events) {
    const text = events.map((event) => this.sentence(event, events)).filter(Boolean).join(" ");
    if (!text) return "";
    this.say(text);
    const arrived = events.find(({ type }) => type === "arrive");
    if (this.stories && arrived) this.speak(arrived.stops.map((k) => this.screens.story(k)).join(" "), !this.aloud);
    const buzz = ["arrive", "off", "wrong", "turn"].find((type) => events.some((event) => event.type === type));
    if (buzz) navigator.vibrate?.(BUZZ[buzz]);
    return text;
  }

  sentence(event, all) {
    const { words, screens } = this;
    const compass = event.degrees === undefined ? "" : compassWord(event.degrees, words);
    switch (event.type) {
      case "arrive": {
        const side = this.walk.legs[event.stops[0] - 1]?.arrive ?? "";
        const end = event.end ? words.end : "";
        return [fill(words.arrived, { places: screens.places(event.stops) }), side, end].filter(Boolean).join(" ");
      }
      case "passed":
        return fill(words.passed, { places: screens.places(event.stops) });
      case "depart": {
        if (all.some(({ type }) => type === "arrive")) return ""; // he is there already
        const next = screens.all[event.leg + 1];
        const distance = this.length(this.walk.legs[event.leg].length);
        return `${fill(words.depart, { ...next, distance })} ${screens.text(event.leg, 0)}`;
      }
      case "turn":
        return event.turns.map((turn, i) => this.turn(turn, event.turns[i - 1])).join(" ");
      case "off":
        return fill(words.off, { distance: this.length(event.metres), compass });
      case "back":
        return words.back;
      case "wrong":
        return fill(words.wrong, { compass });
      default:
        return "";
    }
  }

  // A turn that follows another counts from that one.
  turn(turn, before) {
    const metres = before ? turn.metres - before.metres : turn.metres;
    return fill(turn.text, { distance: this.length(Math.max(AT_ONCE_M, metres)) });
  }
}
