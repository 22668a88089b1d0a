// Words of the page's language with their gaps filled, and lengths in them.

const FEET = 3.28084;
const MILE = 1609.344;

export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);

// The form for a number, of those that the language has by CLDR's names: one, few, other.
export const formFor = (forms, number) =>
  forms[new Intl.PluralRules(document.documentElement.lang || undefined).select(number)] ?? forms.other;

const rough = (value) => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value || 1)) - 1);
  return Math.round(value / step) * step;
};

export function distance(metres, words) {
  const lang = document.documentElement.lang || undefined;
  const text = (value, digits = 0) =>
    value.toLocaleString(lang, { maximumFractionDigits: digits });
  if (metres < 0.2 * MILE) {
    return fill(words.feet, { feet: text(rough(metres * FEET)), metres: text(rough(metres)) });
  }
  const digits = metres < 10 * MILE ? 1 : 0;
  return fill(words.miles, { miles: text(metres / MILE, digits), km: text(metres / 1000, digits) });
}
