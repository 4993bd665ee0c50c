/* All years of a series side by side, as small maps in the colours of the large one. Drawn when it is
   first opened; each outline is built once and used by every year. */
import { el, svg } from "./dom.js";
import { path, projection, rings } from "./thumb.js";

const WIDTH = 132;
const HEIGHT = 100;
/* The circles of the map, at the scale of a small one. */
const CIRCLES = 0.42;

let made = 0;

const isClass = (char) => char >= "0" && char <= "9";

export const years = ({ peta, signal, choose }) => {
  const id = `peta-years-${++made}`;
  const name = el("summary", {});
  const lead = el("p", { class: "years-lead" });
  const shapes = svg("svg", { class: "years-shapes", width: 0, height: 0, "aria-hidden": "true" });
  const cards = el("ul", { class: "years-cards" });
  const root = el("details", { class: "peta-years" }, name, shapes, lead, cards);
  let data = null;
  let at = 0;
  let turn = 0;
  let ground = { url: "", inside: [], points: [] };

  const hatch = () => svg("pattern", {
    id: `${id}-n`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  },
    svg("rect", { width: 6, height: 6, class: "years-blank" }),
    svg("path", { d: "M0 0V6", class: "years-hatch" }));

  /* The outlines of the areas in view, in the coordinates of one small map. */
  const build = async () => {
    const seen = data.stops[0].classes;
    const url = `${data.geometry} ${[...seen].map((char) => (char === "." ? "." : "x")).join("")}`;
    if (ground.url === url) return;
    const { features } = await peta.geometry(data.geometry);
    const inside = features.map((_, index) => index).filter((index) => seen[index] !== ".");
    const lines = inside.map((index) => rings([features[index]]));
    const project = projection(lines.flat(2), WIDTH, HEIGHT);
    shapes.replaceChildren(svg("defs", {}, hatch(), ...inside.map((index, place) =>
      svg("path", { id: `${id}-${index}`, d: path(lines[place], project) }))));
    ground = {
      url, inside,
      points: features.map(({ properties }) => project(properties.x)),
      codes: features.map(({ properties }) => properties.c),
    };
  };

  const fill = (char, circles) => {
    if (!isClass(char)) return `url(#${id}-n)`;
    return circles ? "var(--blank)" : data.colours[Number(char)];
  };

  const picture = (stop) => {
    const circles = data.kind.includes("circles") && stop.radii;
    const use = (index, more) => svg("use", { href: `#${id}-${index}`, ...more });
    const picked = ground.codes.indexOf(data.selected);
    return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
      ...ground.inside.map((index) => use(index, {
        class: "years-area", style: `fill:${fill(stop.classes[index], circles)}`,
      })),
      ...(circles ? ground.inside : []).filter((index) => isClass(stop.classes[index]))
        .map((index) => svg("circle", {
          cx: ground.points[index][0], cy: ground.points[index][1],
          r: Math.abs(stop.radii[index]) * CIRCLES,
          class: "years-circle", style: `fill:${data.colours[Number(stop.classes[index])]}`,
        })),
      ground.inside.includes(picked) ? use(picked, { class: "years-pick" }) : null);
  };

  const card = (stop, index) => el("li", { "data-place": stop.place },
    el("button", { type: "button", class: "years-card", "data-at": index },
      picture(stop),
      el("b", { text: stop.text }),
      el("span", { text: stop.figure || data.words.time.nofigure })));

  const gap = ({ text, place }) => el("li", { "data-place": place, class: "years-gap" },
    el("b", { text }), el("span", { text: data.words.time.nofigure }));

  /* A row that scrolls sideways brings the year into sight; the page itself never moves. */
  const bring = (button) => {
    const [outer, inner] = [cards, button].map((box) => box.getBoundingClientRect());
    if (inner.left < outer.left) cards.scrollLeft -= outer.left - inner.left;
    else if (inner.right > outer.right) cards.scrollLeft += inner.right - outer.right;
  };

  const mark = () => {
    for (const button of cards.querySelectorAll("[data-at]")) {
      const here = Number(button.dataset.at) === at;
      if (here) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      if (here) bring(button);
    }
  };

  const draw = async () => {
    if (!root.open || !data) return;
    const own = ++turn;
    try {
      await build();
    } catch {
      return;
    }
    if (own !== turn || signal.aborted) return;
    const focused = cards.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    const items = [...data.stops.map(card), ...data.gaps.map(gap)];
    cards.replaceChildren(...items.sort((a, b) => a.dataset.place - b.dataset.place));
    mark();
    if (focused) cards.querySelector(`[data-at="${focused}"]`)?.focus({ preventScroll: true });
  };

  root.addEventListener("toggle", draw, { signal });
  cards.addEventListener("click", (event) => {
    const button = event.target.closest("[data-at]");
    if (button) choose(Number(button.dataset.at));
  }, { signal });

  return {
    root,
    update(next) {
      data = next;
      const { time } = next.words;
      name.textContent = time.all;
      lead.textContent = time.alllead.replace("{what}", next.figures);
      root.hidden = next.stops.length < 2;
      draw();
    },
    current(index) {
      at = index;
      mark();
    },
  };
};
