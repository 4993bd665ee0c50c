/* One lane of the strip: the areas of a side as dots, a slider over them in the order of their
   values, so that keys reach every dot. Pointing goes over the bus, choosing through the list. */
import { el, svg } from "./dom.js";

export const LANE = 56;
const REACH = 16;

const ring = (x, y, r) => `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

/* A value to be read with care has a hole. */
const dot = ({ row, x, y }, r) => svg("path", {
  class: "strip-dot", "data-code": row.code, "data-class": row.cls, "data-care": row.care,
  "fill-rule": "evenodd", fill: row.colour ?? "var(--blank)",
  d: ring(x, y, r) + (row.care ? ring(x, y, r * 0.5) : ""),
});

export const named = (row) => (row.parent ? `${row.name}, ${row.parent}` : row.name);

export const lane = (spec, at, { peta, signal, heard }) => {
  const { side } = spec;
  const label = el("p", { class: "strip-label", "aria-hidden": "true" });
  const said = el("p", { class: "peta-sr", id: `peta-strip-${side}` });
  const plot = svg("svg", { class: "strip-plot", height: LANE, "aria-hidden": "true" });
  const box = el("div", { class: "strip-lane" }, plot);
  const root = el("div", { class: `strip-side side-${side}`, "data-side": side }, label, said, box);
  let rows = [];
  let placed = [];
  let current = 0;
  let selected = null;
  let touch = false;

  const row = () => rows[current] ?? null;
  const announce = () => {
    if (!row()) return;
    box.setAttribute("aria-valuenow", current + 1);
    box.setAttribute("aria-valuetext", `${named(row())}: ${row().text}`);
  };
  const point = (to) => {
    heard(to, side);
    peta.emit("point", { code: to?.code ?? null, class: to?.cls ?? null, from: "strip", side });
  };
  const choose = (to) => peta.emit("select", { code: to.code, side, from: "strip", again: false });
  const go = (index) => {
    current = Math.max(0, Math.min(rows.length - 1, index));
    announce();
    point(row());
  };
  const near = (event) => {
    const { left, top } = plot.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    let [found, least] = [null, REACH ** 2];
    for (const item of placed) {
      const far = (item.x - x) ** 2 + (item.y - y) ** 2;
      if (far < least) [found, least] = [item.row, far];
    }
    return found;
  };
  let pointed = null;

  box.addEventListener("pointerdown", (event) => {
    touch = event.pointerType === "touch";
  }, { signal });
  box.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const to = near(event);
    if ((to?.code ?? null) !== pointed) point(to);
  }, { signal });
  box.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch" && pointed) point(null);
  }, { signal });
  // On touch the first tap asks, the second one chooses.
  box.addEventListener("click", (event) => {
    const to = near(event);
    if (!to) return;
    current = rows.indexOf(to);
    announce();
    if (touch && to.code !== pointed) point(to);
    else choose(to);
  }, { signal });
  box.addEventListener("keydown", (event) => {
    const steps = {
      ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10,
      Home: -rows.length, End: rows.length,
    };
    if (!row()) return;
    if (event.key in steps) go(current + steps[event.key]);
    else if (event.key === "Enter" || event.key === " ") choose(row());
    else return;
    event.preventDefault();
  }, { signal });
  box.addEventListener("focus", () => {
    if (box.matches(":focus-visible") && row()) point(row());
  }, { signal });
  box.addEventListener("blur", () => {
    if (pointed) point(null);
  }, { signal });

  const slide = () => {
    const given = rows.length > 0;
    const set = (name, value) => (given ? box.setAttribute(name, value) : box.removeAttribute(name));
    set("role", "slider");
    set("tabindex", "0");
    set("aria-label", `${side.toUpperCase()}: ${spec.name}`);
    set("aria-describedby", said.id);
    set("aria-valuemin", 1);
    set("aria-valuemax", rows.length);
    set("aria-valuenow", current + 1);
    announce();
  };

  const mark = (code) => {
    pointed = code;
    for (const old of plot.querySelectorAll(".pointed")) old.classList.remove("pointed");
    const own = code && plot.querySelector(`[data-code="${CSS.escape(code)}"]`);
    own?.classList.add("pointed");
    own?.parentNode.append(own);
  };

  return {
    root,
    side,
    mark,
    has: (code) => rows.find((item) => item.code === code) ?? null,
    light(index) {
      plot.classList.toggle("lit", index !== null);
      for (const item of plot.querySelectorAll(".strip-dot")) {
        item.classList.toggle("in", item.dataset.class === index);
      }
    },
    tell(next) {
      spec = next;
      label.replaceChildren(
        el("b", { class: "side-letter", text: side.toUpperCase() }),
        el("span", { class: "strip-name", text: spec.name }), el("span", { text: spec.text }));
      said.textContent = spec.said;
    },
    take(listed) {
      const held = row()?.code;
      rows = listed.rows.filter((item) => item.value !== null && !item.empty)
        .sort((a, b) => a.value - b.value || (a.code < b.code ? -1 : 1));
      selected = listed.selected;
      const kept = rows.findIndex((item) => item.code === held);
      const chosen = rows.findIndex((item) => item.code === selected);
      current = Math.max(0, kept >= 0 ? kept : chosen);
      slide();
    },
    places: () => rows.map((item) => at(item.value)),
    draw(width, edges, r, spots) {
      placed = rows.map((item, index) => ({ row: item, x: at(item.value), y: LANE / 2 + spots[index] }));
      plot.setAttribute("width", width);
      plot.setAttribute("viewBox", `0 0 ${width} ${LANE}`);
      const line = (x, name) => svg("path", { class: name, d: `M${x.toFixed(1)} 0V${LANE}` });
      plot.replaceChildren(
        svg("path", { class: "strip-base", d: `M0 ${LANE / 2}H${width}` }),
        ...edges.map((x) => line(x, "strip-edge")),
        spec.median === undefined ? "" : line(at(spec.median), "strip-median"),
        svg("g", {}, ...placed.map((item) => dot(item, r))));
      plot.querySelector(`[data-code="${CSS.escape(selected ?? "")}"]`)?.classList.add("selected");
      mark(pointed);
    },
  };
};
