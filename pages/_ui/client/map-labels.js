/* Names on the map without collision. What is printed at a zoom is decided once for the whole map,
   in order of what matters, so that panning never swaps one name for another; a name that the
   frame would cut, or that would lie under a control, steps back by itself. */
import { Grid, overlaps } from "./map-grid.js";
import { isCircles } from "./map-style.js";
import { FONTS, inOrder, isSurrounding, namesOf, plain, surroundings } from "./map-names.js";

const TOWNS_FROM = 10.5;
/* From here on every area has its name where there is place, even if it is wider than the area. */
const ALL_FROM = 14;
/* A region drawn smaller than this (px) carries its own name, under it. */
const SMALL = 200;
const SLACK = 1.1;
const LINE = 1.25;
/* A parent's name may be so many times as wide as the parent. */
const WIDEST = 2.5;
/* How far a name gives way to a parent's, in heights of its own. */
const STEP = 1.35;
/* Least distance from the edge of the frame, in pixels. */
const EDGE = 2;

/* The most even break of a name into two lines, or none. */
const broken = (text) => {
  const gaps = [...text.matchAll(/ /g)].map(({ index }) => index);
  if (!gaps.length) return null;
  const gap = gaps.reduce((best, next) => (
    Math.abs(2 * next - text.length) < Math.abs(2 * best - text.length) ? next : best));
  return [text.slice(0, gap), text.slice(gap + 1)];
};

const boxed = (name, left, top) => ({
  ...name, left, top, box: [left, top, left + name.width, top + name.height],
});

