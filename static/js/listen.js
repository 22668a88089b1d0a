// Listen: the 30-second text in the browser's own voice. The button stays hidden where there is none.

export function initListen(root) {
  const synthesis = window.speechSynthesis;
  for (const block of root.querySelectorAll("[data-listen]")) {
    const button = block.querySelector("button");
    button.hidden = !synthesis || !window.SpeechSynthesisUtterance;
    if (button.hidden) continue;
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
      const utterance = new SpeechSynthesisUtterance(block.querySelector("p").textContent);
      utterance.lang = document.documentElement.lang;
      utterance.onend = utterance.onerror = () => show(false);
      show(true);
      synthesis.speak(utterance);
    });
  }
  window.addEventListener("pagehide", () => synthesis?.cancel());
}
