/* A native select box, grouped by parent: the shortest way to one area without the map. */
import { el } from "./dom.js";

let made = 0;

export const picker = ({ root, signal, choose, drill }) => {
  const id = `peta-pick-${++made}`;
  const label = el("label", { class: "pick-label", for: id });
  const box = el("select", { class: "pick-box", id });
  const inside = el("button", { type: "button", class: "pick-drill", hidden: true });
  root.append(el("div", { class: "peta-pick" }, label, inside, box));
  let shown = "";
  inside.addEventListener("click", drill, { signal });
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
    update(rows, { words, drill: text }) {
      label.textContent = words.pick;
      // Where it leads to has no parts to show: the box beside it is the next thing to use.
      if (!text && document.activeElement === inside) box.focus({ preventScroll: true });
      inside.hidden = !text;
      inside.textContent = text ?? "";
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
