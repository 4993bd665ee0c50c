/* The names that a map can carry: where each stands, how much room it has there, how much it
   matters. Nothing here depends on zoom or place of the view: lengths are pixels at zoom 0. */
export const FONTS = {
  kabkota: { size: 11.5, weight: 700, spacing: 0.07, upper: true },
  volcano: { size: 12, weight: 600 },
  kecamatan: { size: 12, weight: 600 },
  kelurahan: { size: 11, weight: 500 },
  beyond: { size: 11, weight: 500 },
  place: { size: 12, weight: 500 },
  neighbour: { size: 12, weight: 500, spacing: 0.03 },
  town: { size: 11, weight: 500 },
};
const RANKS = Object.keys(FONTS);
const SURROUNDINGS = new Set(["place", "town", "neighbour"]);

export const isSurrounding = (label) => SURROUNDINGS.has(label.kind);

/* "Kota Cimahi" and the town Cimahi are one name to a reader of the map. */
export const plain = (name) => name.replace(/^(Kota|Kabupaten|Gunung) /, "");

const outer = ({ type, coordinates }) => (type === "Polygon"
  ? [coordinates[0]] : coordinates.map((part) => part[0]));

const across = (lon) => ((lon + 180) * 256) / 360;
const pixel = ([lon, lat]) => L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0);

/* How far one may go from a point along axis 0 (west, east) or 1 (south, north) until the next line
   of the rings, as two coordinates; and whether the point lies inside of them. */
const reach = (rings, at, axis) => {
  const other = 1 - axis;
  let [low, high, odd] = [-Infinity, Infinity, false];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[i], ring[j]];
      if (a[other] > at[other] === b[other] > at[other]) continue;
      const share = (at[other] - a[other]) / (b[other] - a[other]);
      const cross = a[axis] + share * (b[axis] - a[axis]);
      if (cross > at[axis]) {
        high = Math.min(high, cross);
        odd = !odd;
      } else low = Math.max(low, cross);
    }
  }
  return { low, high, inside: odd };
};

/* Areas: the point is the middle of the largest circle inside (of the build), the room is that of
   the area through it. */
const areaNames = (name, features, own) => features.map(({ properties, geometry }, index) => {
  const rings = outer(geometry);
  const [x, y] = [reach(rings, properties.x, 0), reach(rings, properties.x, 1)];
  const [top, bottom] = [pixel([x.low, y.high]), pixel([x.high, y.low])];
  const room = { left: top.x, right: bottom.x, width: bottom.x - top.x, height: bottom.y - top.y };
  return {
    kind: name, text: properties.n, code: properties.c, index: own ? index : null,
    at: pixel(properties.x), room, weight: Math.min(room.width, 4 * room.height),
    alone: !own && features.length === 1,
  };
});

export const namesOf = (level) => (level.name === "province" ? [] : [
  ...areaNames(level.name, level.features, true),
  ...level.above.flatMap(({ name, features }) => areaNames(name, features, false)),
]);

/* The surroundings of a level's region. A neighbour's seat is a place; every other settlement is a
   town, and so is one that lies in the region: they are named in close views only. */
export const surroundings = (features, level) => {
  const region = [level, ...level.above].at(-1).features.flatMap(({ geometry }) => outer(geometry));
  const seats = new Set(features
    .filter(({ properties }) => properties.t === "neighbour")
    .map(({ properties }) => plain(properties.n)));
  return features.filter(({ properties }) => properties.n)
    .map(({ properties: { t, n, e, x }, geometry }) => {
      const at = x ?? geometry.coordinates;
      const free = reach(region, at, 0);
      const named = t === "place" && !seats.has(n) ? "town" : t;
      const own = SURROUNDINGS.has(named) && free.inside;
      return {
        kind: own ? "town" : named, own, text: n, elevation: e, index: null, weight: 0,
        at: pixel(at), free: { left: across(free.low), right: across(free.high) },
      };
    });
};

/* The more it matters the earlier: the selected, then parents, then the areas in view; those beyond
   the view last of all areas. */
export const inOrder = (labels, payload, level) => {
  const seen = level.features.filter((_, index) => payload.classes?.[index] !== ".")
    .map(({ properties }) => properties.c);
  const beyond = ({ code }) => code && !seen.some((own) => own.startsWith(code));
  const rank = (label) => {
    if (label.index !== null && label.code === payload.selected) return -1;
    return RANKS.indexOf(label.kind) + (label.kind === level.name ? 0.5 : 0);
  };
  return labels
    .map((label) => (beyond(label) ? { ...label, kind: "beyond" } : label))
    .map((label) => ({ label, rank: rank(label) }))
    .sort((a, b) => a.rank - b.rank || b.label.weight - a.label.weight)
    .map(({ label }) => label);
};
