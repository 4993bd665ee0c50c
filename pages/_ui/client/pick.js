/* A native select box, grouped by parent: the shortest way to one area without the map. */
import { el } from "./dom.js";

let made = 0;

export const picker = ({ root, signal, choose }) => {
  const id = `peta-pick-${++made}`;
  const label = el("label", { class: "pick-label", for: id });
  const box = el("select", { class: "pick-box", id });
  root.append(el("div", { class: "peta-pick" }, label, box));
  let shown = "";
  box.addEventListener("change", () => choose(box.value), { signal });

  const options = (rows) => {
    const groups = new Map();
    const alphabetical = [...rows].sort((a, b) =>
      a.parent.localeCompare(b.parent, "id") || a.name.localeCompare(b.name, "id"));
    for (const row of alphabetical) {
      if (!groups.has(row.parent)) groups.set(row.parent, []);
      const text = row.other ? `${row.name} (${row.other})` : row.name;
      groups.get(row.parent).push(el("option", { value: row.code, text }));
    }
    return [...groups].flatMap(([parent, list]) =>
      (parent ? [el("optgroup", { label: parent }, ...list)] : list));
  };

  return {
    update(rows, { words }) {
      label.textContent = words.pick;
      const wanted = JSON.stringify([words.choose, rows.map((row) => [row.code, row.name])]);
      if (wanted === shown) return;
      shown = wanted;
      box.replaceChildren(el("option", { value: "", text: words.choose }), ...options(rows));
    },
    select(code) {
      box.value = code ?? "";
    },
    point() {},
  };
};
