// Then and now as one picture with a slider; without this script they stand as two.
export function initPairs(root) {
  for (const pair of root.querySelectorAll(".pair")) {
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: 100, value: 50 });
    slider.setAttribute("aria-label", pair.dataset.label);
    const show = () => {
      pair.style.setProperty("--shown", `${slider.value}%`);
    };
    slider.addEventListener("input", show);
    show();
    pair.classList.add("pair--slide");
    pair.after(slider);
  }
}
