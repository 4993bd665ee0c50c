/* Hexagons of where businesses are. They arrive as places of a lattice in metres, with a cubic that
   turns metres to degrees: shared corners are one point, so that neighbours meet without a gap. */
import { unpack } from "./map-unpack.js";

const ROW = Math.sqrt(3) / 2;
const [CARE, UNSURE] = [64, 128];
const CORNERS = Array.from({ length: 6 }, (_, step) => {
  const turn = (Math.PI / 3) * step + Math.PI / 6;
  return [Math.cos(turn) / Math.sqrt(3), Math.sin(turn) / Math.sqrt(3)];
});

const cubic = (of, u, v) => of[0] + of[1] * u + of[2] * v + of[3] * u * u + of[4] * u * v
  + of[5] * v * v + of[6] * u ** 3 + of[7] * u * u * v + of[8] * u * v * v + of[9] * v ** 3;

export class Hexes {
  constructor(map, level, payload) {
    const own = payload.overlay;
    Object.assign(this, { map, own });
    const { count } = own;
    const [q, r, state] = unpack(own.cells, [Int16Array, count], [Int16Array, count], [Uint8Array, count]);
    const texts = own.texts.split("|");
    this.cells = Array.from({ length: count }, (_, at) => this.cell(q[at], r[at], state[at], texts[at], at));
  }

  cell(dq, dr, state, text, id) {
    const { width, from } = this.own;
    const [q, r] = [dq + from[0], dr + from[1]];
    const [x, y] = [width * (q + r / 2), ROW * width * r];
    const corners = CORNERS.map(([a, b]) => this.degrees(x + a * width, y + b * width));
    const lats = corners.map((corner) => corner.lat);
    const lngs = corners.map((corner) => corner.lng);
    return {
      id, corners, text, class: state % CARE, care: (state & CARE) > 0, unsure: (state & UNSURE) > 0,
      box: [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)],
    };
  }

  degrees(x, y) {
    const [x0, y0, scale] = this.own.metres;
    const [u, v] = [(x - x0) / scale, (y - y0) / scale];
    return L.latLng(cubic(this.own.lat, u, v), cubic(this.own.lon, u, v));
  }

  trace(ctx, cell) {
    ctx.beginPath();
    for (const corner of cell.corners) {
      const { x, y } = this.map.latLngToLayerPoint(corner);
      ctx.lineTo(x, y);
    }
    ctx.closePath();
  }

  paint(ctx, { ink, lit, spot }) {
    ctx.lineJoin = "round";
    ctx.lineWidth = 0.8;
    ctx.strokeStyle = ink("--edge");
    for (const cell of this.cells) {
      const here = lit === null || lit === String(cell.class);
      this.trace(ctx, cell);
      ctx.globalAlpha = here ? 0.9 : 0.15;
      ctx.fillStyle = this.own.colours[cell.class];
      ctx.fill();
      ctx.globalAlpha = here ? 0.35 : 0.1;
      ctx.stroke();
    }
    const pointed = spot && this.cells[spot.id];
    if (!pointed) return;
    ctx.globalAlpha = 1;
    for (const [width, token] of [[5, "--pick-halo"], [2.4, "--pick"]]) {
      this.trace(ctx, pointed);
      ctx.lineWidth = width;
      ctx.strokeStyle = ink(token);
      ctx.stroke();
    }
  }

  at({ lat, lng }) {
    const cell = this.cells.find(({ box, corners }) => lng >= box[0] && lng <= box[2]
      && lat >= box[1] && lat <= box[3] && corners.every((corner, at) => {
      const next = corners[(at + 1) % 6];
      return (next.lng - corner.lng) * (lat - corner.lat) >= (next.lat - corner.lat) * (lng - corner.lng);
    }));
    if (!cell) return null;
    const { words } = this.own;
    return {
      id: cell.id, entry: String(cell.class), text: cell.unsure ? "" : cell.text,
      lines: [
        { label: words.title },
        { value: cell.text, unit: cell.unsure ? words.unsure : words.value, plain: cell.unsure },
        ...(cell.care ? [{ note: words.care }] : []),
      ],
    };
  }
}
