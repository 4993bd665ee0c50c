/* Where to act: an editor of conditions and the areas that meet them. A complete set of conditions is
   sent at once, in the form that the link has; one without its threshold waits. */
import { el } from "./dom.js";

const BOUNDS = ["above", "below"];

const options = (items, chosen) => items.map(([value, text]) =>
  el("option", { value, text, selected: value === chosen }));

const field = (label, control, className) =>
  el("label", { class: className }, el("span", { class: "peta-sr", text: label }), control);

const editor = (item, index, data) => {
  const [metric, bound, threshold] = item;
  const { words, labels } = data;
  const number = el("input", {
    type: "number", step: "any", name: "threshold", value: threshold, required: true,
  });
  return el("fieldset", { class: "act-condition", "data-index": index },
    el("legend", { class: "peta-sr", text: words.number.replace("{number}", index + 1) }),
    field(words.metric, el("select", { name: "metric" },
      ...options(data.metrics.map((code) => [code, labels[code][0]]), metric)), "act-metric"),
    field(words.direction, el("select", { name: "bound" },
      ...options(BOUNDS.map((code) => [code, words[code]]), bound)), "act-bound"),
    el("label", { class: "act-number" },
      el("span", { class: "peta-sr", text: words.threshold }), number,
      el("span", { class: "act-unit", text: labels[metric][1] })),
    el("button", {
      type: "button", class: "act-remove", "data-remove": index, text: "×",
      "aria-label": words.remove.replace("{number}", index + 1),
    }));
};

const line = (data, known, index) => {
  const code = data.codes[index];
  const { n: name = code, g: parent = "" } = known.get(code) ?? {};
  const sure = data.sure[index] === "1";
  return el("tr", { "data-code": code, "data-sure": sure ? "1" : "0" },
    el("th", { scope: "row" }, el("button", { type: "button", class: "act-area" },
      el("span", { text: name }), parent ? el("small", { text: parent }) : null)),
    el("td", { class: "act-certainty", "data-label": data.words.certainty },
      el("i", { class: "act-mark", "data-mark": sure ? "s" : "l", "aria-hidden": "true" }),
      el("span", { text: sure ? data.words.sure : data.words.likely })),
    ...data.texts.map((texts, at) =>
      el("td", { class: "num", text: texts[index], "data-label": data.heads[at] })));
};

const table = (data, known) => el("div", { class: "act-box", tabindex: "0", role: "region", "aria-label": data.words.listed },
  el("table", { class: "peta-table act-table" },
    el("caption", { class: "peta-sr", text: data.words.listed }),
    el("thead", {}, el("tr", {},
      el("th", { scope: "col", text: data.words.area }),
      el("th", { scope: "col", text: data.words.certainty }),
      ...data.heads.map((text) => el("th", { scope: "col", class: "num", text })))),
    el("tbody", {}, ...data.codes.map((_, index) => line(data, known, index)))));

