/* Boxes (left, top, right, bottom) that may not overlap, found by the squares that they lie in. */
const GAP = 3;
const CELL = 96;

export const overlaps = (a, b) =>
  a[0] < b[2] + GAP && b[0] < a[2] + GAP && a[1] < b[3] + GAP && b[1] < a[3] + GAP;

export class Grid {
  constructor() {
    this.cells = new Map();
  }

  near(box, visit) {
    const [left, top, right, bottom] = box.map((v, at) =>
      Math.floor((v + (at < 2 ? -GAP : GAP)) / CELL));
    for (let x = left; x <= right; x += 1) {
      for (let y = top; y <= bottom; y += 1) if (visit(x * 1e6 + y)) return true;
    }
    return false;
  }

  free(box) {
    return !this.near(box, (key) => this.cells.get(key)?.some((other) => overlaps(other, box)));
  }

  add(box) {
    this.near(box, (key) => {
      if (this.cells.has(key)) this.cells.get(key).push(box);
      else this.cells.set(key, [box]);
    });
  }
}
