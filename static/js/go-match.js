// Where along the way somebody is: a hidden Markov model over the walk's cells (Newson and Krumm 2009, made
// small). Every fix makes each cell likelier or less; in between people walk on, stand, turn back, seldom leap.
import { CELL_M } from "./go-line.js";

const BESIDE_M = 7; // streets are broad and drawn, not surveyed
const HEED = 0.4; // how much the direction of walking counts
const ROUGH_M = 15; // with rougher fixes it isn't known
const FLOOR = 1e-4; // how likely a fix is that has nothing to do with anything
const LEAP = 2e-4; // in all, to anywhere not far

const bell = (d, sigma) => Math.exp((-d * d) / (2 * sigma * sigma));

export class Matcher {
  constructor(walk) {
    this.way = walk;
    this.p = new Float64Array(walk.count);
  }

  // Somebody is about `cell`, give or take `metres`.
  place(cell, metres) {
    const sigma = Math.max(1, metres / CELL_M);
    for (let i = 0; i < this.p.length; i += 1) this.p[i] = bell(i - cell, sigma) + 1e-12;
    this.rest();
  }

  // Nothing is known but that he was at `cell` last: near it and ahead is likelier.
  loosen(cell, metres = 400) {
    for (let i = 0; i < this.p.length; i += 1) {
      this.p[i] = Math.exp((-Math.abs(i - cell) * CELL_M) / metres) * (i < cell ? 0.4 : 1);
    }
    this.rest();
  }

  rest() {
    let sum = 0;
    for (const p of this.p) sum += p;
    for (let i = 0; i < this.p.length; i += 1) this.p[i] /= sum;
  }

  // `went` metres were probably walked, `within` how far that may be wrong.
  walk(went, within) {
    const [m, wide] = [went / CELL_M, Math.max(0.8, within / CELL_M)];
    const reach = Math.ceil(m + 3 * wide);
    const kernel = [];
    let sum = 0;
    for (let d = -reach; d <= reach; d += 1) {
      const k = (0.8 * bell(d - m, wide) + 0.05 * bell(d + m, wide)) / wide + 0.15 * bell(d, 0.8) / 0.8;
      kernel.push(k);
      sum += k;
    }
    const count = this.p.length;
    const next = new Float64Array(count);
    for (let i = 0; i < count; i += 1) {
      const p = this.p[i];
      if (p < 1e-9) continue;
      for (let d = -reach; d <= reach; d += 1) {
        const to = Math.min(count - 1, Math.max(0, i + d)); // at the ends he stands
        next[to] += (p * kernel[d + reach]) / sum;
      }
    }
    const leap = LEAP / count;
    for (let i = 0; i < count; i += 1) next[i] += leap;
    this.p = next;
  }

  // Somebody who has reached a stop may turn round anywhere near it and be on the way out.
  leave(to, near) {
    let mass = 0;
    for (let i = Math.max(0, to - near); i <= to; i += 1) {
      mass += this.p[i] * 0.01;
      this.p[i] *= 0.99;
    }
    const last = Math.min(this.p.length - 1, to + near);
    for (let i = to; i <= last; i += 1) this.p[i] += mass / (last - to + 1);
  }

  // A fix; nobody is thought to be before `from` or beyond `to`. `v` is how he moves: where the way runs there
  // and back on one street, that tells which it is.
  see([x, y], sigma, from, to, v) {
    const { cells } = this.way;
    const [along, beside] = [2 * sigma * sigma, 2 * (sigma * sigma + BESIDE_M * BESIDE_M)];
    const speed = Math.hypot(...v);
    const heed = speed > 0.4 && sigma < ROUGH_M ? HEED / speed : 0;
    let sum = 0;
    this.p.fill(0, 0, Math.max(0, from));
    this.p.fill(0, to + 1);
    for (let i = Math.max(0, from); i <= to; i += 1) {
      const [dx, dy] = [x - cells.x[i], y - cells.y[i]];
      const a = dx * cells.ux[i] + dy * cells.uy[i];
      const c = dx * cells.uy[i] - dy * cells.ux[i];
      this.p[i] *= Math.exp(-(a * a) / along - (c * c) / beside + heed * (v[0] * cells.ux[i] + v[1] * cells.uy[i])) + FLOOR;
      sum += this.p[i];
    }
    for (let i = Math.max(0, from); i <= to; i += 1) this.p[i] /= sum;
  }

  // The likeliest place, a mean over its surroundings, in cells.
  where() {
    let top = 0;
    for (let i = 1; i < this.p.length; i += 1) if (this.p[i] > this.p[top]) top = i;
    // Down both sides of the hill, no farther than where the next one begins.
    let [sum, mean] = [this.p[top], this.p[top] * top];
    for (const way of [-1, 1]) {
      for (let i = top + way; Math.abs(i - top) <= 12 && this.p[i] <= this.p[i - way]; i += way) {
        sum += this.p[i];
        mean += this.p[i] * i;
      }
    }
    return mean / sum;
  }
}
