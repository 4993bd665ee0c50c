/* Sections of the profile with estimates: key figures with their ranks, mixes, sectors. */
import { el } from "./dom.js";

const FLAGS = { n: "nodata", s: "suppressed", u: "unreliable" };

export const note = (text) => el("p", { class: "profile-note", text });

/* A number with its interval and the mark of care; a word where there is none. */
export const figure = (words, mark, text, span) => {
  if (mark in FLAGS) return el("span", { class: "fact-empty", text: words[FLAGS[mark]] });
  const value = el("span", { class: "fact-value", text });
  if (mark === "c") {
    value.append(el("abbr", { class: "care", title: words.care, text: "*" }),
      el("span", { class: "peta-sr", text: ` ${words.care}` }));
  }
  if (span) value.append(" ", el("small", { text: `(${span})` }));
  return value;
};

/* Places from the first to the last: the range as a line, the place itself as a mark on it. */
const places = ([place, low, high, among]) => {
  const at = (number) => (among > 1 ? (100 * (number - 1)) / (among - 1) : 0);
  return el("div", { class: "fact-places", "aria-hidden": "true" },
    el("i", { class: "fact-range", style: `left:${at(low).toFixed(1)}%;right:${(100 - at(high)).toFixed(1)}%` }),
    el("i", { class: "fact-place", style: `left:${at(place).toFixed(1)}%` }));
};

const fact = (row, { profile: words, metrics }) => {
  const said = [row.t, row.d].filter(Boolean);
  return el("li", { class: "fact", "data-metric": row.m },
    el("div", { class: "fact-line" },
      el("span", { class: "fact-name" }, metrics[row.m][0],
        row.p ? el("small", { text: ` ${row.p}` }) : null),
      figure(words, row.f, row.v, row.s)),
    row.r ? places(row.r) : null,
    said.length ? el("p", { class: "fact-said" }, ...said.map((text) => el("span", { text }))) : null,
    row.u ? note(row.u) : null);
};

export const facts = (data, spoken) => [
  el("h3", { class: "peta-sr", text: spoken.profile.key }),
  el("ul", { class: "facts" }, ...data.rows.map((row) => fact(row, spoken))),
  ...(data.among ? [note(data.among)] : []),
];

/* A share as a bar from 0 to 100 per cent, and its interval as a line over it. */
const bar = (value, low, high, use) => {
  const cell = el("td", { class: "mix-bar", "aria-hidden": "true" });
  if (value === null || value === undefined) return cell;
  const range = low === undefined ? null
    : el("i", { class: "mix-range", style: `left:${low}%;width:${Math.max(high - low, 0.4)}%` });
  cell.append(el("div", {},
    el("i", { class: "mix-fill", "data-use": use, style: `width:${value}%` }), range));
  return cell;
};

const strip = (pieces) => el("div", { class: "mix-strip", "aria-hidden": "true" },
  ...pieces.filter((piece) => piece.length > 4).map(([code, , , , value]) =>
    el("i", { "data-use": code, style: `flex-grow:${value}` })),
  pieces.some((piece) => piece.length <= 4)
    ? el("i", { "data-swatch": "u", style: `flex-grow:${rest(pieces)}` }) : null);

const rest = (pieces) =>
  Math.max(0, 100 - pieces.reduce((sum, piece) => sum + (piece[4] ?? 0), 0)).toFixed(1);

const group = (data, spoken, newmax) => {
  const { profile: words, options, dimensions } = spoken;
  const title = dimensions[data.d][0];
  if (data.x) return el("section", { class: "mix" }, el("h4", { text: title }), note(data.x));
  const use = data.d === "use";
  const empty = data.p.every((piece) => piece[1] === "n");
  if (empty) return el("section", { class: "mix" }, el("h4", { text: title }), note(words.none));
  const rows = data.p.map(([code, mark, text, span, value, low, high]) => el("tr", {},
    el("th", { scope: "row" },
      use ? el("i", { class: "use-mark", "data-use": code, "aria-hidden": "true" }) : null,
      el("span", { text: options[data.d][code][0].replace("{newmax}", newmax) })),
    bar(value, low, high, use ? code : null),
    el("td", { class: "num" }, figure(words, mark, text, span))));
  return el("section", { class: "mix", "data-dimension": data.d },
    el("h4", { text: title }),
    use ? strip(data.p) : null,
    el("table", { class: "mix-table" },
      el("caption", { class: "peta-sr", text: title }), el("tbody", {}, ...rows)),
    data.u ? note(data.u) : null);
};

export const mixes = (data, spoken) => [
  ...data.groups.map((own) => group(own, spoken, data.newmax)),
  note(spoken.profile.mixhelp),
];

/* Only a sure difference is seen; that there is none is heard. */
const verdict = (sure, words, region) => {
  const [key, sign] = { 1: ["above", "▲ "], "-1": ["below", "▼ "], 0: ["even", ""] }[sure];
  return el("span", { class: sure ? "sector-said" : "peta-sr", "data-sure": sure },
    el("span", { "aria-hidden": "true", text: sign }), words[key].replace("{region}", region));
};

const sector = ([code, mark, text, span, value, quotient, ends, qmark, sure], spoken, region) => {
  const { profile: words, options } = spoken;
  const share = figure(words, mark, text, span);
  const shown = !(mark in FLAGS);
  return el("tr", { "data-sector": code },
    el("th", { scope: "row", text: options.sector[code][0] }),
    el("td", { class: "num" }, share, shown ? el("span", { class: "sector-bar", "aria-hidden": "true" },
      el("i", { class: "mix-fill", style: `width:${value}%` })) : null),
    region ? el("td", { class: "num" }, ...(shown
      ? [figure(words, qmark, quotient, ends), quotient ? verdict(sure, words, region) : null].filter(Boolean)
      : [])) : null);
};

export const sectors = (data, spoken) => {
  const { profile: words } = spoken;
  if (data.x) return [note(data.x)];
  if (!data.rows.length) return [note(words.none)];
  const { region } = data;
  return [
    el("table", { class: "sector-table" },
      el("caption", { class: "peta-sr", text: words.sectors }),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col", text: words.sector }),
        el("th", { scope: "col", class: "num", text: words.portion }),
        region ? el("th", { scope: "col", class: "num", text: words.quotient }) : null)),
      el("tbody", {}, ...data.rows.map((row) => sector(row, spoken, region)))),
    note(region ? words.sectorshelp.replace("{region}", region) : words.sectorswhole),
  ];
};
