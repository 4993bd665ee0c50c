/* What differs: one row per indicator, the clearest difference first, with the values of all sides as
   marks on a scale of the row's own. What may not be compared is folded, by its reason. On the phone
   rows are stacked, which takes the meaning of a table away: hence the roles. */
import { el } from "./dom.js";

const SIDES = ["a", "b", "c", "d"];
const SIGNS = { higher: "▲", more: "▲", lower: "▼", fewer: "▼" };

const letter = (side) => el("span", { class: `side-letter side-${side}`, text: side.toUpperCase() });

/* Two places are the ends of a range; three are a value and the ends of its interval. */
const lane = (places, side) => {
  const line = el("span", { class: `dots-lane side-${side}`, "data-side": side });
  if (places.length > 1) {
    const [from, to] = places.slice(-2);
    const range = places.length === 2 ? " dots-span" : "";
    line.append(el("i", { class: `dots-range${range}`, style: `left:${from}%;width:${(to - from).toFixed(1)}%` }));
  }
  if (places.length && places.length !== 2) {
    line.append(el("i", { class: "dots-mark", style: `left:${places[0]}%` }));
  }
  return line;
};

const dots = (marks, zero) => el("div", { class: "dots", "aria-hidden": "true" },
  zero === null ? null : el("i", { class: "dots-zero", style: `left:${zero}%` }),
  ...marks.map((places, index) => lane(places, SIDES[index])));

const heading = (code, current, { metrics }) => {
  const [label, unit] = metrics[code];
  return el("th", { scope: "row", role: "rowheader" },
    el("button", {
      type: "button", class: "peta-row-button", "data-metric": code,
      "aria-current": code === current ? "true" : null, text: label,
    }),
    unit ? el("span", { class: "pair-unit", text: ` ${unit}` }) : null);
};

/* A number and in small print its interval or period. */
const printed = ([value, span, care] = [], words = {}) => el("span", {},
  el("span", { class: "pair-value", text: value ?? "–" }),
  care ? el("abbr", { class: "care", title: words.care, text: "*" }) : null,
  care ? el("span", { class: "peta-sr", text: ` ${words.care}` }) : null, " ",
  span ? el("small", { text: span }) : null);

const figure = (text, index, names) => el("td", {
  role: "cell", class: `num side-${SIDES[index]}`, "data-label": names[index],
}, printed(text));

/* A side that has nothing of a metric stands there all the same. */
const figures = (texts, names) => names.map((_, index) => figure(texts[index], index, names));

const row = ([code, texts, marks, zero, difference, word, together], current, names, spoken) => {
  const words = spoken.pair;
  const sign = SIGNS[word];
  return el("tr", { role: "row", "data-code": code, "data-word": word, class: code === current ? "active" : null },
    heading(code, current, spoken),
    ...figures(texts, names),
    el("td", { role: "cell", class: "pair-chart" }, dots(marks, zero)),
    el("td", { role: "cell", class: "num pair-difference", "data-label": words.difference }, printed(difference, words)),
    el("td", { role: "cell", class: "pair-word" },
      sign ? el("span", { "aria-hidden": "true", text: `${sign} ` }) : null,
      words.readings[word].replace("{a}", names[0]),
      together ? el("abbr", { class: "pair-together", title: words.stays, "aria-hidden": "true", text: " ✓" }) : null,
      together ? el("span", { class: "peta-sr", text: `, ${words.stays}` }) : null));
};

const bare = ([code, texts], current, names, spoken) => el("tr", {
  role: "row", "data-code": code, "data-guard": "", class: code === current ? "active" : null,
}, heading(code, current, spoken), ...figures(texts, names));

const heads = (words, names) => [
  el("th", { scope: "col", role: "columnheader", text: words.indicator }),
  ...names.map((name, index) => el("th", {
    scope: "col", role: "columnheader", class: `num side-${SIDES[index]}`,
  }, letter(SIDES[index]), ` ${name}`)),
];

const table = (kind, caption, head, rows) => el("table", { role: "table", class: `peta-table ${kind}` },
  caption, el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head)),
  el("tbody", { role: "rowgroup" }, ...rows));

/* What a reader has opened stays open; the indicator on the maps is always in sight. */
const folded = ([reason, rows], { active, names }, spoken, opened) => {
  const text = spoken.pair.apart.replace("{count}", rows.length).replace("{reason}", reason);
  return el("details", {
    class: "pair-apart", "data-reason": reason,
    open: opened.has(reason) || rows.some(([code]) => code === active) ? "" : null,
  }, el("summary", { text }),
  table("pair-table pair-bare", el("caption", { class: "peta-sr", text: reason }),
    heads(spoken.pair, names), rows.map((item) => bare(item, active, names, spoken))));
};

const group = ({ title, rows, apart }, data, spoken, opened) => {
  const words = spoken.pair;
  const head = [
    ...heads(words, data.names),
    el("th", { scope: "col", role: "columnheader", text: words.chart }),
    el("th", { scope: "col", role: "columnheader", class: "num", text: words.difference }),
    el("th", { scope: "col", role: "columnheader", text: words.word }),
  ];
  return el("section", { class: "pair-group" },
    el("h3", { text: title }),
    rows.length ? table("pair-table", el("caption", { class: "peta-sr", text: title }), head,
      rows.map((item) => row(item, data.active, data.names, spoken))) : null,
    ...apart.map((item) => folded(item, data, spoken, opened)));
};

export const pair = (root, { peta, signal, trigger }) => {
  let active = null;
  root.addEventListener("click", (event) => {
    const code = event.target.closest("tbody tr")?.dataset.code;
    if (!code || code === active) return;
    active = code;
    trigger("metric", code);
  });
  let turn = 0;
  return async (data) => {
    const now = ++turn;
    const spoken = await peta.words(data.lang);
    if (now !== turn || signal.aborted) return;
    active = data.active;
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.metric : null;
    const opened = new Set([...root.querySelectorAll(".pair-apart[open]")].map((box) => box.dataset.reason));
    root.replaceChildren(
      el("p", { class: "pair-note", text: spoken.pair.caption }),
      data.mark ? el("p", { class: "pair-note", text: data.mark }) : "",
      ...data.groups.map((own) => group(own, data, spoken, opened)),
      ...(data.notes ?? []).map((text) => el("p", { class: "pair-note", text })),
    );
    if (focused) root.querySelector(`[data-metric="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
};
