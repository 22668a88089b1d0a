// Whole numbers as Python's random.Random draws them, so that server and browser try the same: the Mersenne Twister
// (MT19937, Matsumoto and Nishimura 1998), seeded by one number below 2 ** 32.
const SIZE = 624;
const AHEAD = 397;

export class Dice {
  constructor(seed) {
    const state = new Uint32Array(SIZE);
    const before = (k) => state[k - 1] ^ (state[k - 1] >>> 30);
    state[0] = 19650218;
    for (let k = 1; k < SIZE; k += 1) state[k] = Math.imul(1812433253, before(k)) + k;
    let at = 1;
    const turn = (step) => {
      state[at] = step(at);
      at += 1;
      if (at >= SIZE) [state[0], at] = [state[SIZE - 1], 1];
    };
    for (let k = 0; k < SIZE; k += 1) turn((i) => (state[i] ^ Math.imul(before(i), 1664525)) + seed);
    for (let k = 1; k < SIZE; k += 1) turn((i) => (state[i] ^ Math.imul(before(i), 1566083941)) - i);
    state[0] = 0x80000000;
    this.state = state;
    this.at = SIZE;
  }

  word() {
    const { state } = this;
    if (this.at >= SIZE) {
      for (let k = 0; k < SIZE; k += 1) {
        const mixed = (state[k] & 0x80000000) | (state[(k + 1) % SIZE] & 0x7fffffff);
        state[k] = state[(k + AHEAD) % SIZE] ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
      }
      this.at = 0;
    }
    let found = state[this.at];
    this.at += 1;
    found ^= found >>> 11;
    found ^= (found << 7) & 0x9d2c5680;
    found ^= (found << 15) & 0xefc60000;
    return (found ^ (found >>> 18)) >>> 0;
  }

  // A whole number from 0 to `many` - 1.
  below(many) {
    const bits = 32 - Math.clz32(many);
    let found;
    do found = this.word() >>> (32 - bits);
    while (found >= many);
    return found;
  }

  // The items in another order, in their place.
  shuffle(items) {
    for (let k = items.length - 1; k > 0; k -= 1) {
      const other = this.below(k + 1);
      [items[k], items[other]] = [items[other], items[k]];
    }
  }
}
