/* How a class looks on the map: colours, hatches, line weights. */
const NS = "http://www.w3.org/2000/svg";

/* Pixels: a light halo under a dark edge keeps neighbours of like colour apart. */
export const LINES = {
  province: { halo: 3, edge: 1.4 },
  kabkota: { halo: 2.6, edge: 1.1 },
  kecamatan: { halo: 1.8, edge: 0.7 },
  kelurahan: { halo: 1, edge: 0.4 },
};

export const PARENTS = {
  province: [],
  kabkota: [],
  kecamatan: ["kabkota"],
  kelurahan: ["kecamatan", "kabkota"],
};

export const isCircles = (kind) => kind === "circles" || kind === "divergingcircles";

export const isClass = (char) => char >= "0" && char <= "9";

const svg = (name, attributes, parent) => {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
};

const luminance = (hex) => {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r, g, b] = parts.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const pattern = (defs, id, size, turn) =>
  svg("pattern", {
    id, width: size, height: size, patternUnits: "userSpaceOnUse",
    patternTransform: `rotate(${turn})`,
  }, defs);

/* The hatches live in one hidden svg of the overlay pane; paths refer to them by id. */
export class Patterns {
  constructor(pane) {
    const holder = svg("svg", { width: 0, height: 0, class: "peta-defs", "aria-hidden": "true" }, pane);
    this.defs = svg("defs", {}, holder);
    this.cared = "";
    const ground = (into, size) =>
      svg("rect", { width: size, height: size, fill: "var(--blank)" }, into);
    const ink = { stroke: "var(--hatch)", "stroke-width": 1.1, fill: "none" };
    const nodata = pattern(this.defs, "peta-n", 7, 45);
    ground(nodata, 7);
    svg("path", { d: "M0 0V7", ...ink }, nodata);
    const suppressed = pattern(this.defs, "peta-s", 7, 45);
    ground(suppressed, 7);
    svg("path", { d: "M0 0V7M0 0H7", ...ink }, suppressed);
    const unreliable = pattern(this.defs, "peta-u", 6, 0);
    ground(unreliable, 6);
    svg("circle", { cx: 2, cy: 2, r: 1.1, fill: "var(--hatch)" }, unreliable);
    svg("circle", { cx: 5, cy: 5, r: 1.1, fill: "var(--hatch)" }, unreliable);
  }

  /* One hatched twin per class colour, for values to be read with care. */
  care(colours) {
    if (this.cared === colours.join()) return;
    this.cared = colours.join();
    this.defs.querySelectorAll("[data-care]").forEach((old) => old.remove());
    colours.forEach((colour, index) => {
      const twin = pattern(this.defs, `peta-care-${index}`, 6, -45);
      twin.dataset.care = "";
      svg("rect", { width: 6, height: 6, fill: colour }, twin);
      const line = luminance(colour) > 0.3 ? "#10162b" : "#ffffff";
      svg("path", { d: "M0 0V6", stroke: line, "stroke-width": 1, "stroke-opacity": 0.6 }, twin);
    });
  }
}

/* The fill of area `index` under a payload; circle maps leave areas with a value blank. */
export const fillOf = (payload, index) => {
  const char = payload.classes[index] ?? ".";
  if (char === ".") return "var(--land)";
  if (char === "-" || payload.kind === "hexes" || payload.kind === "points") return "var(--blank)";
  if (!isClass(char)) return `url(#peta-${char})`;
  if (isCircles(payload.kind)) return "var(--blank)";
  if (payload.care[index] === "1") return `url(#peta-care-${char})`;
  return payload.colours[Number(char)];
};
