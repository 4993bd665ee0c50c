/* The legend. It follows the pointer, and pointing at an entry lights its areas on the maps. */
import { el, svg } from "./dom.js";
import { strip } from "./strip.js";

const SIDES = ["a", "b", "c", "d"];

/* Of several sides each entry also knows which part of a side's areas it holds. */
const shared = (entries) => {
  const wholes = entries.reduce((sums, { counts = [] }) => counts.map((own, side) => own + (sums[side] ?? 0)), []);
  return entries.map((item) => (item.counts
    ? { ...item, shares: item.counts.map((own, side) => (wholes[side] ? own / wholes[side] : 0)) } : item));
};

/* How many areas of each side: a bar as high as their part of the side, with their number. */
const counted = (item, largest) => item.counts.map((count, side) => {
  const letter = SIDES[side];
  const share = largest ? item.shares[side] / largest : 0;
  return el("span", { class: `legend-side side-${letter}`, "data-count": count },
    el("i", { class: "legend-bar", style: `--pct:${share.toFixed(3)}`, "aria-hidden": "true" }),
    el("span", { class: "legend-number" },
      el("b", { class: "side-letter", text: letter.toUpperCase() }), ` ${count}`));
});

const number = (item, largest) => {
  if (item.counts) return counted(item, largest);
  return item.count === undefined || item.count === null
    ? [] : [el("span", { class: "legend-count", text: item.count })];
};

const entry = (item, largest) => el("li", {},
  el("button", {
    type: "button", class: item.counts ? "legend-entry sided" : "legend-entry", "data-class": item.code, "aria-pressed": "false",
  },
    item.use ? el("i", { class: "use-mark", "data-use": item.use, "aria-hidden": "true" }) : el("i", {
      class: "legend-swatch", "data-swatch": item.colour ? null : item.code,
      style: item.colour ? `background:${item.colour}` : null, "aria-hidden": "true",
    }),
    el("span", { class: "legend-text", text: item.text }),
    ...number(item, largest),
    ...item.marks.map((mark) => el("b", { class: "legend-mark", text: mark })),
    el("b", { class: "legend-here", "aria-hidden": "true" }),
  ));

/* Where the classes of a fall end and those of a rise begin. */
const zeroAt = (items, place) => {
  const at = Math.min(place, items.length - 1);
  items[at]?.classList.add("legend-zero");
  items[at]?.append(el("span", {
    class: "legend-zero-mark", "data-end": place > at, text: "0",
  }));
};

/* Circles of the legend stand inside one another on one ground line, at the map's own scale. */
const nest = (radii, colour, scale) => {
  const sized = radii.map(({ px, text }) => ({ r: px * scale, text })).sort((a, b) => b.r - a.r);
  const big = sized[0].r;
  const line = 15;
  const height = Math.max(2 * big + 4, sized.length * line + 6);
  let above = 9 - line;
  const marks = sized.flatMap(({ r, text }, index) => {
    const top = height - 2 - 2 * r;
    const y = Math.max(above + line, Math.min(top, height - 6 - (sized.length - 1 - index) * line));
    above = y;
    const x = 2 * big + 22;
    return [
      svg("circle", {
        cx: big + 2, cy: height - 2 - r, r, fill: colour, "fill-opacity": 0.22, class: "nest-ring",
      }),
      svg("path", { d: `M${big + 2} ${top}L${x - 4} ${y}`, class: "nest-line" }),
      svg("text", { x, y: y + 4, class: "nest-text", text }),
    ];
  });
  return svg("svg", {
    class: "legend-nest", width: 2 * big + 130, height, role: "img",
    "aria-label": sized.map(({ text }) => text).join(" · "),
  }, ...marks, svg("circle", {
    cx: big + 2, cy: height - 2, r: 0, "data-ground": height - 2, class: "nest-here",
  }));
};

/* A unit that the title has already said is not said again. */
const unsaid = (unit, title) => unit.split(" · ")
  .filter((part) => !title.toLowerCase().includes(part.toLowerCase())).join(" · ");

