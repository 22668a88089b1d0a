// What only a browser knows: which day a trip could be on, how dates are picked, and whether the
// page it got is the one that its address asked for.
const LEAD_DAYS = 28; // the countdown begins four weeks ahead

/** The first Tuesday to Thursday at least so many days from `now`, as the date field has it. */
export function schoolDay(now, lead = LEAD_DAYS) {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + lead);
  while (day.getDay() < 2 || day.getDay() > 4) day.setDate(day.getDate() + 1);
  const two = (n) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

const form = document.querySelector(".plan-form");
const date = form?.querySelector("#date");
if (form && "plain" in form.dataset) {
  if (location.search.length > 1) {
    const usual = [...document.querySelectorAll("[data-plan] > *")]; // not the plan that was asked for
    usual.forEach((part) => { part.hidden = true; });
    import("./plan-here.js").then(({ planHere }) => planHere(form, document.querySelector("[data-plan]"))).catch(() => {
      usual.forEach((part) => { part.hidden = false; });
      document.querySelector("[data-no-server]").hidden = false;
    });
  } else {
    if (!date.value) date.value = schoolDay(new Date());
  }
}
// The browser's own picker, unless something else was typed, which it would throw away.
if (date && /^([0-9]{4}-[0-9]{2}-[0-9]{2})?$/.test(date.value)) date.type = "date";
if (form) {
  // Empty fields are as usual: without them the address stays short.
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && field.name !== "date" && field.value === "") field.disabled = true;
    }
  });
}

// The address of a plan that was just begun lacks its id: with it, it stays the same plan.
const id = form?.elements.namedItem("id");
if (id?.value && !new URLSearchParams(location.search).has("id")) {
  history.replaceState(null, "", `${location.search}&id=${id.value}${location.hash}`);
}

const link = document.querySelector("#plan-link");
link?.addEventListener("focus", () => link.select());
