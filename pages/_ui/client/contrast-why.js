/* A difference in a share taken apart: mix, behaviour and their sum, on one axis for all pairs. */
import { axisOf } from "./contrast-jobs.js";
import { el } from "./dom.js";
import { figure, note } from "./profile-figures.js";

const SIDES = ["a", "b", "c", "d"];
const ROWS = ["mix", "behaviour", "difference"];
const SIGNS = { mix: "", behaviour: "+", difference: "=" };

const at = (axis, points) => `${axis.at(points).toFixed(2)}%`;
const along = (axis, low, high) => `left:${at(axis, low)};width:${(axis.at(high) - axis.at(low)).toFixed(2)}%`;

const bar = (axis, [, , , value, ...ends]) => el("div", { class: "why-track" },
  el("i", { class: "why-zero", style: `left:${at(axis, 0)}` }),
  el("i", {
    class: "why-bar", "data-way": value < 0 ? "down" : "up",
    style: along(axis, Math.min(0, value), Math.max(0, value)),
  }),
  ends.length ? el("i", { class: "why-range", style: along(axis, ...ends) }) : null);

const ticks = (axis) => {
  const digits = Math.max(0, -Math.floor(Math.log10(axis.step)));
  const format = new Intl.NumberFormat(document.documentElement.lang, {
    minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "exceptZero",
  });
  return axis.ticks.map((tick) => el("i", {
    style: `left:${at(axis, tick)}`, text: format.format(tick).replace("-", "−"),
  }));
};

const row = (code, part, axis, { why: words, profile }) =>
  el("tr", { role: "row", class: `why-${code}` },
    el("th", { role: "rowheader", scope: "row", class: "why-name" },
      SIGNS[code] ? el("b", { class: "why-sign", text: SIGNS[code], "aria-hidden": "true" }) : null,
      el("span", { text: words[code] })),
    el("td", { role: "presentation", class: "why-cell", "aria-hidden": "true" }, bar(axis, part)),
    el("td", { role: "cell", class: "why-number" }, figure(profile, part[0], part[1], part[2])));

const table = (parts, axis, title, spoken) =>
  el("table", { class: "why-table", role: "table", style: `--ticks:${axis.ticks.length - 1}` },
    el("caption", { class: "peta-sr", text: title }),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" },
      el("th", { role: "columnheader", scope: "col", class: "why-name" },
        el("span", { class: "peta-sr", text: spoken.why.part })),
      el("td", { role: "presentation", class: "why-axis", "aria-hidden": "true" }, ...ticks(axis)),
      el("th", { role: "columnheader", scope: "col", class: "why-number", text: spoken.why.points }))),
    el("tbody", { role: "rowgroup" }, ...ROWS.map((code, index) => row(code, parts[index], axis, spoken))));

const letter = (side) => el("b", { class: `side-letter side-${SIDES[side]}`, text: SIDES[side].toUpperCase() });

const pair = (item, metric, names, axis, spoken) => {
  const title = spoken.why.caption.replace("{metric}", metric)
    .replace("{a}", names[0]).replace("{b}", names[item.at]);
  return el("section", { class: "why-pair", "data-side": SIDES[item.at] },
    el("h3", { class: "why-title" }, letter(0), el("span", { text: "−", "aria-hidden": "true" }), letter(item.at),
      el("span", { text: title })),
    item.within ? note(item.within) : null,
    el("p", { class: "why-said", text: item.x ?? item.said }),
    item.parts ? table(item.parts, axis, title, spoken) : null);
};

export const why = (data, spoken, { names }) => {
  const { why: words, metrics } = spoken;
  const [metric] = metrics[data.m];
  const drawn = data.pairs.filter(({ parts }) => parts);
  const axis = axisOf(drawn.flatMap(({ parts }) => parts.flatMap((part) => part.slice(3))));
  return [
    data.instead ? note(words.instead.replace("{metric}", metric)) : null,
    ...data.pairs.map((item) => pair(item, metric, names, axis, spoken)),
    el("details", { class: "official-notes" },
      el("summary", { text: `? ${words.what}`, "data-code": "why-help" }), note(words.help)),
    data.example && drawn.length ? note(words.example) : null,
  ].filter(Boolean);
};