export const act = (root, { peta, signal, trigger }) => {
  const lead = el("p", { class: "act-lead" });
  const form = el("div", { class: "act-form" });
  const tools = el("div", { class: "act-tools" });
  const count = el("p", { class: "act-count", role: "status" });
  const result = el("div", { class: "act-result" });
  root.append(lead, form, tools, count, result);
  let data = null;
  let draft = [];
  let turn = 0;

  const write = () => draft.map((item) => item.join(".")).join(",");
  const send = () => {
    if (draft.every((item) => item[2] !== "")) trigger("act", write());
  };

  const focus = (selector) => root.querySelector(selector)?.focus({ preventScroll: true });

  const draw = () => {
    const { words } = data;
    form.replaceChildren(...draft.map((item, index) => editor(item, index, data)));
    const more = draft.length < data.most;
    tools.replaceChildren(...[
      more && el("button", { type: "button", class: "peta-button", "data-add": true, text: words.add }),
      draft.length && el("button", { type: "button", class: "filter-reset", "data-clear": true, text: words.clear }),
      !draft.length && data.presets && el("span", { class: "act-presets", text: words.presets }),
      ...(draft.length ? [] : data.presets ?? []).map((item) => el("button", {
        type: "button", class: "filter-preset", "data-preset": item.set, text: item.text,
      })),
    ].filter(Boolean));
  };

  form.addEventListener("change", ({ target }) => {
    const item = draft[Number(target.closest("fieldset").dataset.index)];
    const place = ["metric", "bound", "threshold"].indexOf(target.name);
    // The link's numbers have at most three decimals and no exponent.
    item[place] = place < 2 ? target.value
      : target.value === "" ? "" : String(Number(Number(target.value).toFixed(3)));
    if (place === 0) {
      target.closest("fieldset").querySelector(".act-unit").textContent = data.labels[item[0]][1];
    }
    send();
  }, { signal });

  root.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.preset) trigger("act", button.dataset.preset);
    else if (button?.dataset.add !== undefined) {
      draft = [...draft, [data.metrics[0], "above", ""]];
      draw();
      focus(`fieldset[data-index="${draft.length - 1}"] select`);
    } else if (button?.dataset.remove !== undefined) {
      draft = draft.filter((_, index) => index !== Number(button.dataset.remove));
      draw();
      focus("[data-add]");
      send();
    } else if (button?.dataset.clear !== undefined) {
      draft = [];
      draw();
      focus("[data-add]");
      send();
    } else {
      const code = target.closest("tr[data-code]")?.dataset.code;
      if (code) trigger("select", code);
    }
  }, { signal });

  const point = (code) => {
    mark(code);
    peta.emit("point", { code, class: null, from: "act", side: data.side });
  };
  const mark = (code) => {
    for (const row of result.querySelectorAll("tr[data-code]")) {
      row.classList.toggle("pointed", row.dataset.code === code);
    }
  };
  const codeOf = ({ target }) => target.closest?.("tr[data-code]")?.dataset.code ?? null;
  result.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") point(codeOf(event));
  }, { signal });
  result.addEventListener("pointerleave", () => point(null), { signal });
  result.addEventListener("focusin", (event) => point(codeOf(event)), { signal });
  result.addEventListener("focusout", () => point(null), { signal });
  peta.on("point", ({ code, from }) => {
    if (from !== "act") mark(code);
  }, signal);

  return async (sent) => {
    const now = ++turn;
    const spoken = await peta.words(sent.lang);
    let features = [];
    try {
      if (sent.geometry) features = (await peta.geometry(sent.geometry)).features;
    } catch {
      root.dataset.state = "nameless";
    }
    if (now !== turn || signal.aborted) return;
    const { activeElement } = document;
    const had = root.contains(activeElement)
      ? [activeElement.closest("fieldset")?.dataset.index, activeElement.name,
        activeElement.closest("tr")?.dataset.code] : null;
    const waiting = draft.some((item) => item[2] === "");
    const other = data !== null && sent.set.join() !== data.set.join();
    data = { ...sent, words: spoken.act, labels: spoken.metrics };
    // A condition that still lacks its threshold outlives runs that changed something else.
    if (!waiting || other) draft = sent.set.map((item) => [...item]);
    lead.textContent = data.words.lead;
    draw();
    count.textContent = data.count ?? "";
    result.replaceChildren(...[
      ...(data.notes ?? []).map((text) => el("p", { class: "act-note", text })),
      data.codes?.length && table(data, new Map(features.map(({ properties }) => [properties.c, properties]))),
      data.codes && el("p", { class: "act-note", text: data.words.explain }),
    ].filter(Boolean));
    for (const row of result.querySelectorAll("tr[data-code]")) {
      const chosen = row.dataset.code === data.selected;
      row.classList.toggle("selected", chosen);
      if (chosen) row.querySelector("button").setAttribute("aria-current", "true");
    }
    if (had?.[2]) focus(`tr[data-code="${had[2]}"] button`);
    else if (had?.[1]) focus(`fieldset[data-index="${had[0]}"] [name="${had[1]}"]`);
  };
};
