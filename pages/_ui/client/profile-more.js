/* Sections of the profile beside the estimates: published series as sparklines, similar areas. */
import { el, svg } from "./dom.js";

const WIDTH = 150;
const HEIGHT = 40;
const EDGE = 5;

const spark = (points) => {
  const [times, values] = [points.map((point) => point[0]), points.map((point) => point[1])];
  const span = (all) => [Math.min(...all), Math.max(...all)];
  const [[from, to], [low, high]] = [span(times), span(values)];
  const placed = points.map(([time, value, , , noted]) => ({
    x: EDGE + (to > from ? (time - from) / (to - from) : 0.5) * (WIDTH - 2 * EDGE),
    y: EDGE + (high > low ? (high - value) / (high - low) : 0.5) * (HEIGHT - 2 * EDGE),
    noted,
  }));
  const line = placed.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
  const last = placed[placed.length - 1];
  return svg("svg", {
    class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "aria-hidden": "true",
  },
    svg("path", { class: "series-line", d: `M${line}` }),
    ...placed.filter(({ noted }) => noted).map(({ x, y }) =>
      svg("circle", { class: "spark-noted", cx: x.toFixed(1), cy: y.toFixed(1), r: 4 })),
    svg("circle", { class: "spark-last", cx: last.x.toFixed(1), cy: last.y.toFixed(1), r: 3 }));
};

const row = (data, { profile: words, metrics }) => {
  const [label, unit] = metrics[data.m];
  const [first, last] = [data.p[0], data.p[data.p.length - 1]];
  const noted = data.p.some((point) => point[4]);
  return el("li", { class: "official", "data-metric": data.m },
    el("div", { class: "official-head" },
      el("span", { class: "fact-name", text: label }),
      el("span", { class: "fact-value", text: `${last[3]}` }, " ", el("small", { text: unit }))),
    el("div", { class: "official-line" },
      data.p.length > 1 ? spark(data.p) : null,
      el("span", { class: "official-span", text: data.p.length > 1
        ? `${first[2]}: ${first[3]} → ${last[2]}: ${last[3]}` : last[2] })),
    data.w ? el("p", { class: "profile-note official-where", text: data.w }) : null,
    el("details", { class: "official-notes" },
      el("summary", { text: noted ? `${words.remark} ○` : words.remark }),
      ...(data.p.length > 1 ? [el("p", { class: "profile-note", text: data.p.map((point) =>
        `${point[2]}: ${point[3]}${point[4] ? " ○" : ""}`).join(" · ") })] : []),
      ...(noted ? [el("p", { class: "profile-note", text: `○ ${words.marked}` })] : []),
      ...data.n.map((text) => el("p", { class: "profile-note", text }))));
};

export const series = (data, spoken) => [
  el("p", { class: "profile-note", text: spoken.profile.serieshelp }),
  el("ul", { class: "officials" }, ...data.rows.map((item) => row(item, spoken))),
];

const neighbour = (item, words) => el("li", { class: "neighbour" },
  el("button", {
    type: "button", class: "peta-button", "data-code": item.c,
    "aria-label": words.open.replace("{area}", item.n),
  }, el("span", { text: item.n })),
  el("small", { text: words.distance.replace("{distance}", item.d) }),
  el("p", { class: "profile-note", text: `${words.alike.replace("{feature}", item.a)}.` }),
  el("p", { class: "profile-note", text: `${words.apart.replace("{feature}", item.b)}.` }));

export const similar = (data, { profile: words }) => {
  const notes = [words.similarhelp, words.features.replace("{features}", data.features), data.missing];
  return [
    data.rows.length
      ? el("ol", { class: "neighbours" }, ...data.rows.map((item) => neighbour(item, words)))
      : el("p", { text: words.nosimilar }),
    ...notes.filter((text) => text && (data.rows.length || text === data.missing))
      .map((text) => el("p", { class: "profile-note", text })),
  ];
};
