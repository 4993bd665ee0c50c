/* The mixes of the compared areas: for each option one bar an area, on one axis a dimension.
   On the phone the cells of a row stand below one another, which takes the meaning of a table away:
   hence the roles. */
import { el } from "./dom.js";
import { figure, note } from "./profile-figures.js";

const SIDES = ["a", "b", "c", "d"];

const letter = (index) => SIDES[index].toUpperCase();

const at = (share, top) => `${((100 * share) / top).toFixed(1)}%`;

/* A share as a bar from nought, its interval as a line over it. */
const bar = ([, , , value, low, high], top) => {
  const cell = el("td", { role: "cell", class: "pairs-bar", "aria-hidden": "true" });
  if (value === undefined) return cell;
  cell.append(el("i", { class: "pairs-fill", style: `width:${at(value, top)}` }));
  if (low !== undefined) {
    cell.append(el("i", { class: "pairs-range", style: `left:${at(low, top)};width:${at(high - low, top)}` }));
  }
  return cell;
};

/* Only a sure difference is seen; that there is none is heard. */
const verdict = (sure, names, words) => {
  const told = sure.map((sign, index) => [sign, index + 1]).filter(([sign]) => sign);
  if (!told.length) return [el("span", { class: "peta-sr", text: words.even })];
  return told.map(([sign, other]) => {
    const [more, less] = sign > 0 ? [0, other] : [other, 0];
    const text = names.length > 2
      ? words.morethan.replace("{area}", letter(more)).replace("{other}", letter(less))
      : words.more.replace("{area}", names[more]);
    return el("span", { class: `pairs-said side-${SIDES[more]}`, "data-sure": sign },
      el("span", { "aria-hidden": "true", text: sign > 0 ? "▲ " : "▼ " }), text);
  });
};

/* One option: a row an area, its name and what is sure beside all of them. */
const option = ([code, pieces, sure], data, spoken, { names, newmax }) => {
  const { profile, options, mixpairs: words } = spoken;
  const span = pieces.length;
  return el("tbody", { role: "rowgroup", "data-option": code }, ...pieces.map((piece, index) => {
    const [mark, text, ends] = piece;
    return el("tr", { role: "row", class: `side-${SIDES[index]}` },
      index ? null : el("th", { role: "rowheader", scope: "rowgroup", rowspan: span, class: "pairs-name" },
        data.d === "use" ? el("i", { class: "use-mark", "data-use": code, "aria-hidden": "true" }) : null,
        el("span", { text: options[data.d][code][0].replace("{newmax}", newmax) })),
      el("th", { role: "rowheader", scope: "row", class: "pairs-side" },
        el("b", { class: "side-letter", "aria-hidden": "true", text: letter(index) }),
        el("span", { class: "peta-sr", text: names[index] })),
      bar(piece, data.top),
      el("td", { role: "cell", class: "num" }, figure(profile, mark, text, ends)),
      index ? null : el("td", { role: "cell", rowspan: span, class: "pairs-reading" },
        ...verdict(sure, names, words)));
  }));
};

const table = (title, rows, data, spoken, own) => {
  const { mixpairs: words } = spoken;
  const head = (text, type, ...more) =>
    el("th", { role: "columnheader", scope: "col", class: type }, el("span", { class: "peta-sr", text }), ...more);
  return el("table", { class: "pairs-table", role: "table" },
    el("caption", { class: "peta-sr", text: title }),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" },
      head(words.option, "pairs-name"), head(words.area, "pairs-side"),
      el("td", { role: "cell", class: "pairs-axis", "aria-hidden": "true" },
        ...data.ticks.map((text) => el("i", { text }))),
      head(words.share, "num"), head(words.reading, "pairs-reading"))),
    ...rows.map((row) => option(row, data, spoken, own)));
};

const group = (data, spoken, own) => {
  const { mixpairs: words, dimensions } = spoken;
  const title = dimensions[data.d][0];
  const head = el("h3", { text: title });
  if (data.x) return el("section", { class: "pairs" }, head, note(data.x));
  const [shown, folded] = [data.rows.slice(0, data.fold), data.rows.slice(data.fold ?? data.rows.length)];
  return el("section", { class: "pairs", "data-dimension": data.d }, head,
    shown.length ? table(title, shown, data, spoken, own) : null,
    folded.length ? el("details", { class: "pairs-fold", open: own.unfolded },
      el("summary", { text: words.fold.replace("{count}", folded.length).replace("{few}", own.few) }),
      table(words.folded, folded, data, spoken, own)) : null,
    data.u ? note(data.u) : null);
};

export const mixes = (data, spoken, { names }) => {
  const { mixpairs: words } = spoken;
  // Each answer of the server draws the section anew: what a reader unfolded stays unfolded.
  const unfolded = Boolean(document.querySelector(".pairs-fold")?.open);
  const own = { names, unfolded, newmax: data.newmax, few: data.few };
  return [
    el("p", { class: "pairs-key" }, ...names.map((name, index) => el("span", { class: `side-${SIDES[index]}` },
      el("b", { class: "side-letter", text: letter(index) }), el("span", { text: name })))),
    el("div", { class: "pairs-groups" }, ...data.groups.map((item) => group(item, spoken, own))),
    note(words.help),
    ...(data.sample ? [note(words.sample)] : []),
  ];
};
