// A QR code (ISO/IEC 18004) of a text: bytes, error correction L, versions 1 to 20, one mask.
// A phone reads it off another's screen, where nothing is dirty and one mask is as good as another.

const EC_PER_BLOCK = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];
const FORMAT = 0b111011111000100; // L and mask 0, with its check digits
const LENGTH_BITS = (version) => (version < 10 ? 8 : 16);

function codewords(version) {
  let bits = (16 * version + 128) * version + 64;
  if (version > 1) {
    const marks = Math.floor(version / 7) + 2;
    bits -= (25 * marks - 10) * marks - 55;
    if (version > 6) bits -= 36;
  }
  return bits >> 3;
}

const dataWords = (version) => codewords(version) - EC_PER_BLOCK[version - 1] * BLOCKS[version - 1];

function times(a, b) {
  let product = 0;
  for (let i = 7; i >= 0; i -= 1) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> i) & 1) * a);
  return product & 255;
}

function remainder(data, degree) {
  const divisor = [...Array(degree - 1).fill(0), 1];
  for (let i = 0, root = 1; i < degree; i += 1, root = times(root, 2)) {
    for (let j = 0; j < degree; j += 1) divisor[j] = times(divisor[j], root) ^ (divisor[j + 1] ?? 0);
  }
  const result = Array(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ result.shift();
    result.push(0);
    divisor.forEach((value, i) => (result[i] ^= times(value, factor)));
  }
  return result;
}

function interleaved(data, version) {
  const [degree, count] = [EC_PER_BLOCK[version - 1], BLOCKS[version - 1]];
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const blocks = [];
  for (let k = 0, at = 0; k < count; k += 1) {
    const size = short + (k >= count - longer ? 1 : 0);
    const block = data.slice(at, at + size);
    blocks.push({ block, check: remainder(block, degree) });
    at += size;
  }
  const out = [];
  for (let i = 0; i <= short; i += 1) for (const { block } of blocks) if (i < block.length) out.push(block[i]);
  for (let i = 0; i < degree; i += 1) for (const { check } of blocks) out.push(check[i]);
  return out;
}

function packed(bytes, version) {
  const bits = [];
  const put = (value, length) => { for (let i = length - 1; i >= 0; i -= 1) bits.push((value >> i) & 1); };
  put(4, 4);
  put(bytes.length, LENGTH_BITS(version));
  for (const byte of bytes) put(byte, 8);
  const room = dataWords(version) * 8;
  put(0, Math.min(4, room - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: room / 8 }, (_, k) => parseInt(bits.slice(8 * k, 8 * k + 8).join(""), 2));
}

function frame(version) {
  const size = version * 4 + 17;
  const cells = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (x, y, dark) => { if (x >= 0 && y >= 0 && x < size && y < size) cells[y][x] = dark; };
  const square = (x, y, radius, dark) => {
    for (let dy = -radius; dy <= radius; dy += 1) {
      for (let dx = -radius; dx <= radius; dx += 1) set(x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  };
  for (let i = 0; i < size; i += 1) [[6, i], [i, 6]].forEach(([x, y]) => set(x, y, i % 2 === 0));
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, (far) => far !== 2 && far !== 4);
  const marks = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const step = Math.ceil((version * 4 + 4) / (marks * 2 - 2)) * 2;
  const at = marks ? [6, ...Array.from({ length: marks - 1 }, (_, k) => size - 7 - step * (marks - 2 - k))] : [];
  const corner = (a, b) => (a === 6 && (b === 6 || b === size - 7)) || (a === size - 7 && b === 6);
  for (const x of at) for (const y of at) if (!corner(x, y)) square(x, y, 2, (far) => far !== 1);
  const bit = (value, i) => ((value >> i) & 1) === 1;
  for (let i = 0; i < 15; i += 1) {
    const dark = bit(FORMAT, i);
    const near = i < 6 ? i : i < 8 ? i + 1 : 14 - i;
    set(...(i < 8 ? [8, near] : [i === 8 ? 7 : near, 8]), dark);
    set(...(i < 8 ? [size - 1 - i, 8] : [8, size - 15 + i]), dark);
  }
  set(8, size - 8, true);
  let check = version;
  for (let i = 0; i < 12; i += 1) check = (check << 1) ^ ((check >> 11) * 0x1f25);
  for (let i = 0; version > 6 && i < 18; i += 1) {
    const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
    const dark = bit((version << 12) | check, i);
    set(a, b, dark);
    set(b, a, dark);
  }
  return cells;
}

// Rows of true (dark) and false; null where the text is too long.
export function qrOf(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const fits = (version) => bytes.length * 8 + 4 + LENGTH_BITS(version) <= dataWords(version) * 8;
  const version = BLOCKS.findIndex((_, k) => fits(k + 1)) + 1;
  if (!version) return null;
  const cells = frame(version);
  const words = interleaved(packed(bytes, version), version);
  const size = cells.length;
  let at = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const up = ((right + 1) & 2) === 0; // from 8 to 5: the upright line of the frame is passed over
    for (let k = 0; k < size; k += 1) {
      for (const x of [right, right - 1]) {
        const y = up ? size - 1 - k : k;
        if (cells[y][x] !== null) continue;
        const dark = at < words.length * 8 && ((words[at >> 3] >> (7 - (at & 7))) & 1) === 1;
        cells[y][x] = dark !== ((x + y) % 2 === 0);
        at += 1;
      }
    }
  }
  return cells;
}
