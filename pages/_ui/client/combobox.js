/* A combobox for areas, its list over the page. The server ranks what is typed; what comes late or
   out of order is dropped, and what is typed while the connection is cut is asked again when it is
   back. `suggest` gives groups to show before anything is typed, `fits` says which hits may be
   chosen, `rest` the text that stands in the field while nobody types. */
import { el, reveal } from "./dom.js";

const URL_OF = "/api/v1/search";
const PAUSE = 110;

let made = 0;

const option = (id, { code, name, other, kind, parents, kemendagri }, index) => el("li", {
  class: "find-hit", role: "option", id: `${id}-${index}`, "aria-selected": "false", "data-code": code,
},
el("span", { class: "find-name" }, el("b", { text: name }),
  other ? el("span", { class: "find-other", text: ` (${other})` }) : null,
  kind ? el("span", { class: "find-kind", text: ` ${kind}` }) : null),
parents ? el("span", { class: "find-where" },
  el("span", { class: "find-parents", text: parents.join(", ") }),
  el("span", { class: "find-code", text: `${code} · ${kemendagri}` })) : null);

export const combobox = (root, { signal, choose, suggest = () => [], fits = () => true, extra = [] }) => {
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
  const box = el("div", { class: "find-search" }, label, input, ...extra, note, said);
  root.append(box);
  let words = {};
  let lang = "";
  let rest = "";
  let active = -1;
  let timer = 0;
  let asking = null;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const typed = () => {
    const text = input.value.trim();
    return text === rest ? "" : text;
  };

  const light = (next) => {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = all.length ? (next + all.length) % all.length : -1;
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    all[active].setAttribute("aria-selected", "true");
    reveal(list, all[active]);
    return input.setAttribute("aria-activedescendant", all[active].id);
  };

  const show = (groups, text = "", lit = true) => {
    active = -1;
    let place = 0;
    const nodes = groups.map(([name, hits]) => {
      const made = hits.map((hit) => option(id, hit, place++));
      return name ? [el("li", { role: "group", "aria-label": name },
        el("p", { class: "find-group", "aria-hidden": "true", text: name }),
        el("ul", { role: "none" }, ...made))] : made;
    });
    list.replaceChildren(...nodes.flat());
    list.scrollTop = 0;
    if (place) box.append(list);
    else list.remove();
    note.hidden = place > 0 || !text;
    note.textContent = place ? "" : text;
    input.setAttribute("aria-expanded", String(place > 0));
    said.textContent = place ? words.count.replace("{count}", place) : text;
    if (place && lit) light(0);
    else input.removeAttribute("aria-activedescendant");
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
    const text = typed();
    clearTimeout(timer);
    timer = 0;
    asking?.abort();
    if (!text) {
      close();
      const groups = suggest();
      if (groups.length) show(groups, "", false);
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
      const free = hits.filter(fits);
      show([["", free]], hits.length ? words.unfit : words.none);
    } catch {
      if (asking !== own) return;
      root.dataset.cut = "1";
      show([], words.cut);
    }
    asking = null;
  };

  const take = (code) => {
    input.value = rest;
    close();
    choose(code);
    // Its keyboard would cover what was asked for.
    if (matchMedia("(pointer: coarse)").matches) input.blur();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  /* Enter before the answer has come takes its first hit. */
  const enter = async () => {
    if (timer || asking || (active < 0 && typed())) await ask();
    const code = options()[active]?.dataset.code;
    if (code) take(code);
  };

  const moves = {
    ArrowDown: () => active + 1, ArrowUp: () => Math.max(active, 0) - 1, Home: () => 0, End: () => -1,
  };

  input.addEventListener("input", later, { signal });
  input.addEventListener("focus", () => {
    if (typed()) later();
    else {
      input.select();
      ask();
    }
  }, { signal });
  // A press on the field that has the focus opens the list again.
  input.addEventListener("click", () => {
    if (!list.isConnected && !typed()) ask();
  }, { signal });
  input.addEventListener("blur", () => {
    if (rest) input.value = rest;
    close();
  }, { signal });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = list.isConnected || !note.hidden;
    if (event.key === "Enter") {
      event.preventDefault();
      enter();
    } else if (event.key === "Escape" && (open || typed())) {
      event.preventDefault();
      event.stopPropagation();
      if (!open) input.value = rest;
      close();
    } else if (event.key in moves && list.isConnected && !event.shiftKey) {
      event.preventDefault();
      light(moves[event.key]());
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      ask();
    }
  }, { signal });
  // A press on the list must not take the focus, which would close it before the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
  list.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  list.addEventListener("pointermove", ({ target }) => {
    const at = options().indexOf(target.closest("[role=option]"));
    if (at >= 0 && at !== active) light(at);
  }, { signal });
  list.addEventListener("click", ({ target }) => {
    const code = target.closest("[role=option]")?.dataset.code;
    if (code) take(code);
  }, { signal });
  window.addEventListener("online", () => {
    if (root.dataset.cut) ask();
  }, { signal });
  signal.addEventListener("abort", close);

  /* `text` is what stands in the field while nobody types. */
  const fill = (data, { name, text = "" }) => {
    ({ words, lang } = data);
    label.textContent = name;
    list.setAttribute("aria-label", words.hits);
    const idle = input.value === rest;
    rest = text;
    if (idle) input.value = rest;
  };
  return { box, input, said, fill };
};
