/* Official figures of the compared areas over time: one chart for those that may be compared, on one
   axis; each of the others by itself, in words. A side is told by letter, mark and dash, then colour. */
import { el, svg } from "./dom.js";

const WIDTH = 340;
const HEIGHT = 190;
const TOP = 12;
const BOTTOM = 24;
const LETTER = 6.1;
const LEAD = 13;
const LETTERS = ["A", "B", "C", "D"];

const MARKS = [
  (x, y) => svg("circle", { cx: x, cy: y, r: 3.6 }),
  (x, y) => svg("rect", { x: x - 3.3, y: y - 3.3, width: 6.6, height: 6.6 }),
  (x, y) => svg("path", { d: `M${x} ${y - 4.4}l4.4 7.6h-8.8z` }),
  (x, y) => svg("path", { d: `M${x} ${y - 4.6}l4.6 4.6l-4.6 4.6l-4.6-4.6z` }),
];

const side = (place) => ({ class: "course", "data-side": LETTERS[place].toLowerCase() });

const wide = (texts) => Math.max(...texts.map((text) => text.length)) * LETTER;

/* Where times and values fall: room on the left for the axis, on the right for the last values. */
const scale = (chart) => {
  const ends = chart.s.map((points) => points.findLast(Boolean)[0]);
  const left = wide(chart.y.map(([, text]) => text)) + 8;
  const right = WIDTH - wide(ends) - 3 * LETTER - 8;
  const times = chart.t.map(([time]) => time);
  const [from, to] = [times[0], times[times.length - 1]];
  const [low, high] = [chart.y[0][0], chart.y[chart.y.length - 1][0]];
  return {
    left, right,
    x: (at) => left + 8 + ((times[at] - from) / (to - from)) * (right - left - 16),
    y: (value) => HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM),
  };
};

const axis = (chart, { left, right, x, y }) => {
  let free = -Infinity;
  const last = chart.t.length - 1;
  const half = (at) => (chart.t[at][1].length * LETTER) / 2;
  const ends = (at) => Math.min(WIDTH, x(at) + half(at));
  const years = chart.t.flatMap(([, text], at) => {
    const middle = Math.max(half(at), Math.min(WIDTH - half(at), x(at)));
    const crowded = at !== last && ends(at) + 8 > Math.min(WIDTH - 2 * half(last), x(last) - half(last));
    if (middle - half(at) < free + 8 || crowded) return [];
    free = middle + half(at);
    return [svg("text", { x: middle, y: HEIGHT - 7, class: "course-tick", "text-anchor": "middle", text })];
  });
  return [
    ...chart.y.map(([value]) => svg("path", { class: "course-grid", d: `M${left} ${y(value)}H${right}` })),
    ...chart.y.map(([value, text]) => svg("text", {
      x: left - 6, y: y(value) + 4, class: "course-tick", "text-anchor": "end", text,
    })),
    ...years,
  ];
};

/* Runs of points that a line may join. */
const runs = (points, begins) => {
  const found = [];
  points.forEach((point, at) => {
    if (!point) return;
    if (!found.length || begins.includes(at)) found.push([]);
    found[found.length - 1].push(at);
  });
  return found;
};

const course = (chart, own, { x, y }) => {
  const [points, place] = [chart.s[own], chart.i[own]];
  const low = (at) => `${x(at).toFixed(1)} ${y(points[at][1]).toFixed(1)}`;
  const high = (at) => `${x(at).toFixed(1)} ${y(points[at][2] ?? points[at][1]).toFixed(1)}`;
  const drawn = runs(points, chart.b[own]).flatMap((run) => {
    if (points[run[0]].length < 3) return [svg("path", { class: "course-line", d: `M${run.map(low).join("L")}` })];
    const back = [...run].reverse();
    return [
      svg("path", { class: "course-band", d: `M${run.map(high).join("L")}L${back.map(low).join("L")}z` }),
      svg("path", { class: "course-line", d: `M${run.map(high).join("L")}M${run.map(low).join("L")}` }),
    ];
  });
  const marks = points.flatMap((point, at) => !point ? [] : point.slice(1).map((value) => {
    const mark = MARKS[place](x(at), y(value));
    mark.append(svg("title", { text: `${LETTERS[place]}, ${chart.t[at][1]}: ${point[0]}` }));
    return mark;
  }));
  return svg("g", side(place), ...drawn, ...marks);
};

/* The last value of each side at the end of its line; labels that would touch move apart. */
const labels = (chart, { x, y }) => {
  const placed = chart.s.map((points, own) => {
    const at = points.findLastIndex(Boolean);
    const [text, ...values] = points[at];
    const middle = values.reduce((sum, value) => sum + y(value), 0) / values.length;
    return { text: `${LETTERS[chart.i[own]]} ${text}`, place: chart.i[own], x: x(at) + 9, y: middle };
  }).sort((one, other) => one.y - other.y);
  placed.forEach((label, at) => {
    if (at) label.y = Math.max(label.y, placed[at - 1].y + LEAD);
  });
  const over = placed[placed.length - 1].y - (HEIGHT - BOTTOM);
  placed.reverse().forEach((label, at) => {
    if (over > 0) label.y = Math.min(label.y, at ? placed[at - 1].y - LEAD : HEIGHT - BOTTOM);
  });
  return placed.map((label) => svg("text", {
    ...side(label.place), class: "course course-end", x: label.x, y: label.y + 4, text: label.text,
  }));
};

