/* Sections that open in place. What is closed is neither computed nor sent: the part asks the server
   once for what a reader opens. `lazy` maps the code of a section to what makes its nodes from what
   was sent of it, the words, and the whole payload; `given` of the payload lists what was sent. */
import { el } from "./dom.js";

/* Rows that only point and select are drawn anew with each answer: the focus stays on its row. */
export const redraw = (box, nodes) => {
  const held = box.contains(document.activeElement) ? document.activeElement.dataset.code : null;
  box.replaceChildren(...nodes);
  if (held) box.querySelector(`[data-code="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
};

export const sections = (root, lazy, { signal, trigger }, { shown = () => true, before = [] } = {}) => {
  const boxes = new Map(Object.keys(lazy).map((code) => [code, {
    summary: el("summary"), body: el("div", { class: "section-body" }),
  }]));
  const nodes = [...boxes].map(([code, { summary, body }]) =>
    el("details", { class: "peta-section", "data-section": code }, summary, body));
  root.append(...nodes);
  let given = null;
  let asked = null;

  const open = () => nodes.filter((box) => box.open).map((box) => box.dataset.section);

  const sync = () => {
    if (!given) return;
    const wanted = shown() ? [...before, ...open()] : [];
    const lacking = wanted.some((code) => !given.includes(code));
    const idle = given.some((code) => !before.includes(code) && !wanted.includes(code));
    if (!(lacking || idle) || wanted.join() === asked) return;
    asked = wanted.join();
    trigger("open", asked);
  };

  root.addEventListener("toggle", sync, { capture: true, signal });

  const fill = (data, spoken, words) => {
    ({ given } = data);
    asked = null;
    for (const [code, { summary, body }] of boxes) {
      summary.textContent = words[code];
      if (data[code]) redraw(body, lazy[code](data[code], spoken, data));
      else body.replaceChildren(el("p", { class: "profile-note", text: spoken.profile.loading }));
    }
    sync();
  };
  return { fill, sync };
};
