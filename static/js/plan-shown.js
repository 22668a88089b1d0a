// A plan as the page shows it, made of the elements that the server's has (templates/_partials/plan.html).
import { planCalendar } from "./plan-calendar.js";
import { groupLink } from "./plan-link.js";
import { notices } from "./plan-notices.js";
import { planTable } from "./plan-table.js";
import { distanceOf, entryText, groupLine, groupName, leadLine, leftOutText, proofLine, span, stopName, totals, whoIsWhere } from "./plan-worded.js";

// An element with its properties (class, href, data in lower case) and what is in it: elements or texts.
export function el(tag, properties = {}, ...inside) {
  const made = document.createElement(tag);
  Object.entries(properties).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...inside);
  return made;
}

const heading = (id, text) => el("h2", { id, tabindex: "-1" }, text);
const fold = (title, inside, properties = {}) => el("details", { class: "fold", ...properties }, el("summary", {}, title), ...inside);

// In `box`, which holds the usual plan, another one in its place. Its map is drawn by the server alone: the way to that of
// all stops takes its place. `url`: where this plan can be seen again.
export function showPlan(box, plan, say, { url, home, today }) {
  const words = { plan, say, url, home: new URL(home, location.href).href };
  const split = box.querySelector(".split");
  [...box.children].filter((part) => part !== split).forEach((part) => part.remove());
  split.hidden = false;
  const { tour } = plan.asked.trip;
  split.querySelector(".stay figure").replaceWith(el("p", {}, el("a", { href: tour.url }, say("Map of the tour: %(name)s", { name: tour.name }))));
  split.before(summary(plan, say), before(plan, say, today), takeAlong(words), table(plan, say), groups(words));
  split.querySelector(".stay").nextElementSibling.replaceWith(el("section", {},
    heading("stops-h", say("The stops")), stops(plan.stops.map((stop) => [stop, ""])),
    ...(plan.leftOut.length ? [fold(el("h2", {}, say("Not in this plan")), [stops(plan.leftOut.map((left) => [left.stop, leftOutText(left, say)]))])] : [])));
}

function summary(plan, say) {
  return el("section", {},
    heading("plan-h", say("The plan")),
    el("p", { class: "lede" }, leadLine(plan, say)),
    el("ul", { class: "facts-line num" }, ...totals(plan, say).map(([value, label]) => el("li", {}, el("b", {}, String(value)), ` ${label}`))),
    el("p", { class: "after note" }, proofLine(plan, say)),
    el("p", { class: "note" }, plan.asked.trip.words.made));
}

function before(plan, say, today) {
  const found = notices(plan, say, today);
  const line = ({ text, told }) => el("li", {}, text,
    ...(told.as_of ? [" ", el("span", { class: "quiet" }, `(${told.as_of})`)] : []),
    ...(told.sources || []).flatMap(([name, address]) => [" ", el("a", { href: address, rel: "external" }, name)]));
  const box = fold(el("h2", { id: "notices-h" }, say("Know before you go")), [el("ul", { class: "doubt told" }, ...found.map(line))]);
  box.querySelector("summary").append(el("span", { class: "num" }, String(found.length)));
  return box;
}

const fileOf = (name, type, text, label) =>
  el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name }, label);

function calendar({ plan, say, url, home }, group, name, label) {
  return fileOf(name, "text/calendar;charset=utf-8", planCalendar(plan, say, { url, home, now: Date.now(), group }), label);
}

function takeAlong(words) {
  const { plan, say, url } = words;
  const print = el("button", { class: "btn btn--small", type: "button" }, plan.asked.trip.words.print);
  print.addEventListener("click", () => {
    print.closest("[data-plan]").querySelectorAll("details").forEach((each) => { each.open = true; });
    window.print();
  });
  const link = el("input", { id: "plan-link", "aria-labelledby": "plan-link-label", readonly: "", value: url });
  link.addEventListener("focus", () => link.select());
  const dated = plan.request.date !== null;
  const files = [
    ...(dated ? [calendar(words, null, "class-trip.ics", say("Calendar file"))] : []),
    fileOf("class-trip.csv", "text/csv;charset=utf-8", planTable(plan, say), say("Spreadsheet")),
  ];
  return el("section", { class: "screen" },
    heading("take-h", say("Take it along")),
    el("p", {}, print),
    el("ul", { class: "chips" }, ...files.map((file) => el("li", {}, file))),
    el("p", { class: "note" }, dated
      ? say("After a change take the calendar file again: it takes the place of the one before.")
      : say("With a date there is a calendar file too.")),
    el("div", { class: "link-box" },
      el("label", { id: "plan-link-label", for: "plan-link" }, say("The link to this plan; it holds all of it, and nothing is stored here")), link));
}

function table(plan, say) {
  const head = plan.stops.map((stop) => el("th", { scope: "col" }, `${stop.number} `, el("span", { class: "vh" }, stop.name)));
  const rows = whoIsWhere(plan, say).map((cells, k) => el("tr", {},
    el("th", { scope: "row" }, groupName(plan.groups[k], say)), ...cells.map((cell) => el("td", {}, cell))));
  return el("section", {},
    heading("rota-h", say("Who is where")),
    el("div", { class: "rota-room", tabindex: "0", role: "group", "aria-label": say("Table of groups and stops") },
      el("table", { class: "num rota-table" },
        el("caption", { class: "vh" }, say("When each group is at each stop")),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("Group")), ...head)),
        el("tbody", {}, ...rows))));
}

function groups(words) {
  const { plan, say } = words;
  return el("section", {}, heading("groups-h", say("Group by group")),
    el("div", { class: "plan-groups" }, ...plan.groups.map((group, k) => oneGroup(words, group, k))));
}

function oneGroup(words, group, k) {
  const { plan, say } = words;
  const name = groupName(group, say);
  const links = [el("a", { href: `${plan.asked.trip.phone}#${groupLink(plan, group)}` }, say("For the phone of %(group)s: now and next", { group: name }))];
  if (plan.request.date) links.push(calendar(words, group.number, `class-trip-${group.number}.ics`, say("Calendar file of %(group)s", { group: name })));
  const rows = plan.entries[k].map((entry) => el("tr", { class: `is-${entry.kind}` },
    el("th", { scope: "row" }, span(plan, entry.start, entry.end, say)), el("td", {}, entryText(entry, plan, say))));
  return fold(el("h3", { id: `group-${group.number}` }, name), [
    el("p", { class: "quiet" }, `${groupLine(group, say)}. ${say.distance(distanceOf(plan, k))}`),
    ...links.map((link) => el("p", { class: "screen plain-links" }, link)),
    el("table", { class: "num" },
      el("caption", { class: "vh" }, say("The day of %(group)s", { group: name })),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("Time")), el("th", { scope: "col" }, say("What")))),
      el("tbody", {}, ...rows)),
  ], { class: "fold plan-group" });
}

function stops(items) {
  return el("ul", { class: "plan-stops" }, ...items.map(([stop, why]) => el("li", { id: `stop-${stop.number}` },
    el("p", {}, el("a", { href: stop.url }, stopName(stop)), why && `: ${why}`,
      ...(why ? [] : [el("br"), el("span", { class: "quiet" }, stop.address || "")])))));
}
