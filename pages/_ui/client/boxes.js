/* The boxes above a figure: a native select box each, a switch where there are few choices that
   matter most, a button where two areas change places. A choice is one trigger to the server. */
import { el } from "./dom.js";

const SWITCHES = new Set(["region"]);

/* Metrics are named in the vocabulary, by topic: only those without figures are sent. */
const named = (box, spoken) => {
  if (box.code !== "metric") return { ...box, groups: [["", box.options ?? []]] };
  const without = new Set(box.without);
  const text = (code, short) =>
    (without.has(code) ? spoken.boxes.unpublished.replace("{metric}", short) : short);
  return {
    ...box,
    groups: spoken.topics.map(([topic, metrics]) =>
      [topic, metrics.map(([code, short]) => [code, text(code, short)])]),
  };
};

const switched = (code) => {
  const legend = el("legend", { class: "box-label" });
  const choices = el("div", { class: "box-switch" });
  const fieldset = el("fieldset", { class: "box", "data-box": code }, legend, choices);
  return {
    node: fieldset,
    label: (text) => { legend.textContent = text; },
    fill: ([[, options]]) => choices.replaceChildren(...options.map(([value, text]) =>
      el("label", {}, el("input", { type: "radio", name: `box-${code}`, value }), el("span", { text })))),
    set: (value) => {
      for (const input of choices.querySelectorAll("input")) input.checked = input.value === value;
    },
  };
};

const selected = (code) => {
  const text = el("span", { class: "box-label" });
  const select = el("select", { class: "box-select" });
  return {
    node: el("label", { class: "box", "data-box": code }, text, select),
    label: (words) => { text.textContent = words; },
    fill: (groups) => {
      const made = groups.map(([name, options]) => {
        const inside = options.map(([value, words]) => el("option", { value, text: words }));
        return name ? [el("optgroup", { label: name }, ...inside)] : inside;
      });
      select.replaceChildren(...made.flat());
      select.disabled = groups.flatMap(([, options]) => options).length < 2;
    },
    set: (value) => { select.value = value; },
  };
};

const pressed = (code) => {
  const button = el("button", { type: "button", class: "box-button", "data-box": code });
  return { node: button, label: (text) => { button.textContent = text; }, fill: null, set: () => {} };
};

const made = (box) => {
  if (box.options === undefined && box.without === undefined) return pressed(box.code);
  return SWITCHES.has(box.code) ? switched(box.code) : selected(box.code);
};

export const boxes = (root, { peta, signal, trigger }) => {
  const kept = new Map();
  const row = el("div", { class: "boxes" });
  root.append(row);

  const send = (target, value) =>
    trigger("choose", JSON.stringify([target.closest("[data-box]").dataset.box, value]));
  row.addEventListener("change", ({ target }) => send(target, target.value), { signal });
  row.addEventListener("click", ({ target }) => {
    if (target.matches(".box-button")) send(target, "");
  }, { signal });

  let turn = 0;
  return async (data) => {
    const now = ++turn;
    const spoken = await peta.words(data.lang);
    if (now !== turn || signal.aborted) return;
    for (const box of data.boxes) {
      if (!kept.has(box.code)) {
        kept.set(box.code, { ...made(box), filled: "" });
        row.append(kept.get(box.code).node);
      }
      const own = kept.get(box.code);
      own.label(box.label);
      const { groups } = named(box, spoken);
      const wanted = JSON.stringify(groups);
      // Options that are the same stay: an open list closes when its options are made anew.
      if (own.fill && own.filled !== wanted) own.fill(groups);
      own.filled = wanted;
      own.set(box.value);
    }
  };
};
