/* The parts of both sides as dots on one axis, a lane a side, with the median of each. The dots are
   the rows of the lists; the legend's payload brings what all of them share. */
import { el, onWidth, svg } from "./dom.js";
import { LANE, lane, named } from "./strip-lane.js";
import { swarm } from "./swarm.js";

const AXIS = 36;
const EDGE = 10;
/* Width of a letter, as a part of its height. */
const LETTER = 0.55;

/* Numbers under the axis: its ends first, then those that find room between them. */
const numbers = (all, width, letter) => {
  const taken = [];
  return all.flatMap(([x, text]) => {
    const half = (text.length * letter) / 2 + 3;
    const middle = Math.max(half, Math.min(width - half, x));
    if (taken.some(([from, to]) => middle + half > from && middle - half < to)) return [];
    taken.push([middle - half, middle + half]);
    return [svg("text", { x: middle.toFixed(1), y: 24, class: "strip-number", "text-anchor": "middle", text })];
  });
};

export const strip = (root, { peta, signal }) => {
  const title = el("p", { class: "strip-title" });
  const told = el("span", { class: "strip-said", "aria-hidden": "true" });
  const head = el("div", { class: "strip-head" }, title, told);
  const lanesBox = el("div", { class: "strip-lanes" });
  const axis = svg("svg", { class: "strip-axis", height: AXIS, "aria-hidden": "true" });
  const figure = el("figure", { class: "peta-strip", hidden: true }, head, lanesBox, axis);
  root.append(figure);
  let data = null;
  let drawn = null;
  let colours = [];
  let width = 0;
  let lanes = [];

  const at = (value) => {
    const share = drawn.high > drawn.low ? (value - drawn.low) / (drawn.high - drawn.low) : 0.5;
    return EDGE + share * (width - 2 * EDGE);
  };

  const heard = (row, side) => {
    told.replaceChildren();
    for (const own of lanes) own.mark(row?.code ?? null);
    if (!row) {
      told.textContent = drawn?.axis ?? "";
      return;
    }
    told.append(el("b", { text: `${side.toUpperCase()} ${named(row)}` }), ` ${row.text}`,
      row.span ? ` (${row.span})` : "");
  };

  const base = () => {
    const stops = [EDGE, ...drawn.edges.map(([value]) => at(value)), width - EDGE];
    const letter = LETTER * parseFloat(getComputedStyle(axis).fontSize);
    const band = drawn.edges.length ? colours : [];
    return [
      ...band.map((fill, index) => svg("rect", {
        class: "strip-band", x: stops[index].toFixed(1), y: 0, fill, height: 8,
        width: Math.max(stops[index + 1] - stops[index], 0).toFixed(1),
      })),
      band.length ? null : svg("path", { class: "strip-line", d: `M${EDGE} 1H${width - EDGE}` }),
      ...drawn.ticks.map(([value]) => svg("path", { class: "strip-line", d: `M${at(value).toFixed(1)} 0V7` })),
      ...numbers([[EDGE, drawn.ends[0]], [width - EDGE, drawn.ends[1]],
        ...[...drawn.edges, ...drawn.ticks].map(([value, text]) => [at(value), text])], width, letter),
    ].filter(Boolean);
  };

  const draw = () => {
    if (!drawn || !width) return;
    axis.setAttribute("width", width);
    axis.setAttribute("viewBox", `0 0 ${width} ${AXIS}`);
    axis.replaceChildren(...base());
    const lines = [...drawn.edges, ...drawn.ticks].map(([value]) => at(value));
    const { r, spots } = swarm(lanes.map((own) => own.places()), LANE / 2 - 2);
    lanes.forEach((own, index) => own.draw(width, lines, r, spots[index]));
  };

  /* Legend and lists come one after the other: dots, axis and classes are drawn when they agree. */
  const settle = () => {
    if (!data) return;
    const rows = data.lanes.map(({ side, stamp }) => {
      if (stamp === null) return { rows: [], selected: null };
      const listed = peta.listed.get(side);
      return listed?.stamp === stamp ? listed : null;
    });
    if (rows.includes(null)) return;
    if (lanes.map((own) => own.side).join() !== data.lanes.map((own) => own.side).join()) {
      lanes = data.lanes.map((spec) => lane(spec, at, { peta, signal, heard }));
      lanesBox.replaceChildren(...lanes.map((own) => own.root));
    }
    drawn = data;
    title.textContent = drawn.title;
    lanes.forEach((own, index) => {
      own.tell(data.lanes[index]);
      own.take(rows[index]);
    });
    heard(null);
    draw();
  };

  peta.on("rows", settle, signal);
  peta.on("point", ({ code, from }) => {
    if (from === "strip" || !drawn) return;
    const owner = lanes.find((own) => own.has(code));
    heard(owner?.has(code) ?? null, owner?.side);
  }, signal);
  peta.on("class", ({ index }) => lanes.forEach((own) => own.light(index)), signal);
  onWidth(figure, signal, (next) => {
    width = next;
    draw();
  });

  return (next, classes) => {
    data = next ?? null;
    colours = classes;
    figure.hidden = !data;
    if (data) figure.style.setProperty("--lanes", data.lanes.length);
    settle();
  };
};
