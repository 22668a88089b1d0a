// How long the phone may be left alone: far from the next turn or stop it need not be asked every second.
//
// A rest ends so early that the next turn is still 60 m off at twice the walker's pace, and after 18 seconds
// at the latest: who left the way meanwhile has not gone 40 m. After a rest two fixes are taken.
import { isCalm, metresAhead } from "./go-ahead.js";

const MARGIN_M = 60;
const LONGEST_S = 18;
const SHORTEST_S = 5;
const SLOWEST_MPS = 1.2;
const FIXES = 2; // between two rests
const SURE_M = 30;

export class Duty {
  constructor() {
    Object.assign(this, { fixes: 0, xy: null, t: 0, speed: SLOWEST_MPS });
  }

  // Milliseconds of rest after this fix, by the page's own clock `now`; 0 for none.
  rest(leader, fix, now) {
    const point = leader.walk.plane.to(fix);
    const seconds = (now - this.t) / 1000;
    if (this.xy && seconds > 0) {
      const pace = Math.hypot(point[0] - this.xy[0], point[1] - this.xy[1]) / seconds;
      this.speed = 0.7 * this.speed + 0.3 * Math.min(pace, 50);
    }
    Object.assign(this, { xy: point, t: now });
    this.fixes += 1;
    if (this.fixes < FIXES || !isCalm(leader) || fix.accuracy > SURE_M) return 0;
    const metres = metresAhead(leader) - MARGIN_M;
    const rest = Math.min(LONGEST_S, metres / (2 * Math.max(SLOWEST_MPS, this.speed)));
    if (rest < SHORTEST_S) return 0;
    this.fixes = 0;
    return rest * 1000;
  }
}
