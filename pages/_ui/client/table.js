/* The table of areas. Ranked it carries places and bars; unranked it is grouped under the parents in
   alphabetical order, and nothing in it invites a ranking. */
import { el, reveal } from "./dom.js";

/* Percent of its cell that the longest bar takes. */
const ROOM = 94;

const alphabetical = (a, b) =>
  a.name.localeCompare(b.name, "id") || a.parent.localeCompare(b.parent, "id");

const byValue = (a, b) => {
  if (a.value === null || b.value === null) return (a.value === null) - (b.value === null);
  return b.value - a.value || alphabetical(a, b);
};

const places = (rows) => {
  const place = new Map();
  const valued = rows.filter((row) => row.value !== null).sort(byValue);
  valued.forEach((row, index) => {
    const before = valued[index - 1];
    const tied = before && before.value === row.value;
    place.set(row.code, tied ? place.get(before.code) : index + 1);
  });
  return place;
};

const bar = (row, low, high) => {
  const cell = el("td", { class: "bar-cell", "aria-hidden": "true" });
  if (row.value === null || high === low) return cell;
  const zero = (0 - low) / (high - low);
  const end = (row.value - low) / (high - low);
  const left = Math.min(zero, end) * ROOM;
  const width = Math.max(Math.abs(end - zero) * ROOM, 0.6);
  cell.append(el("i", {
    class: "bar", style: `left:${left.toFixed(2)}%;width:${width.toFixed(2)}%;background:${row.colour ?? "var(--blank)"}`,
  }));
  if (low < 0) cell.append(el("i", { class: "bar-zero", style: `left:${(zero * ROOM).toFixed(2)}%` }));
  return cell;
};

const swatch = (row) => el("i", {
  class: "row-swatch", "aria-hidden": "true", "data-swatch": row.colour ? null : row.cls,
  style: row.colour ? `background:${row.colour}` : null,
});

const name = (row) => {
  const words = el("span", { text: row.name });
  if (row.other) words.append(el("span", { class: "row-other", text: ` (${row.other})` }));
  const button = el("button", { type: "button", class: "peta-row-button", tabindex: -1 },
    swatch(row), words);
  if (row.parent) words.append(el("span", { class: "row-parent", text: row.parent }));
  return el("th", { scope: "row" }, button);
};

const value = (row, words) => {
  const cell = el("td", { class: row.empty ? "num empty" : "num", text: row.text });
  if (row.care) {
    cell.append(el("abbr", { class: "care", title: words.care, text: "*" }),
      el("span", { class: "peta-sr", text: ` ${words.care}` }));
  }
  if (row.span) cell.append(el("span", { class: "row-span", text: row.span }));
  return cell;
};