/* Right or left of a dot, which the box holds too. */
const beside = (name, dot) => {
  const top = dot.y - name.height / 2;
  const [right, left] = [boxed(name, dot.x + 5, top), boxed(name, dot.x - 5 - name.width, top)];
  right.box[0] = dot.x - 4;
  left.box[2] = dot.x + 4;
  return [{ ...right, dot }, { ...left, dot }];
};

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
    this.placed = [];
    this.ordered = [];
    this.level = null;
    this.payload = null;
    this.covered = [];
    this.tiled = false;
    this.brush = document.createElement("canvas").getContext("2d");
    this.widths = new Map();
    map.on("zoomstart", () => { this.pane.hidden = true; });
    map.on("zoomend viewreset", () => this.draw());
    map.on("move", () => this.reveal());
    map.on("movestart moveend resize", () => this.refresh());
  }

  /* Widths measured in another font are worth nothing. */
  remeasure() {
    this.widths.clear();
    this.draw();
  }

  setContext(features) {
    this.features = features;
    if (!this.level) return;
    this.context = surroundings(features, this.level);
    this.order();
    this.draw();
  }

  update(level, payload) {
    const [before, fresh] = [this.payload, this.level !== level];
    this.payload = payload;
    if (fresh) {
      this.level = level;
      this.areas = namesOf(level);
      this.context = surroundings(this.features, level);
    }
    const shape = ({ selected, kind, radii, classes }) => JSON.stringify(
      [selected, kind, radii, classes?.replace(/[^.]/g, "x")]);
    if (!fresh && shape(before) === shape(payload)) this.refresh();
    else {
      this.order();
      this.draw();
    }
  }

  order() {
    this.ordered = inOrder([...this.context, ...this.areas], this.payload, this.level);
  }

  /* Whether tiles lie under the areas, or something came to stand over the map. */
  cover(tiled) {
    const turned = this.tiled !== tiled;
    this.tiled = tiled;
    if (turned) this.draw();
    else this.refresh();
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

  /* How far below its point a name stands: under its circle, or under a region too small for it. */
  drop(label, height) {
    if (label.alone) {
      const bounds = this.level.group.getBounds();
      const [a, b] = [bounds.getNorthWest(), bounds.getSouthEast()]
        .map((corner) => this.map.project(corner, this.zoom));
      return b.x - a.x < SMALL ? b.y - label.at.y * this.factor + height / 2 + 4 : null;
    }
    const round = isCircles(this.payload.kind) || this.payload.kind === "mix";
    const radius = round && label.index !== null
      ? Math.abs(this.payload.radii?.[label.index] ?? 0) * this.scale() : 0;
    return radius ? radius + height / 2 + 1 : 0;
  }

  /* Every way in which a name may be printed, the best first. */
  ways(label) {
    const base = FONTS[label.kind];
    const font = { ...base, size: base.size * (this.scale() > 1 ? 1.25 : 1) };
    const point = label.at.multiplyBy(this.factor);
    const sized = (lines) => {
      const widths = lines.map((line) => this.width(font.upper ? line.toUpperCase() : line, font));
      return { label, font, lines, width: Math.max(...widths), height: font.size * LINE * lines.length };
    };
    const text = label.kind === "volcano" ? `▲ ${label.text}` : label.text;
    if (label.kind === "place" || label.kind === "town") return beside(sized([text]), point);
    const split = label.index === null ? null : broken(text);
    return (split ? [[text], split] : [[text]])
      .flatMap((lines) => this.centred(sized(lines), point));
  }

  /* In the middle of its area: at its point, or as near to it as keeps the name inside; above or
     below where a parent's name stands there. */
  centred(name, point) {
    const { label, width, height } = name;
    const drop = this.drop(label, height);
    if (drop === null) return [];
    const [left, top] = [point.x - width / 2, point.y - height / 2 + drop];
    const { factor } = this;
    const { room } = label;
    const span = room ? room.width * factor : Infinity;
    if (label.kind === "kecamatan" && width > WIDEST * span) return [];
    if (label.index === null || drop) return [boxed(name, left, top)];
    const fits = (lines) => width <= SLACK * span && lines * height <= SLACK * room.height * factor;
    const always = label.code === this.payload.selected || label.kind === "kabkota"
      || this.zoom >= ALL_FROM;
    if (!fits(1) && !always) return [];
    const inside = width >= span ? ((room.left + room.right) * factor - width) / 2
      : Math.min(Math.max(left, room.left * factor), room.right * factor - width);
    const aside = fits(3) || always ? [STEP * height, -STEP * height] : [];
    return [0, ...aside].map((step) => boxed(name, inside, top + step));
  }

  /* Names of the surroundings may not lie on our areas. */
  trespasses({ label, box }) {
    if (!isSurrounding(label) || label.own) return false;
    const { west, east } = label.free;
    return box[0] < label.free.left * this.factor || box[2] > label.free.right * this.factor;
  }

  /* Decides which names this zoom has, and where. */
  decide() {
    this.zoom = this.map.getZoom();
    this.factor = 2 ** this.zoom;
    // A town is not named beside the area of the same name, nor where that has no room.
    const known = this.areas.filter((label) => label.alone || this.zoom >= TOWNS_FROM);
    const shown = new Set(known.map((label) => plain(label.text)));
    const grid = new Grid();
    const placed = [];
    for (const label of this.ordered) {
      if (label.kind === "town" && this.zoom < TOWNS_FROM) continue;
      const name = plain(label.text);
      // Online tiles name the surroundings themselves.
      if (isSurrounding(label) && (this.tiled || shown.has(name))) continue;
      for (const way of this.ways(label)) {
        if (!grid.free(way.box) || this.trespasses(way)) continue;
        grid.add(way.box);
        shown.add(name);
        placed.push(way);
        break;
      }
    }
    this.placed = placed;
  }

  draw() {
    if (!this.level || !this.payload || !this.map._loaded) return;
    this.decide();
    this.origin = this.map.getPixelOrigin();
    this.pane.replaceChildren();
    this.pane.hidden = false;
    this.refresh();
  }

  /* What stands over the map and may not be printed under. */
  refresh() {
    const frame = this.map.getContainer().getBoundingClientRect();
    this.covered = [...this.map.getContainer().querySelectorAll(".leaflet-control")]
      .map((control) => control.getBoundingClientRect())
      .filter(({ width, height }) => width && height)
      .map(({ left, top, right, bottom }) =>
        [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top]);
    this.reveal();
  }

  /* Names that lie in the view, whole and clear of the controls. */
  reveal() {
    if (!this.origin || this.pane.hidden) return;
    const size = this.map.getSize();
    const from = this.map.containerPointToLayerPoint([0, 0]).add(this.origin);
    const covered = this.covered.map(([left, top, right, bottom]) =>
      [left + from.x, top + from.y, right + from.x, bottom + from.y]);
    for (const way of this.placed) {
      const [left, top, right, bottom] = way.box;
      const seen = left > from.x + EDGE && top > from.y + EDGE && right < from.x + size.x - EDGE
        && bottom < from.y + size.y - EDGE && !covered.some((box) => overlaps(box, way.box));
      if (seen) {
        way.parts ??= this.elements(way);
        if (!way.parts[0].isConnected) this.pane.append(...way.parts);
      } else if (way.parts?.[0].isConnected) way.parts.forEach((part) => part.remove());
    }
  }

  elements({ label, lines, font, left, top, dot }) {
    const name = document.createElement("div");
    name.className = `peta-name ${label.kind}${label.own ? " inside" : ""}`;
    name.textContent = lines.join("\n");
    name.dataset.code = label.code ?? "";
    name.style.fontSize = `${font.size}px`;
    name.style.fontWeight = font.weight;
    L.DomUtil.setPosition(name, L.point(left, top).subtract(this.origin).round());
    if (label.kind === "volcano") {
      name.addEventListener("mouseenter", (event) => this.tip(label, event));
      name.addEventListener("mouseleave", () => this.tip(null));
    }
    if (!dot) return [name];
    const mark = document.createElement("i");
    mark.className = "peta-dot";
    L.DomUtil.setPosition(mark, dot.subtract(this.origin).subtract([2, 2]).round());
    return [name, mark];
  }
}
