/* One indicator of one area over time: a line with its first, last, lowest and highest named. */
import { el, onWidth, svg } from "./dom.js";

const HEIGHT = 144;
const EDGE = { top: 26, right: 14, bottom: 42, left: 14 };
const LETTER = 6.6;

/* "2024S1" stands at 2024.0, "2024S2" at 2024.5, "2024M07" at 2024.5; a plain year at itself. */
const time = (period, index) => {
  const parts = /^(\d{4})(?:([SQM])(\d+))?/.exec(period);
  if (!parts) return index;
  const steps = { S: 2, Q: 4, M: 12 }[parts[2]];
  return Number(parts[1]) + (steps ? (Number(parts[3]) - 1) / steps : 0);
};

const scaled = (points, width) => {
  const times = points.map((point, index) => time(point.period, index));
  const values = points.map((point) => point.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const inner = { x: width - EDGE.left - EDGE.right - 24, y: HEIGHT - EDGE.top - EDGE.bottom };
  return points.map((point, index) => ({
    ...point,
    x: EDGE.left + 12 + (to > from ? ((times[index] - from) / (to - from)) * inner.x : inner.x / 2),
    y: EDGE.top + (high > low ? (1 - (point.value - low) / (high - low)) * inner.y : inner.y / 2),
  }));
};

/* Names go on first, last, highest and lowest, in this order, where there is room. */
const named = (points) => {
  const by = (better) => points.reduce((best, next) => (better(next.value, best.value) ? next : best));
  return new Set([
    points[points.length - 1], points[0], by((a, b) => a > b), by((a, b) => a < b),
  ]);
};

const labels = (points, width) => {
  const taken = [];
  const low = Math.min(...points.map((point) => point.value));
  return [...named(points)].flatMap((point) => {
    const half = (point.text.length * LETTER) / 2;
    const x = Math.max(half + 1, Math.min(width - half - 1, point.x));
    const y = point.value === low && points.length > 1 ? point.y + 17 : point.y - 9;
    const clash = taken.some((other) =>
      Math.abs(other.x - x) < other.half + half + 4 && Math.abs(other.y - y) < 13);
    if (clash) return [];
    taken.push({ x, y, half });
    return [svg("text", { x, y, class: "series-value", "text-anchor": "middle", text: point.text })];
  });
};

/* No line leads over missing years or from one source to another: nothing was published there. */
const line = (points) => points
  .map(({ x, y, apart }, at) => `${at && !apart ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`)
  .join("");

const periods = (points, width) => {
  let right = -Infinity;
  const last = points[points.length - 1];
  return points.flatMap((point) => {
    const half = (point.period.length * LETTER) / 2;
    const x = Math.max(half, Math.min(width - half, point.x));
    const crowded = point !== last && x + half + 6 > last.x - half;
    if (x - half < right + 8 || crowded) return [];
    right = x + half;
    return [svg("text", {
      x, y: HEIGHT - 6, class: "series-period", "text-anchor": "middle", text: point.period,
    })];
  });
};

export const series = (root, { signal }) => {
  const title = el("p", { class: "series-title" });
  const said = el("p", { class: "series-said", "aria-hidden": "true" });
  const frame = svg("svg", { height: HEIGHT, class: "series-plot" });
  const box = el("div", { class: "series-box" }, frame);
  const note = el("p", { class: "series-note" });
  const table = el("table", { class: "series-table" });
  const scroll = el("div", { class: "series-scroll", role: "region", tabindex: 0 }, table);
  root.append(el("div", { class: "series-head" }, title, said), box, note, scroll);
  let data = null;
  let width = 0;

  const say = (point) => {
    said.textContent = point ? `${point.period}: ${point.text}` : "";
    for (const mark of frame.querySelectorAll(".series-point")) {
      mark.classList.toggle("lit", mark.dataset.period === point?.period);
    }
  };

  const draw = () => {
    if (!data || !width) return;
    const points = scaled(data.points, width);
    frame.setAttribute("width", width);
    frame.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    if (!points.length) return frame.replaceChildren();
    const base = HEIGHT - 24;
    const marks = points.map((point) => {
      const mark = svg("g", {
        class: "series-point", tabindex: 0, role: "img", "data-period": point.period,
        "aria-label": `${point.period}: ${point.text} ${data.unit ?? ""}`.trim(),
      },
        svg("circle", { cx: point.x, cy: point.y, r: 13, class: "series-hit" }),
        svg("circle", { cx: point.x, cy: point.y, r: 3.4, class: "series-dot" }));
      mark.addEventListener("pointerenter", () => say(point));
      mark.addEventListener("pointerleave", () => say(null));
      mark.addEventListener("focus", () => say(point));
      mark.addEventListener("blur", () => say(null));
      return mark;
    });
    return frame.replaceChildren(
      svg("path", { d: `M${EDGE.left} ${base}H${width - EDGE.right}`, class: "series-base" }),
      svg("path", { d: line(points), class: "series-line" }),
      ...marks, ...labels(points, width), ...periods(points, width));
  };

  onWidth(box, signal, (next) => {
    width = next;
    draw();
  });

  return (next) => {
    data = next;
    title.replaceChildren(el("b", { text: next.title }));
    if (next.unit) title.append(" ", el("span", { text: next.unit }));
    note.textContent = next.note ?? "";
    note.hidden = !next.note;
    const { words } = next;
    scroll.setAttribute("aria-label", next.title);
    table.replaceChildren(
      el("caption", { class: "peta-sr", text: next.title }),
      el("tbody", {},
        el("tr", {}, el("th", { scope: "row", text: words.period }),
          ...next.points.map((point) => el("th", { scope: "col", text: point.period }))),
        el("tr", {}, el("th", { scope: "row", text: words.value }),
          ...next.points.map((point) => el("td", { text: point.text })))));
    draw();
  };
};
