/* Places dots on a line so that none hides another: each keeps its place along the line and moves
   off it by as little as its neighbours allow. The same values always give the same picture. */
const RADII = [5.5, 5, 4.5, 4, 3.5, 3, 2.5, 2];

const offset = (x, near, apart) => {
  const blocked = near.map((other) => {
    const reach = Math.sqrt(Math.max(apart ** 2 - (other.x - x) ** 2, 0));
    return [other.y - reach, other.y + reach];
  });
  const free = (y) => blocked.every(([from, to]) => y <= from + 1e-6 || y >= to - 1e-6);
  const tries = [0, ...blocked.flat()].sort((a, b) => Math.abs(a) - Math.abs(b) || a - b);
  return tries.find(free);
};

const placed = (xs, r, room) => {
  const apart = 2 * r + 0.6;
  const spots = [];
  let first = 0;
  for (const x of xs) {
    while (spots.length > first && spots[first].x <= x - apart) first += 1;
    const y = offset(x, spots.slice(first), apart);
    if (Math.abs(y) > room - r) return null;
    spots.push({ x, y });
  }
  return spots.map(({ y }) => y);
};

/* `lines` of ascending places, `room` the pixels above and below each: one radius for the dots of all
   lines, and the offsets of each. Where even the smallest find no room, they overlap at the edges. */
export const swarm = (lines, room) => {
  for (const r of RADII) {
    const spots = lines.map((xs) => placed(xs, r, room));
    if (!spots.includes(null)) return { r, spots };
  }
  const r = RADII.at(-1);
  const inside = (y) => Math.max(r - room, Math.min(room - r, y));
  return { r, spots: lines.map((xs) => placed(xs, r, Infinity).map(inside)) };
};
