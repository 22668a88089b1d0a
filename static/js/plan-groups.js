// Students into groups, adults to groups: trail/fieldtrip/planner/groups.py says the same.
import { range, sum } from "./plan-rotation.js";

// As few groups of at most `size` as possible, no two of which differ by more than one.
export function split(students, size) {
  const count = Math.ceil(students / size);
  return range(count).map((k) => Math.floor(students / count) + (k < students % count ? 1 : 0));
}

// Each group has adults of its own: one for every `perAdult` students begun.
export const adultsNeeded = (sizes, perAdult) => sum(sizes.map((size) => Math.ceil(size / perAdult)));

// The groups with one adult each, the others with whoever has most students to an adult; `slowOne`: the last is slow.
export function makeGroups(sizes, adults, slowOne = false) {
  const groups = sizes.map((students, k) => ({ number: k + 1, students, adults: 1, slow: slowOne && k + 1 === sizes.length }));
  const share = (group) => group.students / group.adults;
  for (let more = adults - sizes.length; more > 0; more -= 1) groups.reduce((a, b) => (share(b) > share(a) ? b : a)).adults += 1;
  return groups;
}
