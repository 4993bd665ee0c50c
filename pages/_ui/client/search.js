/* Search of areas: a combobox with a list over the page. The server ranks; what comes late or out of
   order is dropped, and what is typed while the connection is cut is asked again when it is back. */
import { el, reveal } from "./dom.js";

const URL_OF = "/api/v1/search";
const PAUSE = 110;
const FIELD = "input, select, textarea, [contenteditable], [role=combobox]";

let made = 0;

const option = (id) => (hit, index) => el("li", {
  class: "find-hit", role: "option", id: `${id}-${index}`, "aria-selected": "false", "data-code": hit.code,
},
el("span", { class: "find-name" }, el("b", { text: hit.name }),
  hit.other ? el("span", { class: "find-other", text: ` (${hit.other})` }) : null,
  el("span", { class: "find-kind", text: ` ${hit.kind}` })),
el("span", { class: "find-where" },
  el("span", { class: "find-parents", text: hit.parents.join(", ") }),
  el("span", { class: "find-code", text: `${hit.code} · ${hit.kemendagri}` })));

export const search = (root, { peta, signal, trigger }) => {
  const id = `peta-find-${++made}`;
  const input = el("input", {
    id, class: "find-box", type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off",
    spellcheck: "false", enterkeyhint: "search", maxlength: 100, "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": `${id}-list`,
  });
  const label = el("label", { class: "peta-sr", for: id });
  const list = el("ul", { class: "find-list", role: "listbox", id: `${id}-list` });
  const note = el("p", { class: "find-note", hidden: true });
  const said = el("p", { class: "peta-sr", role: "status" });
  const box = el("div", { class: "find-search" }, label, input,
    el("kbd", { class: "find-key", "aria-hidden": "true", text: "/" }), note, said);
  root.append(box);
  let words = {};
  let lang = "";
  let active = -1;
  let timer = 0;
  let asking = null;
  let going = false;

  const light = (next) => {
    const options = [...list.children];
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length ? (next + options.length) % options.length : -1;
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    options[active].setAttribute("aria-selected", "true");
    reveal(list, options[active]);
    return input.setAttribute("aria-activedescendant", options[active].id);
  };

  const show = (hits, text = "") => {
    active = -1;
    list.replaceChildren(...hits.map(option(id)));
    if (hits.length) box.append(list);
    else list.remove();
    note.hidden = hits.length > 0 || !text;
    note.textContent = hits.length ? "" : text;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    said.textContent = hits.length ? words.count.replace("{count}", hits.length) : text;
    light(hits.length ? 0 : -1);
  };

  const close = () => {
    clearTimeout(timer);
    timer = 0;
    asking?.abort();
    asking = null;
    delete root.dataset.cut;
    show([]);
  };

  const ask = async () => {
    const text = input.value.trim();
    clearTimeout(timer);
    timer = 0;
    asking?.abort();
    if (!text) {
      close();
      return;
    }
    const own = new AbortController();
    asking = own;
    try {
      const url = new URL(URL_OF, document.baseURI);
      url.search = new URLSearchParams({ q: text, lang });
      const answer = await fetch(url, { signal: own.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { hits } = await answer.json();
      if (asking !== own) return;
      delete root.dataset.cut;
      show(hits, words.none);
    } catch {
      if (asking !== own) return;
      root.dataset.cut = "1";
      show([], words.cut);
    }
    asking = null;
  };

  const choose = (code) => {
    input.value = "";
    close();
    going = true;
    // Its keyboard would cover what was asked for.
    if (matchMedia("(pointer: coarse)").matches) input.blur();
    trigger("go", code);
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  /* Enter before the answer has come takes its first hit. */
  const enter = async () => {
    if (active < 0 || timer || asking) await ask();
    const code = list.children[active]?.dataset.code;
    if (code) choose(code);
  };

  const moves = { ArrowDown: () => active + 1, ArrowUp: () => active - 1, Home: () => 0, End: () => -1 };

  input.addEventListener("input", later, { signal });
  input.addEventListener("focus", () => {
    if (input.value.trim()) later();
  }, { signal });
  input.addEventListener("blur", close, { signal });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      enter();
    } else if (event.key === "Escape" && input.value) {
      event.preventDefault();
      event.stopPropagation();
      if (!list.isConnected && note.hidden) input.value = "";
      close();
    } else if (event.key in moves && list.isConnected && !event.shiftKey) {
      event.preventDefault();
      light(moves[event.key]());
    } else if (event.key === "ArrowDown" && input.value.trim()) {
      event.preventDefault();
      ask();
    }
  }, { signal });
  // A press on the list must not take the focus, which would close it before the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
  list.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  list.addEventListener("pointermove", ({ target }) => {
    const at = [...list.children].indexOf(target.closest("li"));
    if (at >= 0 && at !== active) light(at);
  }, { signal });
  list.addEventListener("click", ({ target }) => {
    const code = target.closest("li")?.dataset.code;
    if (code) choose(code);
  }, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement?.closest?.(FIELD)) return;
    event.preventDefault();
    input.focus();
  }, { signal });
  window.addEventListener("online", () => {
    if (root.dataset.cut) ask();
  }, { signal });
  signal.addEventListener("abort", close);

  return (data) => {
    ({ words, lang } = data);
    label.textContent = words.label;
    input.placeholder = words.placeholder;
    list.setAttribute("aria-label", words.hits);
    if (going) said.textContent = words.shown.replace("{area}", data.trail.at(-1)[1]);
    going = false;
  };
};
