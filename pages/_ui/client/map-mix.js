/* The mix of internet use by area: one pie an area, as large as its number of businesses. */
import { unpack } from "./map-unpack.js";

const PARTS = 4;
/* Shares come in tenths of a per cent; what they leave is withheld or unreliable, and hatched. */
const WHOLE = 1000;
/* A mark of no use is a ring; its slice is as pale as the palette has it. */
const NONE = "#f3e9c6";
const ABSENT = { n: "nodata", s: "suppressed", u: "unreliable" };
const TOP = -Math.PI / 2;

const hatched = (ctx, ink) => {
  const tile = document.createElement("canvas");
  [tile.width, tile.height] = [5, 5];
  const brush = tile.getContext("2d");
  brush.fillStyle = ink("--blank");
  brush.fillRect(0, 0, 5, 5);
  brush.strokeStyle = ink("--hatch");
  brush.beginPath();
  brush.moveTo(-1, 6);
  brush.lineTo(6, -1);
  brush.stroke();
  return ctx.createPattern(tile, "repeat");
};

export class Mix {
  constructor(map, level, payload, peta) {
    const own = payload.overlay;
    Object.assign(this, { map, own, peta, payload });
    const { count } = own;
    const [index, share, unsized] = unpack(
      own.cells, [Uint16Array, count], [Uint16Array, count * PARTS], [Uint8Array, count]);
    const texts = own.texts.split("|");
    this.pies = Array.from({ length: count }, (_, at) => {
      const [lon, lat] = level.features[index[at]].properties.x;
      const parts = [...share.slice(at * PARTS, (at + 1) * PARTS)];
      return {
        id: index[at], at: L.latLng(lat, lon), unsized: unsized[at] === 1,
        radius: payload.radii[index[at]], texts: texts.slice(at * PARTS, (at + 1) * PARTS),
        ends: parts.map((_own, part) => parts.slice(0, part + 1).reduce((a, b) => a + b, 0)),
      };
    }).sort((a, b) => b.radius - a.radius);
  }

  paint(ctx, { ink, lit, spot }) {
    const scale = this.peta.scale();
    const colours = this.own.uses.map((use) => (use === "none" ? NONE : ink(`--use-${use}`)));
    const rest = hatched(ctx, ink);
    for (const pie of this.pies) {
      const { x, y } = this.map.latLngToLayerPoint(pie.at);
      const radius = pie.radius * scale;
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      ctx.fillStyle = rest;
      ctx.fill();
      pie.ends.forEach((end, part) => {
        const from = part ? pie.ends[part - 1] : 0;
        if (end === from) return;
        ctx.globalAlpha = lit === null || lit === this.own.uses[part] ? 1 : 0.15;
        ctx.beginPath();
        ctx.moveTo(x, y);
        ctx.arc(x, y, radius, TOP + (2 * Math.PI * from) / WHOLE, TOP + (2 * Math.PI * end) / WHOLE);
        ctx.closePath();
        ctx.fillStyle = colours[part];
        ctx.fill();
        ctx.lineWidth = 0.7;
        ctx.strokeStyle = ink("--halo");
        ctx.stroke();
      });
      const pointed = spot?.id === pie.id;
      ctx.globalAlpha = 1;
      ctx.setLineDash(pie.unsized ? [2, 2] : []);
      for (const [width, token] of [[pointed ? 5 : 2.4, "--halo"], [pointed ? 2.6 : 1, pointed ? "--pick" : "--edge"]]) {
        ctx.beginPath();
        ctx.arc(x, y, radius, 0, 2 * Math.PI);
        ctx.lineWidth = width;
        ctx.strokeStyle = ink(token);
        ctx.stroke();
      }
      ctx.setLineDash([]);
    }
  }

  spot(pie) {
    const { names, uses, words } = this.own;
    return {
      id: pie.id, index: pie.id, entry: null,
      lines: [
        { label: words.title },
        ...names.map((name, part) => ({
          use: uses[part], text: name,
          figure: pie.texts[part] ? `${pie.texts[part]} ${words.unit}` : words.unsure,
        })),
      ],
    };
  }

  /* The smallest pie under the pointer is the one meant: it was drawn last. */
  at(latlng) {
    const here = this.map.latLngToLayerPoint(latlng);
    const scale = this.peta.scale();
    const pie = this.pies.findLast(({ at, radius }) =>
      here.distanceTo(this.map.latLngToLayerPoint(at)) <= Math.max(radius * scale, 5));
    return pie ? this.spot(pie) : null;
  }

  /* An area has its mix wherever it is pointed at, or the reason why there is none. */
  of(index) {
    const pie = this.pies.find(({ id }) => id === index);
    if (pie) return this.spot(pie);
    const why = ABSENT[this.payload.classes[index]];
    const { words } = this.own;
    return why ? {
      id: index, index, entry: this.payload.classes[index],
      lines: [{ label: words.title }, { note: this.payload.words[why] }],
    } : null;
  }
}
