/* Single businesses: kind of internet use by shape and colour, as in the legend. */
import { unpack } from "./map-unpack.js";

/* Radius in pixels by how many there are: more stand closer. */
const SIZES = [[300, 5], [1000, 4], [Infinity, 3.2]];
const REACH = 9;
const GRID = 65535;

const SHAPES = {
  integrated: (ctx, x, y, r) => ctx.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7),
  promotion: (ctx, x, y, r) => {
    ctx.moveTo(x, y - r * 1.1);
    ctx.lineTo(x + r * 1.05, y + r * 0.85);
    ctx.lineTo(x - r * 1.05, y + r * 0.85);
    ctx.closePath();
  },
  other: (ctx, x, y, r) => {
    ctx.moveTo(x, y - r * 1.15);
    ctx.lineTo(x + r * 1.15, y);
    ctx.lineTo(x, y + r * 1.15);
    ctx.lineTo(x - r * 1.15, y);
    ctx.closePath();
  },
  none: (ctx, x, y, r) => ctx.arc(x, y, r * 0.85, 0, 2 * Math.PI),
  unknown: (ctx, x, y, r) => ctx.rect(x - r * 0.8, y - r * 0.2, r * 1.6, r * 0.4),
};
export class Points {
  constructor(map, level, payload, peta) {
    const own = payload.overlay;
    Object.assign(this, { map, own, peta });
    const { count, bounds: [west, south, east, north] } = own;
    const [x, y, use, age] = unpack(
      own.cells, [Uint16Array, count], [Uint16Array, count], [Uint8Array, count], [Uint8Array, count]);
    this.points = Array.from({ length: count }, (_, id) => ({
      id, use: own.uses[use[id]], name: own.names[use[id]], age: own.ages[age[id]],
      at: L.latLng(south + (y[id] / GRID) * (north - south), west + (x[id] / GRID) * (east - west)),
    }));
    /* In the order of the file: sorted by kind, the last one would seem to be the most common. */
    this.base = SIZES.find(([most]) => count <= most)[1];
  }

  get size() {
    const closer = Math.max(0, this.map.getZoom() - 13);
    return Math.min(8, this.base + 1.5 * closer) * this.peta.scale();
  }

  paint(ctx, { ink, lit, spot }) {
    const { size } = this;
    const colours = Object.fromEntries(this.own.uses.map((use) => [use, ink(use === "unknown" ? "--muted" : `--use-${use}`)]));
    ctx.lineWidth = 1;
    for (const point of this.points) {
      const { x, y } = this.map.latLngToLayerPoint(point.at);
      ctx.globalAlpha = lit === null || lit === point.use ? 0.92 : 0.1;
      this.mark(ctx, point, x, y, size, colours, ink("--halo"));
    }
    const pointed = spot && this.points.find(({ id }) => id === spot.id);
    if (!pointed) return;
    const { x, y } = this.map.latLngToLayerPoint(pointed.at);
    ctx.globalAlpha = 1;
    this.mark(ctx, pointed, x, y, size * 1.5, colours, ink("--halo"));
    ctx.beginPath();
    ctx.arc(x, y, size * 2.2, 0, 2 * Math.PI);
    ctx.lineWidth = 2.2;
    ctx.strokeStyle = ink("--pick");
    ctx.stroke();
  }

  /* A ring for no use, as in the legend; a halo keeps the others apart. */
  mark(ctx, { use }, x, y, size, colours, halo) {
    ctx.beginPath();
    SHAPES[use](ctx, x, y, size);
    if (use === "none") {
      ctx.lineWidth = Math.max(1.5, size * 0.35);
      ctx.strokeStyle = colours[use];
      ctx.stroke();
      return;
    }
    ctx.lineWidth = 1;
    ctx.fillStyle = colours[use];
    ctx.fill();
    ctx.strokeStyle = halo;
    ctx.stroke();
  }

  at(latlng) {
    const here = this.map.latLngToLayerPoint(latlng);
    let best = null;
    let near = REACH * this.peta.scale();
    for (const point of this.points) {
      const away = here.distanceTo(this.map.latLngToLayerPoint(point.at));
      if (away < near) [best, near] = [point, away];
    }
    if (!best) return null;
    return {
      id: best.id, entry: best.use,
      lines: [{ label: this.own.words.title }, { use: best.use, text: best.name }, { text: best.age }],
    };
  }
}