export const legend = (root, { peta, signal }) => {
  const title = el("p", { class: "legend-title" });
  const sides = el("p", { class: "legend-sides" });
  const rings = el("div", { class: "legend-rings" });
  const items = el("ul", { class: "legend-list" });
  const care = el("p", { class: "legend-care" });
  const outlines = el("p", { class: "legend-outlines" });
  const said = el("div", { class: "legend-said" });
  root.append(title, sides, rings, items, care, outlines, said);
  const spread = strip(root, { peta, signal });
  let held = null;
  let data = null;
  let ringed = "";
  /* What the pointer is on: by side of a map, and told by what has no map. */
  const here = new Map();
  let told = null;

  const buttons = () => [...items.querySelectorAll("[data-class]")];
  const light = (index) => peta.emit("class", { index, from: "legend" });
  const codeOf = (event) => event.target.closest("[data-class]")?.dataset.class ?? null;

  items.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && codeOf(event) !== null) light(codeOf(event));
  });
  items.addEventListener("pointerleave", () => light(held));
  items.addEventListener("focusin", (event) => {
    if (event.target.matches(":focus-visible")) light(codeOf(event));
  });
  items.addEventListener("focusout", () => light(held));
  items.addEventListener("click", (event) => {
    const code = codeOf(event);
    if (code === null) return;
    held = held === code ? null : code;
    light(held);
    for (const button of buttons()) {
      button.setAttribute("aria-pressed", String(button.dataset.class === held));
    }
  });
  const mark = () => {
    for (const button of buttons()) {
      const found = [...here.values()].find((item) => item.class === button.dataset.class);
      button.classList.toggle("lit", Boolean(found) || told === button.dataset.class);
      button.querySelector(".legend-here").textContent = found?.text ?? "";
    }
    const sized = [...here.values()].find((item) => item.px);
    const ring = rings.querySelector(".nest-here");
    if (!ring) return;
    const r = Math.abs(sized?.px ?? 0) * peta.scale();
    ring.setAttribute("r", r);
    ring.setAttribute("cy", Number(ring.dataset.ground) - r);
  };
  peta.on("point", ({ code, class: char }) => {
    told = code === null ? null : char;
    mark();
  }, signal);
  peta.on("pointed", (item) => {
    if (item.code === null) here.delete(item.side);
    else here.set(item.side, item);
    mark();
  }, signal);
  signal.addEventListener("abort", () => light(null));

  const drawRings = () => {
    const wanted = JSON.stringify([data?.radii, data?.colours, peta.scale()]);
    if (wanted === ringed) return;
    ringed = wanted;
    rings.replaceChildren();
    if (data?.radii?.length) rings.append(nest(data.radii, data.ring ?? data.colours.at(-1), peta.scale()));
  };
  window.addEventListener("resize", drawRings, { signal });
  peta.on("theme", drawRings, signal);

  return (next) => {
    data = { colours: (next.items ?? []).map((item) => item.colour), ...next };
    root.dataset.kind = data.kind;
    title.replaceChildren(el("b", { text: data.title }));
    const unit = unsaid(data.unit ?? "", data.title);
    if (unit) title.append(" ", el("span", { text: unit }));
    drawRings();
    care.replaceChildren(...(data.care ? [
      el("i", { class: "legend-swatch", "data-swatch": "c", "aria-hidden": "true" }),
      data.strip ? el("i", { class: "strip-care", "aria-hidden": "true" }) : null,
      el("span", { class: "legend-text", text: `* ${data.care.text}` }),
      ...number(data.care.counts ? { ...data.care, shares: [] } : data.care, 0),
    ].filter(Boolean) : []));
    sides.replaceChildren(...(data.sides ? [
      ...data.sides.names.map((name, side) => el("span", { class: `side-${SIDES[side]}` },
        el("b", { class: "side-letter", text: SIDES[side].toUpperCase() }), el("span", { text: name }))),
      ...(root.dataset.kind === "circles" ? [] : [el("small", { text: data.sides.note })]),
    ] : []));
    outlines.replaceChildren(...(data.outlines ?? []).map(({ code, text }) => el("span", {},
      el("i", { class: "act-mark", "data-mark": code, "aria-hidden": "true" }), text)));
    said.replaceChildren(...(data.said ?? []).map((text) => el("p", { text })));
    const marks = data.marks ?? {};
    const entries = shared([
      ...(data.items ?? []).map((item) => ({ ...item, code: String(item.index) })),
      ...(data.extra ?? []),
    ]).map((item) => ({ ...item, marks: marks[item.code] ?? [] }));
    const largest = Math.max(...entries.flatMap((item) => item.shares ?? [0]), 0);
    const had = document.activeElement?.closest?.(".legend-list") === items
      ? document.activeElement.dataset.class : null;
    items.replaceChildren(...entries.map((item) => entry(item, largest)));
    items.classList.toggle("zeroed", typeof data.zero === "number");
    if (typeof data.zero === "number") {
      zeroAt([...items.children].slice(0, data.items.length), data.zero);
    }
    if (held !== null && !entries.some((item) => item.code === held)) {
      held = null;
      light(null);
    }
    for (const button of buttons()) {
      button.setAttribute("aria-pressed", String(button.dataset.class === held));
      if (button.dataset.class === had) button.focus({ preventScroll: true });
    }
    mark();
    spread(data.strip, data.colours);
  };
};
