// Listen: the 30-second text in the browser's own voice. Where there is none a note stands for the button.

// A voice knows how names are read, or says them twice.
export function spoken(element) {
  const copy = element.cloneNode(true);
  for (const reading of copy.querySelectorAll("rt, rp")) reading.remove();
  return copy.textContent;
}

export function initListen(root) {
  const synthesis = window.speechSynthesis;
  for (const block of root.querySelectorAll("[data-listen]")) {
    const button = block.querySelector("button");
    const note = Object.assign(document.createElement("div"), { className: "note" });
    note.setAttribute("role", "status");
    block.append(note);
    button.hidden = !synthesis || !window.SpeechSynthesisUtterance;
    if (button.hidden) {
      note.textContent = button.dataset.cannot;
      continue;
    }
    const label = button.querySelector("span");
    const listen = label.textContent;
    const show = (speaking) => {
      button.setAttribute("aria-pressed", String(speaking));
      label.textContent = speaking ? button.dataset.stopLabel : listen;
    };
    button.addEventListener("click", () => {
      const speaking = button.getAttribute("aria-pressed") === "true";
      synthesis.cancel();
      if (speaking) return show(false);
      const utterance = new SpeechSynthesisUtterance(spoken(block.querySelector("[data-spoken], p")));
      utterance.lang = document.documentElement.lang;
      utterance.onend = () => show(false);
      utterance.onerror = ({ error }) => {
        show(false);
        if (error !== "canceled" && error !== "interrupted") note.textContent = button.dataset.failed;
      };
      show(true);
      note.textContent = "";
      synthesis.speak(utterance);
    });
  }
  window.addEventListener("pagehide", () => synthesis?.cancel());
}
