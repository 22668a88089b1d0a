// The planner's form with what an address asks for in it, and what is wrong with that beside its fields.
import { LISTS } from "./plan-request.js";
import { el } from "./plan-shown.js";

const MOST = 200; // characters of what was typed that come back

// The fields as they were typed; those that were not given hold the usual.
export function fillForm(form, asked) {
  new Set(asked.keys()).forEach((name) => {
    const fields = [...form.elements].filter((field) => field.name === name);
    const values = asked.getAll(name).map((value) => value.slice(0, MOST));
    const [first] = values;
    fields.forEach((field) => {
      if (field.type === "checkbox") field.checked = (LISTS.includes(name) ? values : [first]).includes(field.value);
      // A date that is not written as the browser's own picker writes it would be thrown away.
      else if (field.type === "date" && !/^([0-9]{4}-[0-9]{2}-[0-9]{2})?$/.test(first)) Object.assign(field, { type: "text", value: first });
      else field.value = first;
      const more = field.closest("details");
      if (more && first && field.name !== "place") more.open = true;
    });
    if (name === "id" && !fields.length) form.append(el("input", { type: "hidden", name, value: first }));
  });
}

// Every fault once at the head of the page, with a link to its field, and beside the field.
export function showFaults(form, faults, say) {
  const told = [...new Map([...faults].reverse().map((fault) => [fault.field, fault])).values()].reverse();
  const lines = told.map(({ field, text }) => {
    const at = form.querySelector(`#${field}`);
    if (at && field !== "id") beside(at, field, text);
    const more = at && at.closest("details");
    if (more) more.open = true;
    return el("li", {}, el("a", { href: `#${field}` }, `${labelOf(form, field, say)}: ${text}`));
  });
  const box = el("div", { class: "faults", role: "alert", tabindex: "-1" },
    el("h2", {}, say("No plan can be made of this yet")), el("ul", {}, ...lines));
  form.previousElementSibling.append(box);
  box.focus();
}

function beside(at, field, text) {
  const note = el("p", { class: "fault", id: `${field}-fault` }, text);
  const home = at.matches("fieldset") ? at : at.parentElement.matches("label") ? at.parentElement.parentElement : at.parentElement;
  at.setAttribute("aria-invalid", "true");
  at.setAttribute("aria-describedby", `${at.getAttribute("aria-describedby") || ""} ${note.id}`.trim());
  if (at.matches("fieldset")) at.querySelector("legend").after(note);
  else home.append(note);
}

function labelOf(form, field, say) {
  if (field === "id") return say("Id of the plan");
  const label = form.querySelector(`label[for="${field}"], #${field} > legend`) || form.querySelector(`#${field}`).closest("label");
  return label.textContent.trim();
}
