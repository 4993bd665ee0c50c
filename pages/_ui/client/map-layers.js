/* Geometry of a region on the map. Each level is fetched and built once and kept; a change only
   sets the fills that differ. */
import { Around } from "./map-around.js";
import { Overlay } from "./map-overlay.js";
import { PARENTS, Patterns, fillOf, isCircles, isClass } from "./map-style.js";

const PANES = { sea: 340, neighbours: 350, areas: 400, edges: 410, parents: 420, circles: 430, passing: 435, pick: 440 };

const latlngs = (geometry) => {
  const swap = (ring) => ring.map(([lon, lat]) => [lat, lon]);
  return geometry.type === "Polygon"
    ? geometry.coordinates.map(swap)
    : geometry.coordinates.map((polygon) => polygon.map(swap));
};

const flat = (geometry) => (geometry.type === "Polygon"
  ? [latlngs(geometry)] : latlngs(geometry));

export class Layers {
  constructor(map, config, peta) {
    this.map = map;
    this.config = config;
    this.peta = peta;
    this.levels = new Map();
    this.current = null;
    this.renderers = {};
    for (const [name, z] of Object.entries(PANES)) {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      if (name !== "areas" && name !== "circles") pane.style.pointerEvents = "none";
      this.renderers[name] = L.svg({ pane: name, padding: 0.3 });
    }
    this.patterns = new Patterns(map.getPane("overlayPane"));
    this.overlay = new Overlay(map, peta);
    this.around = new Around(map);
    this.passing = ["peta-passes halo", "peta-passes sure", "peta-passes likely"].map((className) =>
      L.polygon([], {
        pane: "passing", renderer: this.renderers.passing, className, fill: false,
        interactive: false, smoothFactor: 0.4,
      }).addTo(map));
  }

  url(level) {
    return `${this.config.geometry}/${this.config.region}/${level}.json`;
  }

  async context() {
    const drawn = await this.peta.geometry(`${this.config.geometry}/context.json`);
    const ground = (kind, pane, more) => {
      const shapes = drawn.features.filter(({ properties }) => properties.t === kind);
      L.polygon(shapes.flatMap(({ geometry }) => flat(geometry)), {
        pane, renderer: this.renderers[pane], interactive: false, className: `peta-${kind}`,
        fillRule: "nonzero", fillOpacity: 1, smoothFactor: 0.8, ...more,
      }).addTo(this.map);
    };
    ground("sea", "sea", { stroke: false });
    ground("neighbour", "neighbours", { weight: 1 });
    return drawn.features;
  }

  async load(name) {
    if (!this.levels.has(name)) {
      const wanted = [name, ...PARENTS[name]].map((level) => this.peta.geometry(this.url(level)));
      const drawn = await Promise.all(wanted);
      if (!this.levels.has(name)) this.levels.set(name, this.build(name, drawn));
    }
    return this.levels.get(name);
  }

  build(name, [own, ...above]) {
    const features = own.features;
    const areas = features.map((feature, index) => {
      const area = L.polygon(latlngs(feature.geometry), {
        pane: "areas", renderer: this.renderers.areas, className: "peta-area",
        fillOpacity: 1, smoothFactor: 0.4, bubblingMouseEvents: false,
      });
      area.index = index;
      return area;
    });
    const mesh = (source, pane, className) =>
      L.polygon(source.flatMap((feature) => flat(feature.geometry)), {
        pane, renderer: this.renderers[pane], className, fill: false,
        interactive: false, smoothFactor: 0.4,
      });
    const outlines = above.map((parent, at) => {
      const strong = PARENTS[name][at] === "kabkota";
      return mesh(parent.features, "parents", strong ? "peta-parent strong" : "peta-parent");
    });
    return {
      name, features, areas,
      group: L.featureGroup(areas),
      lines: L.layerGroup([mesh(features, "edges", "peta-edge"), ...outlines]),
      circles: L.featureGroup([]),
      index: new Map(features.map((feature, index) => [feature.properties.c, index])),
      above: above.map((parent, at) => ({ name: PARENTS[name][at], features: parent.features })),
      fills: [],
    };
  }

  /* Draws a level under a payload and returns it. Old levels leave only now: no blank between. */
  show(level, payload) {
    this.patterns.care(isCircles(payload.kind) ? [] : payload.colours);
    const fresh = this.current !== level;
    if (fresh) {
      level.group.addTo(this.map);
      level.lines.addTo(this.map);
    }
    level.areas.forEach((area, index) => this.fill(level, area, index, payload, fresh));
    this.circles(level, payload);
    this.around.show(level, payload);
    this.overlay.show(level, payload);
    if (fresh && this.current) {
      for (const part of ["group", "lines", "circles"]) this.current[part].remove();
    }
    this.current = level;
  }

  fill(level, area, index, payload, fresh) {
    const char = payload.classes[index] ?? ".";
    const fill = fillOf(payload, index);
    const element = area.getElement();
    if (fresh) element.dataset.code = level.features[index].properties.c;
    if (element.dataset.class !== char) element.dataset.class = char;
    if (!fresh && level.fills[index] === fill) return;
    level.fills[index] = fill;
    area.setStyle({ fillColor: fill });
  }

  circles(level, payload) {
    if (!isCircles(payload.kind) || !payload.radii) {
      level.circles.clearLayers().remove();
      return;
    }
    level.circles.clearLayers().addTo(this.map);
    const scale = this.peta.scale();
    const drawn = payload.radii
      .map((radius, index) => ({ radius, index }))
      .filter(({ radius, index }) => radius && isClass(payload.classes[index] ?? "."))
      .sort((a, b) => Math.abs(b.radius) - Math.abs(a.radius));
    for (const { radius, index } of drawn) {
      const { c: code, x: [lon, lat] } = level.features[index].properties;
      const circle = L.circleMarker([lat, lon], {
        pane: "circles", renderer: this.renderers.circles, radius: Math.abs(radius) * scale,
        className: payload.care[index] === "1" ? "peta-circle care" : "peta-circle", weight: 1.4, fillOpacity: 0.75, bubblingMouseEvents: false,
        fillColor: payload.colours[Number(payload.classes[index])] ?? payload.colours[0],
      });
      circle.index = index;
      level.circles.addLayer(circle);
      Object.assign(circle.getElement().dataset, {
        code, class: payload.classes[index], sign: radius < 0 ? "-" : "+",
      });
    }
  }

  /* Outlines the areas that meet the conditions; their level need not be the one drawn. */
  async outline(act) {
    this.acting = act;
    const level = act ? await this.load(act.level) : null;
    if (this.acting !== act) return;
    const shapes = (wanted) => (level?.areas ?? [])
      .filter((area) => wanted.includes(act.marks[area.index]))
      .map((area) => area.getLatLngs());
    ["sl", "s", "l"].forEach((wanted, at) => this.passing[at].setLatLngs(shapes(wanted)));
    this.map.getContainer().dataset.passing = (act?.marks ?? "").replaceAll(".", "").length;
  }

  /* Every drawn element of one class keeps its ink, the others step back; null undoes it. */
  light(char) {
    const level = this.current;
    this.overlay.light(char);
    if (!level || this.overlay.active) return;
    for (const layer of [...level.areas, ...level.circles.getLayers()]) {
      const element = layer.getElement();
      const here = element.dataset.class;
      element.classList.toggle("dim", char !== null && here !== char && here !== ".");
    }
  }
}
