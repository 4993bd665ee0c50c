/* Filters on business records: groups of check boxes with live counts, chips, presets, one reset.
   Every change sends the whole set once, so that two quick ones can't lose each other. */
import { el } from "./dom.js";

const WIDE = "(min-width: 1000px)";

/* Names and helps come from the vocabulary: only counts and choices travel. */
const named = (sent, spoken) => ({
  ...sent,
  words: spoken.filters,
  groups: sent.groups.map((own) => ({
    ...own,
    title: spoken.dimensions[own.code][0],
    help: spoken.dimensions[own.code][1],
    newmax: own.code === "age" ? {
      before: spoken.filters.newbefore, after: spoken.filters.newafter,
      options: [1, 2, 3, 4, 5], value: sent.newmax,
    } : null,
    options: own.options.map((item) => ({
      ...item,
      text: spoken.options[own.code][item.code][0].replace("{newmax}", sent.newmax),
      help: spoken.options[own.code][item.code][1],
      reason: item.reason === "" ? spoken.filters.none : item.reason,
    })),
  })),
});

const option = (group, item) => {
  const input = el("input", {
    type: "checkbox", value: item.code, checked: item.chosen, disabled: item.reason !== undefined,
  });
  input.checked = Boolean(item.chosen);
  return el("label", {
    class: "filter-option", "data-disabled": item.reason !== undefined, title: item.help || null,
  },
    input,
    group === "use" ? el("i", { class: "use-mark", "data-use": item.code, "aria-hidden": "true" }) : null,
    el("span", { class: "filter-text", text: item.text },
      item.reason ? el("small", { text: item.reason }) : null),
    el("span", { class: "filter-count", text: item.count }));
};

const number = (data) => {
  const choice = el("select", { name: "newmax" }, ...data.options.map((value) => el("option", {
    value, text: value, selected: value === data.value,
  })));
  return el("label", { class: "filter-newmax" },
    el("span", { text: data.before }), choice, el("span", { text: data.after }));
};

const group = (data, disabled, open) => {
  const box = el("fieldset", { "data-group": data.code, disabled: disabled || Boolean(data.reason) },
    el("legend", { class: "peta-sr", text: data.title }),
    el("p", { class: "filter-reason", text: data.reason || data.help }),
    ...data.options.map((item) => option(data.code, item)),
    data.newmax ? number(data.newmax) : null);
  return el("details", { class: "filter-group", open, "data-group": data.code },
    el("summary", {}, el("span", { text: data.title })), box);
};

export const filters = (root, { peta, signal, trigger }) => {
  const base = el("p", { class: "filter-base", role: "status" });
  /* Behind the options, so that a choice never moves what the reader has just chosen. */
  const foot = el("div", { class: "filter-foot" });
  const summary = el("summary", { class: "filter-summary" });
  const body = el("div", { class: "filter-body" });
  const drawer = el("details", { class: "filter-drawer" }, summary, body);
  const opened = new Map();
  root.append(el("div", { class: "filter-panel" }, base, drawer, foot));

  const chosen = () => {
    const found = {};
    for (const box of body.querySelectorAll("fieldset")) {
      found[box.dataset.group] = [...box.querySelectorAll("input:checked")].map((own) => own.value);
    }
    found.newmax = Number(body.querySelector("select[name=newmax]").value);
    return found;
  };

  const send = (set) => trigger("filters", JSON.stringify(set));

  body.addEventListener("change", () => send(chosen()), { signal });
  body.addEventListener("click", (event) => {
    const preset = event.target.closest("[data-preset]");
    if (preset) send(JSON.parse(preset.dataset.preset));
  }, { signal });
  foot.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-chip]");
    if (!chip) return;
    if (chip.dataset.chip === "reset") {
      send({});
      return;
    }
    const [name, code] = chip.dataset.chip.split(" ");
    const set = chosen();
    set[name] = name === "newmax" ? undefined : set[name].filter((value) => value !== code);
    send(set);
  }, { signal });
  body.addEventListener("toggle", ({ target }) => {
    if (target.dataset.group) opened.set(target.dataset.group, target.open);
  }, { capture: true, signal });

  const chip = (item, words) => el("button", {
    type: "button", class: "filter-chip", "data-chip": `${item.group} ${item.code}`,
    "aria-label": words.remove.replace("{filter}", item.text),
  }, el("span", { text: item.text }), el("b", { text: "×", "aria-hidden": "true" }));

  let turn = 0;
  return async (sent) => {
    if (!turn) drawer.open = !sent.folded && matchMedia(WIDE).matches;
    const now = ++turn;
    const spoken = await peta.words(sent.lang);
    if (now !== turn || signal.aborted) return;
    const data = named(sent, spoken);
    const focus = document.activeElement;
    const had = root.contains(focus) ? [focus.closest("[data-group]")?.dataset.group, focus.value] : null;
    const { words } = data;
    summary.textContent = data.chips.length ? `${words.title} (${data.chips.length})` : words.title;
    base.textContent = data.base;
    foot.replaceChildren(...[
      data.notice && el("p", { class: "filter-notice", text: data.notice }),
      data.chips.length && el("div", { class: "filter-chips" },
        ...data.chips.map((item) => chip(item, words)),
        el("button", { type: "button", class: "filter-reset", "data-chip": "reset", text: words.reset })),
    ].filter(Boolean));
    body.replaceChildren(
      el("details", { class: "filter-group", "data-group": "presets", open: opened.get("presets") },
        el("summary", {}, el("span", { text: words.presets })),
        el("div", { class: "filter-presets" }, ...data.presets.map((item) => el("button", {
          type: "button", class: "filter-preset", "data-preset": JSON.stringify(item.set),
          "aria-pressed": String(item.active), disabled: data.off, text: item.text,
        })))),
      ...data.groups.map((item) => group(item, data.off, opened.get(item.code) ?? item.open)),
    );
    if (had?.[0]) {
      const again = `[data-group="${had[0]}"] [value="${CSS.escape(had[1] ?? "")}"]`;
      body.querySelector(`fieldset${again}`)?.focus({ preventScroll: true });
    }
  };
};
