/* Map options: kind of map, classes, colours, base map. What can't be chosen says why. A change sends
   the fields that it touches, in the form that the link has; empty means the default. */
import { FEWEST, MOST, readBreaks, writeBreaks } from "./breaks.js";
import { el } from "./dom.js";

const COUNTS = [3, 4, 5, 6, 7];
const NOTHING = { show: "", scheme: "", breaks: "", k: "", palette: "", base: "" };

let made = 0;

const radio = (name, code, chosen, label, note, closed = false, ...marks) => el("label", {
  class: "option-choice", "data-disabled": closed,
},
  el("input", { type: "radio", name, value: code, checked: chosen, disabled: closed }),
  ...marks,
  el("span", { class: "option-text" }, label, note ? el("small", { text: note }) : null));

const group = (title, field, ...children) => el("fieldset", { "data-field": field },
  el("legend", { text: title }), ...children);

const swatch = (colours) => el("i", { class: "option-swatch", "aria-hidden": "true" },
  ...colours.map((colour) => el("b", { style: `background:${colour}` })));

const select = (id, name, label, options, value, closed) => el("div", { class: "option-field" },
  el("label", { for: `${id}-${name}`, text: label }),
  el("select", { id: `${id}-${name}`, name, disabled: closed }, ...options.map(([code, text]) =>
    el("option", { value: code, text, selected: String(code) === String(value) }))));

const kinds = (id, data, words) => group(words.kind, "show",
  ...data.shows.map(([code, why]) => radio(`${id}-show`, code, code === data.show,
    words.shows[code][0], why ? words.reasons[why] : words.shows[code][1], Boolean(why))),
  el("details", { class: "option-why" },
    el("summary", { text: words.why }), el("p", { text: words.explain })));

const own = (id, data, words, text) => el("div", { class: "option-field option-own" },
  el("label", { for: `${id}-breaks`, text: words.breaks }),
  el("div", { class: "option-line" },
    el("input", {
      id: `${id}-breaks`, name: "breaks", type: "text", inputmode: "text", autocomplete: "off",
      spellcheck: "false", value: text, "aria-describedby": `${id}-hint ${id}-fault`,
    }),
    el("button", { type: "button", class: "peta-button", name: "apply", text: words.apply })),
  el("small", { id: `${id}-hint`, text: words.breakshint }),
  el("p", { class: "option-fault", id: `${id}-fault`, role: "status" }));

const classes = (id, data, words, scheme, text) => (data.fixed
  ? group(words.classes, "classes", el("p", { class: "option-note", text: words.fixes[data.fixed] }))
  : group(words.classes, "classes",
    select(id, "scheme", words.method,
      Object.entries(words.schemes).map(([code, [name]]) => [code, name]), scheme),
    el("p", { class: "option-note", text: words.schemes[scheme][1] }),
    scheme === "own" ? own(id, data, words, text)
      : select(id, "k", words.k, COUNTS.map((count) => [count, count]), data.k)));

const colours = (id, data, words) => group(words.colours, "palette",
  ...Object.entries(words.palettes[data.form]).map(([code, name], at) => radio(
    `${id}-palette`, code, code === data.palette, name, "", false, swatch(data.swatches[at]))));

const bases = (id, data, words) => group(words.ground, "base",
  ...Object.entries(words.bases).map(([code, [name, help]]) => radio(
    `${id}-base`, code, code === data.base, name, help)));

export const options = (root, { peta, signal, trigger }) => {
  const id = `peta-options-${++made}`;
  const summary = el("summary", { class: "option-summary" });
  const body = el("div", { class: "option-body" });
  const drawer = el("details", { class: "option-drawer" }, summary, body);
  root.append(drawer);
  let data = null;
  let words = null;
  let turn = 0;
  let drawn = "";
  /* A scheme that waits for its breaks, and what the reader has typed but not applied. */
  let waiting = null;
  let draft = null;

  const send = (fields) => trigger("options", JSON.stringify(fields));
  const field = (name) => body.querySelector(`[name="${name}"]`);

  const fault = (read) => {
    const text = read.fault ? words[read.fault].replace("{item}", read.item) : "";
    field("breaks").setAttribute("aria-invalid", String(Boolean(text)));
    body.querySelector(".option-fault").textContent = text;
  };

  const draw = () => {
    if (!drawer.open || !data) return;
    const scheme = waiting ?? data.scheme;
    const text = draft ?? writeBreaks(data.breaks, data.lang);
    const wanted = JSON.stringify([data, scheme]);
    if (wanted === drawn) return;
    drawn = wanted;
    const { activeElement: had } = document;
    const focus = body.contains(had) ? [had.name, had.type === "radio" ? had.value : null] : null;
    const why = body.querySelector(".option-why")?.open ?? false;
    body.replaceChildren(
      kinds(id, data, words), classes(id, data, words, scheme, text),
      colours(id, data, words), bases(id, data, words),
      el("button", {
        type: "button", class: "peta-button", name: "reset", text: words.reset, disabled: !data.changed,
      }));
    body.querySelector(".option-why").open = why;
    if (draft !== null && field("breaks")) fault(readBreaks(draft, data.lang));
    if (focus?.[0]) {
      const value = focus[1] === null ? "" : `[value="${CSS.escape(focus[1])}"]`;
      body.querySelector(`[name="${focus[0]}"]${value}`)?.focus({ preventScroll: true });
    }
  };

  const apply = () => {
    const text = field("breaks").value;
    const read = readBreaks(text, data.lang);
    fault(read);
    if (read.fault) {
      field("breaks").focus({ preventScroll: true });
      return;
    }
    draft = null;
    waiting = null;
    const breaks = read.values.map((value) => String(value)).join(",");
    if (data.scheme !== "own" || breaks !== data.breaks.join(",")) send({ scheme: "own", breaks });
  };

  const cut = (scheme) => {
    draft = null;
    waiting = null;
    if (scheme !== "own") {
      send({ scheme, breaks: "" });
      return;
    }
    // The breaks that are on the map now are the ones to start from, if they are enough.
    if (data.breaks.length >= FEWEST && data.breaks.length <= MOST) {
      send({ scheme, breaks: data.breaks.join(",") });
      return;
    }
    waiting = scheme;
    draw();
    field("breaks").focus({ preventScroll: true });
  };

  body.addEventListener("change", ({ target }) => {
    const { field: name } = target.closest("fieldset").dataset;
    if (target.name === "scheme") cut(target.value);
    else if (target.name === "k") send({ k: target.value });
    else if (target.type === "radio") send({ [name]: target.value });
  }, { signal });
  body.addEventListener("input", ({ target }) => {
    if (target.name !== "breaks") return;
    draft = target.value;
    fault({});
  }, { signal });
  body.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "breaks") return;
    event.preventDefault();
    apply();
  }, { signal });
  body.addEventListener("click", ({ target }) => {
    if (target.name === "apply") apply();
    else if (target.name === "reset") send(NOTHING);
  }, { signal });
  drawer.addEventListener("toggle", draw, { signal });

  return async (sent) => {
    const now = ++turn;
    const spoken = await peta.words(sent.lang);
    if (now !== turn || signal.aborted) return;
    if (data && data.scheme !== sent.scheme) {
      draft = null;
      waiting = null;
    }
    data = sent;
    words = spoken.choices;
    summary.textContent = words.title;
    draw();
  };
};