const plot = (chart) => {
  const scaled = scale(chart);
  return svg("svg", { class: "course-plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    ...axis(chart, scaled),
    ...chart.s.map((_, own) => course(chart, own, scaled)),
    ...labels(chart, scaled));
};

const key = (place) => svg("svg", {
  ...side(place), class: "course course-key", viewBox: "0 0 26 12", width: 26, height: 12, "aria-hidden": "true",
}, svg("path", { class: "course-line", d: "M0 6H26" }), MARKS[place](13, 6));

const named = (place, names, word) => [
  el("b", { text: LETTERS[place] }), ` ${names[place]}`, word ? el("small", { text: ` (${word})` }) : null,
];

const legend = (chart, names) => el("ul", { class: "course-names" }, ...chart.i.map((place, own) =>
  el("li", {}, key(place), el("span", {}, ...named(place, names, chart.w[own])))));

const table = (chart, names, words, label) => el("div", {
  class: "course-scroll", role: "region", tabindex: 0, "aria-label": label,
}, el("table", { class: "course-table" },
  el("caption", { class: "peta-sr", text: label }),
  el("thead", {}, el("tr", {}, el("th", { scope: "col", text: words.year }),
    ...chart.i.map((place, own) => el("th", { scope: "col" }, ...named(place, names, chart.w[own]))))),
  el("tbody", {}, ...chart.t.map(([, year], at) => el("tr", {}, el("th", { scope: "row", text: year }),
    ...chart.s.map((points) => el("td", { text: points[at] ? points[at][0] : "–" })))))));

/* One period needs no axis: both values stand in words. */
const single = (chart, names) => el("ul", { class: "course-names" }, ...chart.i.map((place, own) =>
  el("li", {}, key(place), el("span", {}, ...named(place, names, chart.w[own]), ": ",
    el("b", { class: "course-value", text: chart.s[own][0][0] }), ` (${chart.t[0][1]})`))));

/* What stands in for a missing figure is never given as the area's own. */
const alone = (own, names, words) => {
  const told = own.p.length > 2 ? [own.p[0], own.p[own.p.length - 1]] : own.p;
  const text = told.map(([year, value]) => `${year}: ${value}`).join(" → ");
  const lent = own.l && text;
  const remark = [own.w, lent ? text : ""].filter(Boolean).join(". ");
  return el("li", {}, el("span", {}, el("b", { text: LETTERS[own.i] }), ` ${names[own.i]}: `,
    el("span", { class: "course-value", text: lent || !text ? words.nothing : text }),
    remark ? el("small", { text: ` (${remark})` }) : null));
};

const long = (own, names) => el("p", { class: "profile-note", text: `${LETTERS[own.i]} ${own.l ? own.w : names[own.i]}. ${
  own.p.map(([year, value]) => `${year}: ${value}`).join(" · ")}` });

const row = (data, names, { metrics, official: words, profile }) => {
  const [label, unit] = metrics[data.m];
  const apart = data.a ?? [];
  const tables = data.g.filter((chart) => chart.y).map((chart) => table(chart, names, words, label));
  const lists = apart.filter((own) => own.p.length > 2).map((own) => long(own, names));
  const more = tables.length + lists.length ? words.table : profile.remark;
  return el("article", { class: "official-pair", "data-metric": data.m },
    el("h4", {}, label, " ", el("small", { text: unit })),
    ...data.g.flatMap((chart) => [
      chart.y ? legend(chart, names) : single(chart, names),
      chart.y ? plot(chart) : null,
      el("p", { class: "course-said", text: chart.d }),
    ]),
    apart.length ? el("ul", { class: "course-names course-apart" }, ...apart.map((own) => alone(own, names, words))) : null,
    data.r ? el("p", { class: "course-guard", text: `${data.r.join("; ")}.` }) : null,
    el("details", { class: "official-notes" },
      el("summary", { text: more, "aria-label": `${more}: ${label}` }),
      ...tables, ...lists,
      ...data.n.map((text) => el("p", { class: "profile-note", text }))));
};

const group = (title, rows, names, spoken) => !rows.length ? [] : [
  el("h3", { class: "official-group", text: title }),
  el("div", { class: "official-pairs" }, ...rows.map((item) => row(item, names, spoken))),
];

export const official = (data, spoken, { names }) => {
  const words = spoken.official;
  const rest = data.view ? data.rows.slice(1) : data.rows;
  return [
    el("p", { class: "profile-note", text: words.help }),
    ...group(words.view, data.view ? data.rows.slice(0, 1) : [], names, spoken),
    ...group(words.together, rest.filter((item) => item.g.length), names, spoken),
    ...group(words.apart, rest.filter((item) => !item.g.length), names, spoken),
    data.none ? el("p", { class: "profile-note", text: data.none }) : null,
  ].filter(Boolean);
};
