/* Names on the map without collision: candidates in order of rank, each kept only if its box is
   free. Positions are map positions, so only a zoom or a new level needs a new run. */
import { isCircles } from "./map-style.js";

const FONTS = {
  volcano: { size: 12, weight: 600 },
  kabkota: { size: 11.5, weight: 700, spacing: 0.07, upper: true },
  place: { size: 12, weight: 500 },
  kecamatan: { size: 12, weight: 600 },
  kelurahan: { size: 11, weight: 500 },
  neighbour: { size: 12, weight: 500, spacing: 0.03 },
  town: { size: 11, weight: 500 },
};
const RANKS = Object.keys(FONTS);
const BASE = new Set(["place", "town", "neighbour"]);
const GAP = 3;
const TOWNS_FROM = 10.5;
/* A region drawn smaller than this (px) carries its own name, under it. */
const SMALL = 200;

/* "Kota Cimahi" and the town Cimahi are one name to a reader of the map. */
const plain = (name) => name.replace(/^(Kota|Kabupaten|Gunung) /, "");

const overlaps = (a, b) =>
  a[0] < b[2] + GAP && b[0] < a[2] + GAP && a[1] < b[3] + GAP && b[1] < a[3] + GAP;

const outer = ({ type, coordinates }) => (type === "Polygon"
  ? [coordinates[0]] : coordinates.map((part) => part[0]));

const middle = (geometry) => {
  const ring = outer(geometry).reduce((long, next) => (next.length > long.length ? next : long));
  const lons = ring.map((point) => point[0]);
  const lats = ring.map((point) => point[1]);
  const half = (list) => (Math.min(...list) + Math.max(...list)) / 2;
  return [half(lons), half(lats)];
};

/* Outer rings with their boxes, so that most points are told apart without walking a ring. */
const rings = (features) => features.flatMap(({ geometry }) => outer(geometry)).map((ring) => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return { ring, box };
});

const inside = ([x, y], drawn) => drawn.some(({ ring, box }) => {
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[i], ring[j]];
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd;
  }
  return odd;
});

export class Labels {
  constructor(map, { tip, scale }) {
    this.map = map;
    this.tip = tip;
    this.scale = scale;
    this.pane = map.createPane("names");
    this.pane.style.zIndex = 630;
    this.pane.style.pointerEvents = "none";
    this.pane.setAttribute("aria-hidden", "true");
    this.features = [];
    this.context = [];
    this.areas = [];
    this.drawn = [];
    this.level = null;
    this.payload = null;
    this.brush = document.createElement("canvas").getContext("2d");
    this.widths = new Map();
    map.on("zoomend", () => this.draw());
  }

  /* Widths measured in another font are worth nothing. */
  remeasure() {
    this.widths.clear();
    this.draw();
  }

  setContext(features) {
    this.features = features;
    this.context = this.candidates();
    this.draw();
  }

  /* A neighbour's seat is a place; every other settlement is a town, named in close views only. */
  candidates() {
    this.drawn = this.level ? rings([this.level, ...this.level.above].at(-1).features) : [];
    const seats = new Set(this.features
      .filter(({ properties }) => properties.t === "neighbour")
      .map(({ properties }) => plain(properties.n)));
    return this.features.map(({ properties: { t, n, e }, geometry }) => {
      const at = t === "neighbour" ? middle(geometry) : geometry.coordinates;
      const kind = t === "place" && !seats.has(n) ? "town" : t;
      const own = BASE.has(kind) && inside(at, this.drawn);
      return { kind: own ? "town" : kind, own, text: n, elevation: e, at: L.latLng(at[1], at[0]) };
    });
  }

  update(level, payload) {
    const [before, fresh] = [this.payload, this.level !== level];
    this.payload = payload;
    if (fresh) {
      this.level = level;
      this.areas = this.names(level);
      this.context = this.candidates();
    }
    const shape = ({ selected, kind, radii }) => JSON.stringify([selected, kind, radii]);
    if (fresh || shape(before) !== shape(payload)) this.draw();
  }

  names(level) {
    if (level.name === "province") return [];
    const list = (name, features, boxes) => features.map(({ properties }, index) => ({
      kind: name, text: properties.n, code: properties.c, index: boxes ? index : null,
      at: L.latLng(properties.x[1], properties.x[0]),
      bounds: boxes?.[index].getBounds(),
    }));
    return [
      ...list(level.name, level.features, level.areas),
      ...level.above.flatMap(({ name, features }) => list(name, features, null)
        .map((label) => ({ ...label, alone: features.length === 1 }))),
    ];
  }

  rank(label) {
    if (label.index !== null && label.code && label.code === this.payload.selected) return -1;
    return RANKS.indexOf(label.kind);
  }

  width(text, font) {
    const key = `${font.weight} ${font.size} ${text}`;
    if (!this.widths.has(key)) {
      this.brush.font = `${font.weight} ${font.size}px ${getComputedStyle(this.pane).fontFamily}`;
      const spacing = text.length * (font.spacing ?? 0) * font.size;
      this.widths.set(key, this.brush.measureText(text).width + spacing + 6);
    }
    return this.widths.get(key);
  }

