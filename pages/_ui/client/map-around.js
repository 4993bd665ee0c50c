/* The area in view where the map draws more than it: an outline around it, and a veil over all that
   lies outside. Both are read from the polygons that are part of the view, so that any set of them
   has its outline, a part of a region as well as what is left of one. */
const WORLD = [[-89, -179], [-89, 179], [89, 179], [89, -179]];
const PANES = { veil: 425, around: 432 };
const OUTSIDE = ".";

/* The rings around a set of polygons of one coverage: what two of them share lies inside. Points
   are [lat, lng] and meet exactly, since neighbours are drawn with the same points. */
export const around = (polygons) => {
  const ways = new Map();
  const key = (from, to) => `${from}>${to}`;
  for (const ring of polygons.flat()) {
    const names = ring.map(String);
    names.forEach((from, at) => {
      const next = (at + 1) % ring.length;
      if (from === names[next]) return;
      if (!ways.delete(key(names[next], from))) ways.set(key(from, names[next]), [ring[at], ring[next]]);
    });
  }
  const onward = new Map();
  for (const way of ways.values()) {
    const from = String(way[0]);
    if (onward.has(from)) onward.get(from).push(way);
    else onward.set(from, [way]);
  }
  const take = (from) => onward.get(from)?.pop();
  const rings = [];
  for (const from of onward.keys()) {
    for (let way = take(from); way; way = take(from)) {
      const ring = [];
      for (; way; way = take(String(way[1]))) ring.push(way[1]);
      rings.push(ring);
    }
  }
  return rings;
};

export class Around {
  constructor(map) {
    this.known = new WeakMap();
    const renderers = Object.entries(PANES).map(([name, z]) => {
      const pane = map.createPane(name);
      Object.assign(pane.style, { zIndex: z, pointerEvents: "none" });
      return [name, L.svg({ pane: name, padding: 0.3 })];
    });
    const draw = (pane, className, more) => L.polygon([], {
      pane, renderer: Object.fromEntries(renderers)[pane], className, interactive: false,
      smoothFactor: 0.4, ...more,
    }).addTo(map);
    this.veil = draw("veil", "peta-veil", { stroke: false, fillRule: "evenodd", fillOpacity: 1 });
    this.lines = ["peta-around-halo", "peta-around"].map((name) =>
      draw("around", name, { fill: false }));
    this.shown = null;
  }

  show(level, { classes }) {
    const inside = level.areas.filter((area) => (classes[area.index] ?? OUTSIDE) !== OUTSIDE);
    const part = inside.length > 0 && inside.length < level.areas.length;
    const name = part ? inside.map((area) => area.index).join() : "";
    if (this.shown?.level === level && this.shown.name === name) return;
    this.shown = { level, name };
    const rings = part ? around(inside.map((area) => this.rings(area))) : [];
    this.veil.setLatLngs(part ? [WORLD, ...rings] : []);
    for (const line of this.lines) line.setLatLngs(rings.map((ring) => [ring]));
  }

  /* All rings of an area, of one polygon or of several. */
  rings(area) {
    if (!this.known.has(area)) {
      const latlngs = area.getLatLngs();
      const flat = Array.isArray(latlngs[0][0]) ? latlngs.flat() : latlngs;
      this.known.set(area, flat.map((ring) => ring.map(({ lat, lng }) => [lat, lng])));
    }
    return this.known.get(area);
  }
}