export const table = ({ root, signal, point, choose, sort }) => {
  const caption = el("caption");
  const head = el("thead");
  const box = el("div", { class: "table-box" },
    el("table", { class: "peta-table areas-table" }, caption, head));
  const grid = box.firstElementChild;
  root.append(box);
  let rows = [];
  let data = null;
  let order = "value";
  let pointed = null;
  let chosen = null;

  const rowOf = (code) => (code ? grid.querySelector(`tr[data-code="${CSS.escape(code)}"]`) : null);
  const find = (event) => event.target.closest("tr[data-code]");
  const buttons = () => [...grid.querySelectorAll(".peta-row-button")];
  const item = (line) => rows.find((row) => row.code === line.dataset.code);

  /* One parent for all is said once, in the caption; groups say theirs in their own heading. */
  const oneParent = () => new Set(rows.map((row) => row.parent)).size <= 1;
  const parents = () => !(data.groups && !data.ranked) && !oneParent();

  const rove = (button) => {
    grid.querySelector('.peta-row-button[tabindex="0"]')?.setAttribute("tabindex", "-1");
    button?.setAttribute("tabindex", "0");
  };

  const line = (row, place, low, high) => el("tr", { "data-code": row.code, "data-class": row.cls },
    data.ranked ? el("td", { class: "place", text: place.get(row.code) ?? "" }) : null,
    name(row),
    parents() ? el("td", { class: "parent", text: row.parent }) : null,
    value(row, data.words),
    data.ranked ? bar(row, low, high) : null);

  const heading = (key, text, unit) => {
    const cell = el("th", { scope: "col", class: key === "value" ? "num" : null });
    if (!data.ranked) {
      cell.append(el("span", { text }));
    } else {
      cell.setAttribute("aria-sort",
        order !== key ? "none" : key === "value" ? "descending" : "ascending");
      cell.append(el("button", { type: "button", class: "sort", "data-sort": key, text }));
    }
    if (unit) cell.append(el("span", { class: "head-unit", text: unit }));
    return cell;
  };

  const bodies = () => {
    if (data.ranked || !data.groups) {
      const sorted = [...rows].sort(data.ranked && order === "value" ? byValue : alphabetical);
      return [[null, sorted]];
    }
    const groups = new Map();
    for (const row of [...rows].sort(alphabetical)) {
      if (!groups.has(row.parent)) groups.set(row.parent, []);
      groups.get(row.parent).push(row);
    }
    return [...groups].sort(([a], [b]) => a.localeCompare(b, "id"));
  };

  const draw = () => {
    const focused = grid.contains(document.activeElement) ? document.activeElement : null;
    const focusedCode = focused?.closest("tr")?.dataset.code;
    const focusedSort = focused?.dataset.sort;
    const scroll = box.scrollTop;
    const known = rows.filter((row) => row.value !== null).map((row) => row.value);
    const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
    const place = data.ranked ? places(rows) : new Map();
    const { words } = data;
    head.replaceChildren(el("tr", {},
      data.ranked ? el("th", { scope: "col", class: "place" },
        el("span", { "aria-hidden": "true", text: "#" }),
        el("span", { class: "peta-sr", text: words.rank })) : null,
      heading("name", words.name),
      parents() ? el("th", { scope: "col", class: "parent", text: words.parent }) : null,
      heading("value", words.value, data.unit),
      data.ranked ? el("td", { class: "bar-cell", "aria-hidden": "true" }) : null));
    grid.classList.toggle("with-parents", parents());
    grid.querySelectorAll("tbody").forEach((old) => old.remove());
    for (const [parent, list] of bodies()) {
      const body = el("tbody");
      if (parent) {
        body.append(el("tr", { class: "group" },
          el("th", { scope: "rowgroup", colspan: 2, text: parent })));
      }
      body.append(...list.map((row) => line(row, place, low, high)));
      grid.append(body);
    }
    box.scrollTop = scroll;
    paint();
    if (focusedCode) rowOf(focusedCode)?.querySelector("button").focus({ preventScroll: true });
    else if (focusedSort) head.querySelector(`[data-sort="${focusedSort}"]`)?.focus({ preventScroll: true });
  };

  const paint = () => {
    for (const old of grid.querySelectorAll("tr.pointed, tr.selected")) {
      old.classList.remove("pointed", "selected");
      old.querySelector("button").removeAttribute("aria-current");
    }
    rowOf(pointed)?.classList.add("pointed");
    const line = rowOf(chosen);
    line?.classList.add("selected");
    line?.querySelector("button").setAttribute("aria-current", "true");
    rove(line?.querySelector("button") ?? grid.querySelector(".peta-row-button"));
  };

  box.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const line = find(event);
    if (line && line.dataset.code !== pointed) point(item(line));
  }, { signal });
  box.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") point(null);
  }, { signal });
  box.addEventListener("focusin", (event) => {
    const line = find(event);
    if (!line) return;
    rove(line.querySelector("button"));
    if (event.target.matches(":focus-visible")) point(item(line));
  }, { signal });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget) && pointed) point(null);
  }, { signal });
  box.addEventListener("click", (event) => {
    const key = event.target.closest("[data-sort]")?.dataset.sort;
    if (key && key !== order) {
      order = key;
      draw();
      sort(key);
      return;
    }
    const line = find(event);
    if (line) choose(line.dataset.code);
  }, { signal });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!step || !event.target.matches(".peta-row-button")) return;
    event.preventDefault();
    const all = buttons();
    const next = Math.max(0, Math.min(all.length - 1, all.indexOf(event.target) + step));
    all[next].focus({ preventScroll: true });
    reveal(box, all[next].closest("tr"), head.offsetHeight);
  }, { signal });

  return {
    update(next, nextData) {
      rows = next;
      data = nextData;
      order = data.ranked ? data.sort : "name";
      const parent = data.ranked && oneParent() ? rows[0]?.parent ?? "" : "";
      const said = data.words.caption;
      caption.textContent = said.includes(parent) ? said : `${said} · ${parent}`;
      root.dataset.ranked = data.ranked ? "1" : "0";
      draw();
    },
    select(code) {
      chosen = code;
      paint();
    },
    point(code, elsewhere) {
      if (code === pointed) return;
      rowOf(pointed)?.classList.remove("pointed");
      pointed = code;
      const line = rowOf(code);
      line?.classList.add("pointed");
      if (line && elsewhere) reveal(box, line, head.offsetHeight);
    },
  };
};
