/* Job growth of the compared areas taken apart: a waterfall an area, in the cells of one table.
   The cells of a row stand below one another on the phone, which takes the meaning of a table away:
   hence the roles. */
import { el } from "./dom.js";
import { figure, note } from "./profile-figures.js";

const SIDES = ["a", "b", "c", "d"];
const OTHERS = "others";
const UNDIVIDED = 2;
const FEWEST_TICKS = 3;

let chosen = null;

/* Where each bar of an area starts and ends, as exact running totals; no bar keeps the total. */
const steps = (rows, side) => {
  let sum = 0;
  return rows.map((row) => {
    const from = sum;
    sum += row[side + 1][3] ?? 0;
    return [from, sum];
  });
};

/* An axis that holds every bar and whole steps of 1, 2 or 5 times a power of ten. */
export const axisOf = (ends) => {
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const rough = (high - low || 1) / FEWEST_TICKS;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = ten * ([5, 2].find((each) => each * ten <= rough) ?? 1);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const count = Math.max(last - first, 1);
  const at = (points) => (100 * (points / step - first)) / count;
  const ticks = Array.from({ length: count + 1 }, (_, index) => (first + index) * step);
  return { at, ticks, step };
};

const width = (axis, from, to) => `left:${axis.at(from).toFixed(2)}%;width:${(axis.at(to) - axis.at(from)).toFixed(2)}%`;

/* Lines lead from the end of a bar to the next one, past cells that have none. */
const bar = (axis, [from, to], { drawn = true, step = true, ends = [] } = {}) =>
  el("div", { class: "falls-track", "aria-hidden": "true" },
    el("i", { class: "falls-zero", style: `left:${axis.at(0).toFixed(2)}%` }),
    drawn ? el("i", {
      class: "falls-bar", "data-way": to < from ? "down" : "up", style: width(axis, Math.min(from, to), Math.max(from, to)),
    }) : null,
    step ? el("i", { class: "falls-step", "data-through": !drawn, style: `left:${axis.at(to).toFixed(2)}%` }) : null,
    ends.length ? el("i", { class: "falls-range", style: width(axis, ...ends) }) : null);

/* Sign, glyph and colour say the same, and say nothing of what is printed as nought. */
const WAYS = { "+": ["up", "▲", "rising"], "−": ["down", "▼", "falling"] };

const points = ({ jobs: words, profile }, [mark, text, span]) => {
  const [way, glyph, told] = WAYS[text[0]] ?? ["even", "·", null];
  return el("div", { class: "falls-number", "data-way": way },
    el("span", { "aria-hidden": "true", class: "falls-glyph", text: glyph }),
    told ? el("span", { class: "peta-sr", text: `${words[told]} ` }) : null,
    figure(profile, mark, text, span));
};

/* What the points are made of: share of workers times growth of their own. */
const made = ({ jobs: words, profile }, [, , , , share, growth, ends, mark]) =>
  el("div", { class: "falls-made" },
    el("span", { class: "peta-sr", text: `${words.share} ` }), share,
    el("span", { "aria-hidden": "true", text: " × " }),
    el("span", { class: "peta-sr", text: `, ${words.growth} ` }), figure(profile, mark, growth, ends));

const FLAGS = { s: "suppressed", u: "unreliable" };

const blank = ({ jobs: words, profile }, [kind, mark]) => {
  const told = [words.nobody, words.among, words.undivided][kind];
  return el("span", { class: "fact-empty", text: mark ? `${profile[FLAGS[mark]]}, ${told}` : told });
};

const cell = (sent, at, axis, spoken, side) => {
  const drawn = sent.length > 2;
  return el("td", { role: "cell", class: `falls-cell side-${SIDES[side]}` },
    sent[0] === UNDIVIDED ? null : bar(axis, at, { drawn }),
    el("div", { class: "falls-text" },
      ...(drawn ? [points(spoken, sent), made(spoken, sent)] : [blank(spoken, sent)])));
};

const name = (code, data, { jobs: words, options }, newmax) => {
  const called = (each) => options[data.d][each][0].replace("{newmax}", newmax);
  const others = code === OTHERS;
  return el("th", { role: "rowheader", scope: "row", class: "falls-name" },
    data.d === "use" && !others ? el("i", { class: "use-mark", "data-use": code, "aria-hidden": "true" }) : null,
    el("span", { text: others ? words.others : called(code) }),
    others && data.among.length ? el("small", { text: data.among.map(called).join("; ") }) : null);
};

