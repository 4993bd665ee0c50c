/* Compare's table of indicators: one row per indicator, with the guard where a pair may not meet.
   On the phone its rows are stacked, which takes the meaning of a table away: hence the roles. */
import { el } from "./dom.js";

const row = (item, words, guards) => {
  const button = el("button", {
    type: "button", class: "peta-row-button", "data-metric": item.code,
    "aria-current": item.active ? "true" : null, text: item.label,
  });
  const head = el("th", { scope: "row", role: "rowheader" }, button);
  if (item.unit) head.append(el("span", { class: "pair-unit", text: item.unit }));
  const cell = (text, side) => el("td", {
    role: "cell", class: `num side-${side}`, "data-label": words[side], text: text || "–",
  });
  const last = item.guard
    ? el("td", { role: "cell", class: "pair-guard", "data-label": words.difference },
      el("span", { text: guards[item.guard] }))
    : el("td", { role: "cell", class: "num", "data-label": words.difference },
      el("span", { class: "pair-difference", text: item.difference || "–" }));
  if (item.note) last.append(el("span", { class: "pair-note", text: item.note }));
  return el("tr", {
    role: "row", "data-code": item.code, class: item.active ? "active" : null,
    "data-guard": item.guard || null,
  }, head, cell(item.a, "a"), cell(item.b, "b"), last);
};

export const pair = (root, { peta, signal, trigger }) => {
  const caption = el("caption");
  const head = el("thead", { role: "rowgroup" });
  const table = el("table", { role: "table", class: "peta-table pair-table" }, caption, head);
  root.append(table);
  let active = null;
  table.addEventListener("click", (event) => {
    const code = event.target.closest("tbody tr")?.dataset.code;
    if (!code || code === active) return;
    active = code;
    trigger("metric", code);
  });
  let turn = 0;
  return async ({ groups, active: current, lang, names, guards }) => {
    const now = ++turn;
    const spoken = await peta.words(lang);
    if (now !== turn || signal.aborted) return;
    const words = spoken.pair;
    const named = ([code, a, b, difference, remark]) => {
      const [label, unit] = spoken.metrics[code];
      const guard = difference ? "" : remark;
      return { code, a, b, difference, guard, note: guard ? "" : remark, label, unit, active: code === current };
    };
    active = current;
    caption.textContent = words.caption;
    const titles = [words.indicator, names[0], names[1], words.difference];
    head.replaceChildren(el("tr", { role: "row" }, ...titles.map((text, index) => el("th", {
      scope: "col", role: "columnheader", class: index ? `num ${["", "side-a", "side-b", ""][index]}` : null, text,
    }))));
    const focused = document.activeElement?.dataset?.metric;
    const labels = { ...words, a: names[0], b: names[1] };
    for (const old of [...table.tBodies]) old.remove();
    table.append(...groups.map(({ title, rows }) => el("tbody", { role: "rowgroup" },
      el("tr", { role: "row", class: "pair-group" }, el("th", {
        scope: "rowgroup", role: "rowheader", colspan: 4, text: title,
      })),
      ...rows.map((item) => row(named(item), labels, guards)))));
    if (focused) table.querySelector(`[data-metric="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
};
