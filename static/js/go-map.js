// Where somebody is on the map of his leg, and the map turned the way he faces where he wishes that.

const MOST = 260; // units: a ring of accuracy larger than the map says nothing
const METRES = 111320; // of a degree of latitude

export class LegMap {
  constructor() {
    Object.assign(this, { element: null, heading: null, up: false });
  }

  on(screen, fix) {
    this.draw(null);
    this.element = screen.querySelector("[data-go-map]");
    this.draw(fix);
    this.face(this.heading);
  }

  draw(fix) {
    const dot = this.element?.querySelector("[data-go-dot]");
    if (!dot) return;
    const [west, north, across, down] = this.element.dataset.goMap.split(" ").map(Number);
    const x = fix ? (((fix.lon - west + 540) % 360) - 180) * across : -1;
    const y = fix ? (north - fix.lat) * down : -1;
    const { width, height } = dot.ownerSVGElement.viewBox.baseVal;
    if (!fix || x < 0 || y < 0 || x > width || y > height) return dot.setAttribute("display", "none");
    dot.removeAttribute("display");
    dot.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    dot.querySelector(".go-sure").setAttribute("r", Math.min(MOST, Math.max(19, (fix.accuracy / METRES) * down)).toFixed(0));
  }

  // `degrees` clockwise from north, or null where the phone doesn't say.
  face(degrees) {
    this.heading = degrees;
    if (!this.element) return;
    const turned = this.up && degrees !== null ? -Math.round(degrees) : 0;
    const beam = this.element.querySelector(".go-beam");
    if (degrees === null) beam.setAttribute("display", "none");
    else {
      beam.removeAttribute("display");
      beam.setAttribute("transform", `rotate(${Math.round(degrees)})`);
    }
    this.element.querySelector("[data-go-turn]").style.transform = turned ? `rotate(${turned}deg)` : "";
    this.element.querySelector("[data-go-north] svg").style.transform = turned ? `rotate(${turned}deg)` : "";
    for (const text of this.element.querySelectorAll("[data-go-upright]")) {
      const middle = Number(text.getAttribute("y"));
      text.setAttribute("transform", turned ? `rotate(${-turned} ${text.getAttribute("x")} ${middle})` : "");
    }
  }
}
