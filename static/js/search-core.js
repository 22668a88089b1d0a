// Search as trail/search/index.py does it, over the index that it wrote: same entries, same rules,
// same order. A test asks both the same questions.
import { oneSlip } from "./search-slip.js";

const WORD = /[\p{L}\p{N}]+(?:['’ʼ‘`][\p{L}\p{N}]+)*/gu;
const MARKS = /\p{M}/gu;
const FOLDED = new Map();
function fold(text) {
  if (!FOLDED.has(text)) {
    FOLDED.set(text, text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(MARKS, ""));
  }
  return FOLDED.get(text);
}

export class SearchIndex {
  constructor(plain) {
    Object.assign(this, plain);
    this.stopWords = new Set(plain.stop);
    this.part = new RegExp(`[${plain.cjk}]+|[^${plain.cjk}]+`, "gu");
    this.isCjk = new RegExp(`^[${plain.cjk}]`, "u");
    this.ending = new RegExp(plain.endings);
    this.rules = plain.sounds.map(([pattern, by]) => [new RegExp(pattern, "g"), by]);
    this.finds = new Map(); // word -> entry -> the best field it stands in
    this.titleWords = this.entries.map(([, , title, names, about, , summary, text], number) => {
      const fields = [title, names.map(([name]) => name).join(" "), about, summary, text];
      fields.forEach((one, field) => {
        for (const { word } of this.tokens(one)) {
          if (!this.finds.has(word)) this.finds.set(word, new Map());
          const entries = this.finds.get(word);
          if (!entries.has(number)) entries.set(number, field);
        }
      });
      const told = this.tokens(title).filter(({ word }) => !this.stopWords.has(word));
      return Math.max(1, new Set(told.map(({ word }) => word)).size);
    });
    this.heard = [...this.finds.keys()].map((word) => [this.sound(word), word]);
    this.forms = new Map(); // what the forms of a word have in common -> those there are
    for (const word of this.finds.keys()) this.forms.set(this.stem(word), [...(this.forms.get(this.stem(word)) ?? []), word]);
  }

  sound(word) {
    let latin = [...word].map((letter) => this.letters[letter] ?? letter).join("");
    for (const [pattern, by] of this.rules) latin = latin.replace(pattern, by);
    return latin.replace(/(.)\1+/gu, "$1");
  }

  stem(word) {
    return word.replace(this.ending, "$1");
  }

  tokens(text) {
    const found = [];
    for (const match of text.matchAll(WORD)) {
      for (const part of match[0].matchAll(this.part)) {
        const start = match.index + part.index;
        if (!this.isCjk.test(part[0])) {
          const word = fold(part[0].replace(/['’ʼ‘`]/g, ""));
          if (word) found.push({ word, start, end: start + part[0].length });
          continue;
        }
        const last = start + part[0].length;
        for (let at = start, end; at < last; at += 1) {
          end = Math.min(at + 2, last);
          found.push({ word: fold(text.slice(at, end)), start: at, end });
        }
      }
    }
    return found;
  }

  queryWords(query) {
    const [characters, most] = this.limits;
    const all = this.tokens([...query].slice(0, characters).join("").normalize("NFC"));
    const words = new Set();
    all.forEach(({ word, start, end }, i) => {
      const before = all[i - 1];
      if (!(before && before.end === end && before.start < start)) words.add(word);
    });
    const telling = [...words].filter((word) => !this.stopWords.has(word));
    return (telling.length ? telling : [...words]).slice(0, most);
  }

  near(word) {
    const [same, sounds, begins, soundsBeginning, slip] = this.nearness;
    const long = this.limits[3];
    const heard = this.sound(word);
    const near = new Map();
    for (const [other, found] of this.heard) {
      let nearness = 0;
      if (heard && other === heard) nearness = sounds;
      else if ([...heard].length > 1 && other.startsWith(heard)) nearness = soundsBeginning;
      if (found.startsWith(word)) nearness = found === word ? same : Math.max(begins, nearness);
      if (nearness) near.set(found, nearness);
    }
    for (const found of this.forms.get(this.stem(word)) ?? []) near.set(found, Math.max(sounds, near.get(found) ?? 0));
    if (near.size || [...word].length < long || !/^\p{L}+$/u.test(word)) return near;
    for (const [other, found] of this.heard) {
      if ([...found].length >= long && (oneSlip(word, found) || oneSlip(heard, other))) near.set(found, slip);
    }
    return near;
  }

  // As the server's: { words, partly, told, groups: [{ kind, count, hits: [{ number, score }] }] }.
  search(query) {
    const words = this.queryWords(query);
    const [, , mostHits, , wholeTitle] = this.limits;
    const scores = this.entries.map(() => ({ score: 0, matched: 0, titled: 0, named: false }));
    const told = new Set();
    for (const word of words) {
      const best = new Map();
      const titled = new Set();
      for (const [found, nearness] of this.near(word)) {
        told.add(found);
        for (const [number, field] of this.finds.get(found)) {
          best.set(number, Math.max(best.get(number) ?? 0, nearness * this.weights[field]));
          if (field === 0) titled.add(number);
          if (field <= 1) scores[number].named = true;
        }
      }
      for (const [number, points] of best) {
        scores[number].score += points;
        scores[number].matched += 1;
        scores[number].titled += titled.has(number) ? 1 : 0;
      }
    }
    const most = Math.max(0, ...scores.map(({ matched }) => matched));
    const ranked = [];
    scores.forEach(({ score, matched, titled, named }, number) => {
      if (!most || matched !== most) return;
      const title = this.titleWords[number];
      const whole = Math.floor((wholeTitle * Math.min(titled, title)) / title);
      ranked.push({ number, score: score + whole + (named ? this.named[this.entries[number][0]] : 0) });
    });
    ranked.sort((a, b) => b.score - a.score || a.number - b.number);
    const groups = new Map();
    for (const hit of ranked) {
      const kind = this.entries[hit.number][0];
      if (!groups.has(kind)) groups.set(kind, { kind: this.kinds[kind], count: 0, hits: [] });
      const group = groups.get(kind);
      group.count += 1;
      if (group.hits.length < mostHits) group.hits.push(hit);
    }
    return { words, partly: most > 0 && most < words.length, told, groups: [...groups.values()] };
  }
}
