/* What is drawn over blank areas: hexagons, single points, mixes. One canvas of Leaflet's, one path
   on it that paints whatever kind the payload holds. The mouse goes through it to the areas, so
   that pointing and choosing work as ever; what lies under the pointer is asked for on top. */
import { Hexes } from "./map-hexes.js";
import { Mix } from "./map-mix.js";
import { Points } from "./map-points.js";

const KINDS = { hexes: Hexes, points: Points, mix: Mix };
/* Hexagons lie under the outlines of larger areas, marks over them. */
const HEIGHT = { hexes: 415, points: 430, mix: 430 };

const Sheet = L.Path.extend({
  options: { interactive: false, stroke: false, fill: false },
  initialize(paint, options) {
    this.paint = paint;
    L.setOptions(this, options);
  },
  _project() {
    this._pxBounds = this._renderer._bounds;
  },
  _reset() {
    this._project();
    this._update();
  },
  _update() {
    if (this._map) this._updatePath();
  },
  _updatePath() {
    if (this._renderer._drawing) this.paint(this._renderer._ctx);
  },
});

export class Overlay {
  constructor(map, peta) {
    Object.assign(this, { map, peta, drawn: null, lit: null, spot: null });
    this.pane = map.createPane("overlaid");
    this.pane.style.pointerEvents = "none";
    this.probe = L.DomUtil.create("i", "", this.pane);
    this.sheet = new Sheet((ctx) => this.paint(ctx), {
      pane: "overlaid", renderer: L.canvas({ pane: "overlaid", padding: 0.3 }),
    });
  }

  /* Takes what the payload holds, or leaves the map. */
  show(level, payload) {
    const Kind = payload.overlay ? KINDS[payload.kind] : null;
    this.spot = null;
    this.drawn = Kind ? new Kind(this.map, level, payload, this.peta) : null;
    this.map.getContainer().dataset.drawn = this.drawn ? payload.overlay.count : "";
    if (!this.drawn) {
      this.sheet.remove();
      return;
    }
    this.pane.style.zIndex = HEIGHT[payload.kind];
    if (this.map.hasLayer(this.sheet)) this.sheet.redraw();
    else this.sheet.addTo(this.map);
  }

  get active() {
    return this.drawn !== null;
  }

  paint(ctx) {
    if (!this.drawn) return;
    const known = new Map();
    const ink = (name) => {
      if (!known.has(name)) known.set(name, this.resolve(name));
      return known.get(name);
    };
    ctx.save();
    this.drawn.paint(ctx, { ink, lit: this.lit, spot: this.spot });
    ctx.restore();
  }

  /* A canvas does not know variables, nor light-dark(): the colour that they come to, today. */
  resolve(name) {
    this.probe.style.color = `var(${name})`;
    return getComputedStyle(this.probe).color;
  }

  redraw() {
    if (this.drawn) this.sheet.redraw();
  }

  /* Only what belongs to one entry of the legend keeps its ink; null undoes it. */
  light(entry) {
    if (this.lit === entry) return;
    this.lit = entry;
    this.redraw();
  }

  /* What lies at a point of the map: { lines, entry, index? }, or null. `index` names the area
     that it belongs to, where that is not the area under the pointer. */
  at(latlng) {
    return this.drawn?.at(latlng) ?? null;
  }

  /* The mark of an area that was pointed at elsewhere, or null. */
  of(index) {
    return this.drawn?.of?.(index) ?? null;
  }

  mark(spot) {
    const same = spot?.id === this.spot?.id;
    this.spot = spot;
    if (!same) this.redraw();
  }
}