const totals = (own, sides, axis, spoken) =>
  el("tr", { role: "row", class: "falls-total" },
    el("th", { role: "rowheader", scope: "row", class: "falls-name", text: spoken.jobs.total }),
    ...sides.map((side) => {
      const sent = own.totals[side];
      const [mark, , , value, ...ends] = sent;
      const known = value !== undefined;
      return el("td", { role: "cell", class: `falls-cell side-${SIDES[side]}` },
        known ? bar(axis, [0, value], { step: false, ends }) : null,
        el("div", { class: "falls-text" }, known ? points(spoken, sent) : figure(spoken.profile, mark)));
    }));

const heads = (own, sides, axis, { jobs: words }) => {
  const { lang } = document.documentElement;
  const digits = Math.max(0, -Math.floor(Math.log10(axis.step)));
  const format = new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const said = (tick) => format.format(tick).replace("-", "−");
  return el("thead", { role: "rowgroup" }, el("tr", { role: "row" },
    el("th", { role: "columnheader", scope: "col", class: "falls-name" },
      el("span", { class: "peta-sr", text: words.option })),
    ...sides.map((side) => el("th", { role: "columnheader", scope: "col", class: `falls-side side-${SIDES[side]}` },
      el("span", { class: "falls-area" },
        el("b", { class: "side-letter", text: SIDES[side].toUpperCase() }), el("span", { text: own.names[side] })),
      el("span", { class: "falls-axis", "aria-hidden": "true" }, ...axis.ticks.map((tick) =>
        el("i", { style: `left:${axis.at(tick).toFixed(2)}%`, text: said(tick) }))),
      el("small", { class: "falls-key", text: words.made })))));
};

/* Two areas a table, row by row beside each other; a third and fourth stand in a second one below. */
const table = (data, own, sides, axis, spoken) => {
  const falls = sides.map((side) => steps(data.rows, side));
  const title = spoken.jobs.caption.replace("{dimension}", spoken.dimensions[data.d][0].toLowerCase());
  return el("table", { class: "falls-table", role: "table", style: `--ticks:${axis.ticks.length - 1}` },
    el("caption", { class: "peta-sr", text: title }),
    heads(own, sides, axis, spoken),
    el("tbody", { role: "rowgroup" },
      ...data.rows.map((row, index) => el("tr", { role: "row", "data-option": row[0] },
        name(row[0], data, spoken, own.newmax),
        ...sides.map((side, number) =>
          cell(row[side + 1], falls[number][index], axis, spoken, side)))),
      totals(own, sides, axis, spoken)));
};

const fall = (data, own, spoken) => {
  const { jobs: words, dimensions } = spoken;
  const every = own.totals.map((_, side) => side);
  const ends = every.flatMap((side) => [...steps(data.rows, side).flat(), ...own.totals[side].slice(3)]);
  const axis = axisOf(ends);
  const pairs = every.length > 2 ? [every.slice(0, 2), every.slice(2)] : [every];
  return el("div", { class: "falls", "data-dimension": data.d, hidden: data.d !== chosen },
    ...pairs.map((sides) => table(data, own, sides, axis, spoken)),
    ...(data.whole ?? []).map((side) => note(words.whole.replace("{area}", own.names[side])
      .replace("{dimension}", dimensions[data.d][0].toLowerCase()))),
    data.rows.some(([code]) => code === OTHERS) ? note(words.together) : null,
    data.d === "size" ? note(words.sizegrowth) : null,
    data.d === "age" && own.young ? note(own.young) : null);
};

const choice = (own, spoken, show) => el("fieldset", { class: "falls-choice" },
  el("legend", { text: spoken.jobs.switch }),
  ...own.falls.map(({ d }) => {
    const input = el("input", {
      type: "radio", name: "falls", value: d, checked: d === chosen, "data-code": `falls-${d}`,
    });
    input.addEventListener("change", () => show(d));
    return el("label", {}, input, el("span", { text: spoken.dimensions[d][0] }));
  }));

export const jobs = (data, spoken, { names }) => {
  const { jobs: words, dimensions } = spoken;
  const own = { ...data, names };
  // Each answer of the server draws the section anew: the reader's choice stays.
  if (!data.falls.some(({ d }) => d === chosen)) chosen = data.falls[0]?.d ?? null;
  const falls = data.falls.map((each) => fall(each, own, spoken));
  const show = (code) => {
    chosen = code;
    for (const box of falls) box.hidden = box.dataset.dimension !== code;
  };
  const told = [
    ...data.why,
    data.fixed ? words.fixed.replace("{dimensions}", data.fixed.map((d) => dimensions[d][0].toLowerCase()).join(", ")) : "",
    data.growth && data.falls.length ? words.narrowed : "",
  ].filter(Boolean);
  return [
    ...data.said.map((text) => el("p", { class: "falls-said", text })),
    ...told.map(note),
    ...(data.falls.length ? [choice(own, spoken, show), ...falls, note(words.how), note(words.survivors)] : []),
    ...(data.example && data.falls.length ? [note(words.example)] : []),
  ];
};
