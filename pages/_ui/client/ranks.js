/* The ranked chart: one column per area, highest first, in the colours of the map. A picture for the
   eye; the table below carries the same for everyone. */
import { el, onWidth, svg } from "./dom.js";

const HEIGHT = 168;
const EDGE = { top: 20, right: 2, bottom: 12, left: 2 };
const NAMED = 8;
const LETTER = 6.4;

/* A name on two lines where one is too short, and cut only where two are. */
const split = (name, room) => {
  const cut = (text) => (text.length > room ? `${text.slice(0, Math.max(room - 1, 1))}…` : text);
  if (name.length <= room) return [name];
  const [first, ...rest] = name.split(" ");
  return rest.length ? [cut(first), cut(rest.join(" "))] : [cut(first)];
};

export const ranks = ({ root, signal, point, choose }) => {
  const said = el("p", { class: "rank-said", "aria-hidden": "true" });
  const plot = svg("svg", { class: "rank-plot", height: HEIGHT, role: "img" });
  const box = el("div", { class: "rank-box" }, plot);
  const figure = el("figure", { class: "peta-ranks", hidden: true }, said, box);
  root.append(figure);
  let rows = [];
  let data = null;
  let width = 0;
  let pointed = null;
  let chosen = null;
  let touch = false;

  const column = (code) => (code ? plot.querySelector(`[data-code="${CSS.escape(code)}"]`) : null);
  const step = () => (width - EDGE.left - EDGE.right) / rows.length;

  const say = () => {
    const row = rows.find((item) => item.code === (pointed ?? chosen)) ?? null;
    said.replaceChildren();
    if (!row) {
      said.textContent = data?.words.hint ?? "";
      return;
    }
    said.append(el("b", { text: row.name }));
    const several = rows.some((other) => other.parent !== row.parent);
    if (row.parent && several) said.append(` ${row.parent}`);
    said.append(el("span", { class: "rank-value", text: row.text }));
    if (row.span) said.append(el("span", { class: "rank-span", text: `(${row.span})` }));
  };

  const scale = () => {
    const values = rows.flatMap((row) => [row.value, ...(row.ends ?? [])]);
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    const foot = (named() ? 26 : 0) + (named() && low < 0 ? 14 : 0);
    const inner = HEIGHT - EDGE.top - EDGE.bottom - foot;
    return (value) => EDGE.top + (1 - (value - low) / (high - low || 1)) * inner;
  };

  const named = () => rows.length <= NAMED;

  const columns = (y) => rows.map((row, index) => {
    const gap = Math.min(6, step() * 0.18);
    const top = Math.min(y(row.value), y(0));
    return svg("rect", {
      "data-code": row.code, "data-class": row.cls, class: "rank-column",
      x: (EDGE.left + index * step() + gap / 2).toFixed(2), y: top.toFixed(2),
      width: Math.max(step() - gap, 0.8).toFixed(2),
      height: Math.max(Math.abs(y(row.value) - y(0)), 1).toFixed(2), fill: row.colour ?? "var(--blank)",
      "stroke-width": step() < 3 ? 0 : 0.5,
    });
  });

  /* What an estimate may be: the ends of its interval. */
  const whiskers = (y) => rows.flatMap((row, index) => {
    if (!row.ends || step() < 3) return [];
    const x = (EDGE.left + (index + 0.5) * step()).toFixed(2);
    return [svg("path", { class: "rank-whisker", d: `M${x} ${y(row.ends[0]).toFixed(1)}V${y(row.ends[1]).toFixed(1)}` })];
  });

  const names = (y) => rows.flatMap((row, index) => {
    const x = EDGE.left + (index + 0.5) * step();
    const over = row.value < 0 ? y(row.value) + 14 : y(row.value) - 5;
    return [
      svg("text", { x, y: over, class: "rank-figure", "text-anchor": "middle", text: row.text }),
      ...split(row.name, Math.floor(step() / LETTER)).map((text, line) => svg("text", {
        x, y: HEIGHT - 21 + line * 14, class: "rank-name", "text-anchor": "middle", text,
      })),
    ];
  });

  /* Lines of comparison: the region as a whole, where it has a value of the same kind. */
  const lines = (y) => (data.context ?? []).flatMap(({ name, text, value }) => {
    if (value === null || value === undefined) return [];
    const at = y(value);
    if (at < EDGE.top - 1 || at > HEIGHT - EDGE.bottom) return [];
    return [
      svg("path", { d: `M0 ${at}H${width}`, class: "rank-line" }),
      svg("text", {
        x: width - 2, y: at - 4, class: "rank-context", "text-anchor": "end", text: `${name} ${text}`,
      }),
    ];
  });

  const extremes = (y) => (named() ? [] : [svg("text", {
    x: 0, y: Math.max(y(rows[0].value) - 6, 12), class: "rank-figure", text: rows[0].text,
  })]);

  const draw = () => {
    figure.hidden = !data?.ranked || !rows.length;
    // Its name stands even while it is out of sight, where it has no width to be drawn in.
    if (!figure.hidden) plot.setAttribute("aria-label", data.words.chart);
    if (figure.hidden || !width) return;
    plot.setAttribute("width", width);
    plot.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const y = scale();
    plot.replaceChildren(
      ...columns(y),
      ...whiskers(y),
      svg("path", { d: `M0 ${y(0)}H${width}`, class: "rank-base" }),
      ...lines(y), ...(named() ? names(y) : extremes(y)),
      svg("path", { class: "rank-marker chosen", d: "M0 0l4.5 7h-9z" }),
      svg("path", { class: "rank-marker", d: "M0 0l4.5 7h-9z" }));
    paint();
  };

  const paint = () => {
    for (const old of plot.querySelectorAll(".pointed, .selected")) {
      old.classList.remove("pointed", "selected");
    }
    column(pointed)?.classList.add("pointed");
    column(chosen)?.classList.add("selected");
    plot.classList.toggle("pointing", column(pointed) !== null);
    const place = (mark, code) => {
      const at = rows.findIndex((row) => row.code === code);
      if (!mark) return;
      mark.setAttribute("visibility", at < 0 ? "hidden" : "visible");
      if (at >= 0) mark.setAttribute("transform",
        `translate(${EDGE.left + (at + 0.5) * step()} ${HEIGHT - EDGE.bottom + 2})`);
    };
    const [first, second] = plot.querySelectorAll(".rank-marker");
    place(first, named() ? null : chosen);
    place(second, named() ? null : pointed);
    say();
  };

  const at = (event) => {
    const x = event.clientX - plot.getBoundingClientRect().left - EDGE.left;
    return rows[Math.max(0, Math.min(rows.length - 1, Math.floor(x / step())))] ?? null;
  };

  box.addEventListener("pointerdown", (event) => {
    touch = event.pointerType === "touch";
  }, { signal });
  box.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || !rows.length) return;
    touch = false;
    const row = at(event);
    if (row?.code !== pointed) point(row);
  }, { signal });
  box.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") point(null);
  }, { signal });
  box.addEventListener("click", (event) => {
    const row = at(event);
    if (!row) return;
    if (touch && row.code !== pointed) point(row);
    else choose(row.code);
  }, { signal });
  onWidth(box, signal, (next) => {
    width = next;
    draw();
  });

  return {
    update(next, nextData) {
      data = nextData;
      rows = next.filter((row) => row.value !== null && !row.empty)
        .sort((a, b) => b.value - a.value || a.name.localeCompare(b.name, "id"));
      draw();
    },
    select(code) {
      chosen = code;
      paint();
    },
    point(code) {
      pointed = code;
      paint();
    },
  };
};
