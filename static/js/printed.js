// Whoever comes from a code on paper is told what has changed since it was printed: the code carries the day
// of the data (#p2026-11-22), the feed of changes says the rest.
const DAY = /^#p(\d{4}-\d\d-\d\d)$/;
const ATOM = "http://www.w3.org/2005/Atom";

const textOf = (entry, tag) => entry.getElementsByTagNameNS(ATOM, tag)[0]?.textContent.trim() ?? "";

// XMLHttpRequest reads XML without a sink that the page's policy closes.
const documentAt = (url) => new Promise((done) => {
  const asked = new XMLHttpRequest();
  asked.open("GET", url);
  asked.responseType = "document";
  asked.onloadend = () => done(asked.status === 200 ? asked.responseXML : null);
  asked.send();
});

export async function initPrinted(box) {
  const printed = DAY.exec(location.hash)?.[1];
  if (!printed) return;
  const read = await documentAt(box.dataset.printed);
  if (!read) return;
  const later = [...read.getElementsByTagNameNS(ATOM, "entry")].filter((entry) => textOf(entry, "updated").slice(0, 10) > printed);
  if (later.length === 0) return;
  const told = Object.assign(document.createElement("p"), { textContent: box.dataset.words });
  const list = document.createElement("ul");
  for (const entry of later) {
    list.append(Object.assign(document.createElement("li"), { textContent: textOf(entry, "title") }));
  }
  box.replaceChildren(told, list);
  box.hidden = false;
}
