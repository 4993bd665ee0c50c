/* A small picture of a region: its areas, and the outline of the level above, in one colour. */
import { el, svg } from "./dom.js";

const WIDTH = 320;
const HEIGHT = 220;
const MARGIN = 8;

export const rings = (features) => features.flatMap(({ geometry }) =>
  (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).flat());

/* Equirectangular at the middle latitude: true enough in shape for an area this small. */
export const projection = (points, width = WIDTH, height = HEIGHT) => {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const span = (list) => list.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const [west, east] = span(lons);
  const [south, north] = span(lats);
  const squeeze = Math.cos(((south + north) / 2) * Math.PI / 180);
  const scale = Math.min(
    (width - 2 * MARGIN) / ((east - west) * squeeze), (height - 2 * MARGIN) / (north - south));
  const left = (width - (east - west) * squeeze * scale) / 2;
  const top = (height - (north - south) * scale) / 2;
  return ([lon, lat]) => [
    left + (lon - west) * squeeze * scale, top + (north - lat) * scale,
  ];
};

export const path = (lines, project) => lines.map((line) => {
  const points = line.map((point) => project(point).map((value) => value.toFixed(1)).join(" "));
  return `M${points.join("L")}Z`;
}).join("");

export const thumb = (root, { peta, signal }) => {
  const frame = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "xMidYMid meet", role: "img",
  });
  root.append(frame);
  let shown = "";
  return async (data) => {
    frame.setAttribute("aria-label", `${data.title}. ${data.description}`);
    const wanted = [data.geometry, data.outline].join();
    if (wanted === shown) return;
    shown = wanted;
    try {
      const [areas, outline] = await Promise.all(
        [data.geometry, data.outline].map((url) => peta.geometry(url)));
      if (signal.aborted || wanted !== shown) return;
      const lines = rings(areas.features);
      const project = projection(lines.flat());
      frame.replaceChildren(
        svg("title", { text: data.title }),
        svg("desc", { text: data.description }),
        svg("path", { class: "thumb-areas", d: path(lines, project) }),
        svg("path", { class: "thumb-outline", d: path(rings(outline.features), project) }),
      );
    } catch {
      shown = "";
      frame.replaceChildren();
      root.append(el("span", { class: "peta-sr", text: data.title }));
    }
  };
};
