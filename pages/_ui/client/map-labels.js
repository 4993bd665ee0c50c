/* Names on the map without collision: candidates in order of rank, each kept only if its box is
   free. Positions are map positions, so only a zoom or a new level needs a new run. */
const FONTS = {
  volcano: { size: 11, weight: 600 },
  place: { size: 11, weight: 500 },
  town: { size: 10, weight: 500 },
  kabkota: { size: 12, weight: 700 },
  kecamatan: { size: 11, weight: 600 },
  kelurahan: { size: 10, weight: 500 },
  neighbour: { size: 11, weight: 500 },
};
const GAP = 3;
const BASE = new Set(["place", "town", "neighbour"]);

/* "Kota Cimahi" and the town Cimahi are one name to a reader of the map. */
const plain = (name) => name.replace(/^(Kota|Kabupaten|Gunung) /, "");

const overlaps = (a, b) =>
  a[0] < b[2] + GAP && b[0] < a[2] + GAP && a[1] < b[3] + GAP && b[1] < a[3] + GAP;

const centre = (feature) => {
  if (feature.properties.x) return feature.properties.x;
  const rings = feature.geometry.type === "Polygon"
    ? [feature.geometry.coordinates[0]] : feature.geometry.coordinates.map((part) => part[0]);
  const ring = rings.reduce((long, next) => (next.length > long.length ? next : long));
  const lons = ring.map((point) => point[0]);
  const lats = ring.map((point) => point[1]);
  return [
    (Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2,
  ];
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
    this.context = [];
    this.level = null;
    this.selected = null;
    this.brush = document.createElement("canvas").getContext("2d");
    this.widths = new Map();
    map.on("zoomend", () => this.draw());
  }

  setContext(features) {
    const seats = new Set(features
      .filter((feature) => feature.properties.t === "neighbour")
      .map((feature) => plain(feature.properties.n)));
    this.context = features.map((feature) => {
      const { t, n, e } = feature.properties;
      const [lon, lat] = t === "neighbour" ? centre(feature) : feature.geometry.coordinates;
      const kind = t === "place" && !seats.has(n) ? "town" : t;
      return { kind, text: n, elevation: e, at: L.latLng(lat, lon) };
    });
    this.draw();
  }

  setLevel(level) {
    if (this.level?.name === level.name) return;
    this.level = level;
    const candidates = (name, features, boxes) => features.map((feature, index) => ({
      kind: name, text: feature.properties.n, code: feature.properties.c,
      at: L.latLng(feature.properties.x[1], feature.properties.x[0]),
      bounds: boxes?.[index].getBounds(),
    }));
    const own = candidates(level.name, level.features, level.areas);
    const above = level.above
      .filter((parent) => parent.features.length > 1)
      .flatMap((parent) => candidates(parent.name, parent.features, null));
    this.areas = level.name === "province" ? [] : [...own, ...above];
    this.draw();
  }

  setSelected(code) {
    if (code === this.selected) return;
    this.selected = code;
    this.draw();
  }

  rank(label) {
    if (label.code && label.code === this.selected && label.bounds) return 0;
    const order = ["volcano", "kabkota", "place", "kecamatan", "kelurahan", "neighbour", "town"];
    return order.indexOf(label.kind) + 1;
  }

  width(text, font) {
    const key = `${font.weight}${font.size}${text}`;
    if (!this.widths.has(key)) {
      this.brush.font = `${font.weight} ${font.size}px ${getComputedStyle(this.pane).fontFamily}`;
      this.widths.set(key, this.brush.measureText(text).width);
    }
    return this.widths.get(key);
  }

  /* A name of an area is printed where it fits its area, or where its area is the chosen one. */
  fits(label, width, height) {
    if (!label.bounds || label.kind === "kabkota" || label.code === this.selected) return true;
    const a = this.map.latLngToLayerPoint(label.bounds.getNorthWest());
    const b = this.map.latLngToLayerPoint(label.bounds.getSouthEast());
    return width <= (b.x - a.x) * 1.05 && height <= b.y - a.y;
  }

  place(label) {
    const base = FONTS[label.kind];
    const grow = this.scale() > 1 ? 1.25 : 1;
    const font = { ...base, size: base.size * grow };
    const text = label.kind === "volcano" ? `▲ ${label.text}` : label.text;
    const width = this.width(text, font) + 4;
    const height = font.size * 1.25;
    if (!this.fits(label, width, height)) return null;
    const point = this.map.latLngToLayerPoint(label.at);
    const dot = label.kind === "place" || label.kind === "town";
    const left = dot ? point.x + 5 : point.x - width / 2;
    const top = point.y - height / 2;
    const box = [dot ? point.x - 4 : left, top, left + width, top + height];
    return { label, text, font, left, top, box, point, dot };
  }

  draw() {
    if (!this.map._loaded || !this.level) return;
    const zoom = this.map.getZoom();
    const taken = [];
    const shown = new Set();
    const made = [];
    const candidates = [...this.context, ...(this.areas ?? [])]
      .filter((label) => label.kind !== "town" || zoom >= 10.5)
      .sort((a, b) => this.rank(a) - this.rank(b));
    for (const label of candidates) {
      const name = plain(label.text);
      if (shown.has(name) && BASE.has(label.kind)) continue;
      const placed = this.place(label);
      if (!placed || taken.some((box) => overlaps(box, placed.box))) continue;
      taken.push(placed.box);
      shown.add(name);
      made.push(...this.element(placed));
    }
    this.pane.replaceChildren(...made);
  }

  element({ label, text, font, left, top, point, dot }) {
    const name = document.createElement("div");
    name.className = `peta-name leaflet-zoom-hide ${label.kind}`;
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