  box(bounds) {
    const a = this.map.latLngToLayerPoint(bounds.getNorthWest());
    const b = this.map.latLngToLayerPoint(bounds.getSouthEast());
    return { width: b.x - a.x, height: b.y - a.y, bottom: b.y };
  }

  /* A name of an area is printed where it fits its area, or where its area is the chosen one. */
  fits(label, width, height) {
    if (!label.bounds || label.kind === "kabkota" || label.code === this.payload.selected) return true;
    const box = this.box(label.bounds);
    return width <= box.width * 1.05 && height <= box.height;
  }

  /* How far below its point a name stands: under its circle, or under a region too small for it. */
  drop(label, height) {
    if (label.alone) {
      const box = this.box(this.level.group.getBounds());
      const point = this.map.latLngToLayerPoint(label.at);
      return box.width < SMALL ? box.bottom - point.y + height / 2 + 4 : null;
    }
    const radius = isCircles(this.payload.kind) && label.index !== null
      ? Math.abs(this.payload.radii?.[label.index] ?? 0) * this.scale() : 0;
    return radius ? radius + height / 2 + 1 : 0;
  }

  place(label) {
    const base = FONTS[label.kind];
    const font = { ...base, size: base.size * (this.scale() > 1 ? 1.25 : 1) };
    const text = label.kind === "volcano" ? `▲ ${label.text}` : label.text;
    const width = this.width(font.upper ? text.toUpperCase() : text, font);
    const height = font.size * 1.25;
    const drop = this.drop(label, height);
    if (drop === null || !this.fits(label, width, height)) return null;
    const point = this.map.latLngToLayerPoint(label.at);
    const dot = label.kind === "place" || label.kind === "town";
    const left = dot ? point.x + 5 : point.x - width / 2;
    const top = point.y - height / 2 + drop;
    return { label, text, font, left, top, point, dot,
      box: [dot ? point.x - 4 : left, top, left + width, top + height] };
  }

  /* What the controls cover now is taken; so is, for names of neighbours, all beyond the frame. */
  covered() {
    const frame = this.map.getContainer().getBoundingClientRect();
    const origin = this.map.containerPointToLayerPoint([0, 0]);
    return [...this.map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
      const { left, top, right, bottom } = control.getBoundingClientRect();
      return [left - frame.left + origin.x, top - frame.top + origin.y,
        right - frame.left + origin.x, bottom - frame.top + origin.y];
    });
  }

  /* Names of the surroundings may not lie on our areas. */
  trespasses({ label, box }) {
    if (!BASE.has(label.kind) || label.own) return false;
    const y = (box[1] + box[3]) / 2;
    return [0, 0.25, 0.5, 0.75, 1].some((part) => {
      const { lng, lat } = this.map.layerPointToLatLng([box[0] + part * (box[2] - box[0]), y]);
      return inside([lng, lat], this.drawn);
    });
  }

  cut({ label, box }) {
    if (label.kind !== "neighbour") return false;
    const from = this.map.containerPointToLayerPoint([0, 0]);
    const size = this.map.getSize();
    const seen = box[2] > from.x && box[0] < from.x + size.x && box[3] > from.y
      && box[1] < from.y + size.y;
    const whole = box[0] > from.x && box[2] < from.x + size.x && box[1] > from.y
      && box[3] < from.y + size.y;
    return seen && !whole;
  }

  draw() {
    if (!this.level || !this.payload) return;
    const zoom = this.map.getZoom();
    const taken = this.covered();
    const shown = new Set(this.areas.filter((label) => label.alone).map((label) => plain(label.text)));
    const made = [];
    const candidates = [...this.context, ...this.areas]
      .filter((label) => label.kind !== "town" || zoom >= TOWNS_FROM)
      .sort((a, b) => this.rank(a) - this.rank(b));
    for (const label of candidates) {
      const name = plain(label.text);
      if (shown.has(name) && BASE.has(label.kind)) continue;
      const placed = this.place(label);
      if (!placed || taken.some((box) => overlaps(box, placed.box))) continue;
      if (this.cut(placed) || this.trespasses(placed)) continue;
      taken.push(placed.box);
      shown.add(name);
      made.push(...this.element(placed));
    }
    this.pane.replaceChildren(...made);
  }

  element({ label, text, font, left, top, point, dot }) {
    const name = document.createElement("div");
    name.className = `peta-name leaflet-zoom-hide ${label.kind}${label.own ? " inside" : ""}`;
    name.textContent = text;
    name.style.fontSize = `${font.size}px`;
    name.style.fontWeight = font.weight;
    L.DomUtil.setPosition(name, L.point(left, top).round());
    if (label.kind === "volcano") {
      name.addEventListener("mouseenter", (event) => this.tip(label, event));
      name.addEventListener("mouseleave", () => this.tip(null));
    }
    if (!dot) return [name];
    const mark = document.createElement("i");
    mark.className = "peta-dot leaflet-zoom-hide";
    L.DomUtil.setPosition(mark, point.subtract([2, 2]).round());
    return [mark, name];
  }
}
