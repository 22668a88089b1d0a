// Without a server or a signal the page of the planner comes bare, whatever its address asks: then the plan is made here,
// the same that the server makes.
import { faultText } from "./plan-faults.js";
import { fillForm, showFaults } from "./plan-form.js";
import { makePlan } from "./plan-made.js";
import { FIELDS, Refused, asGiven, parseRequest } from "./plan-request.js";
import { tongue } from "./plan-say.js";
import { showPlan } from "./plan-shown.js";

// Put the plan that the address asks for, or what is wrong with it, in place of the usual one in `box`. Throws where
// that can't be told here.
export async function planHere(form, box, search = location.search) {
  const answer = await fetch(form.dataset.trip);
  if (!answer.ok) throw new Error(answer.statusText);
  const trip = await answer.json();
  const say = tongue(trip.words, document.documentElement.lang || "en");
  const given = new URLSearchParams(search);
  const asked = new URLSearchParams([...given].filter(([name]) => FIELDS.includes(name)));
  fillForm(form, asked);
  const today = localDay(new Date(), trip.zone);
  try {
    const request = begun(parseRequest(asked, trip));
    const plan = makePlan(trip, request, today);
    const url = new URL(`?${new URLSearchParams(asGiven(request))}`, form.action).href.replace(/#.*$/, "");
    if (request.id && !asked.get("id")) {
      const id = Object.assign(document.createElement("input"), { type: "hidden", name: "id", value: request.id });
      form.append(id);
      asked.set("id", request.id);
      history.replaceState(history.state, "", `?${asked}${location.hash}`);
    }
    showPlan(box, plan, say, { url, home: trip.home, today });
    if (location.hash === "#plan-h") box.querySelector("#plan-h").focus();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    box.hidden = true;
    showFaults(form, error.faults.map((fault) => ({ ...fault, text: faultText(fault, say) })), say);
  }
}

// A plan with a date gets an id, so that it stays the same plan when it is changed: it is for calendars.
function begun(request) {
  if (!request.date || request.id) return request;
  const dice = crypto.getRandomValues(new Uint8Array(8));
  return { ...request, id: [...dice].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

function localDay(now, zone) {
  const parts = {};
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" })
    .formatToParts(now).forEach(({ type, value }) => { parts[type] = value; });
  return `${parts.year}-${parts.month}-${parts.day}`;
}
