/* The trail: region, kabupaten/kota, kecamatan, selected area. Each step goes back to itself; the
   last one is where the reader is. */
import { el } from "./dom.js";

const step = ([code, name], index, { trail, here }) => {
  const last = index === trail.length - 1;
  return el("li", { "data-here": index === here, "data-beyond": index > here },
    last ? el("span", { class: "crumb", "aria-current": "location", text: name })
      : el("button", { type: "button", class: "crumb", "data-code": code, text: name }));
};

export const crumbs = (root, { signal, trigger }) => {
  const list = el("ol");
  const nav = el("nav", { class: "find-trail" }, list);
  root.append(nav);
  nav.addEventListener("click", ({ target }) => {
    const code = target.closest("button")?.dataset.code;
    if (code) trigger("back", code);
  }, { signal });

  return (data) => {
    const had = nav.contains(document.activeElement);
    nav.setAttribute("aria-label", data.words.trail);
    list.replaceChildren(...data.trail.map((item, index) => step(item, index, data)));
    if (!had) return;
    // The step that was pressed may be the last one now; the way on is beside it.
    const next = list.querySelector("[data-here] button") ?? list.querySelector("li:last-child > *");
    if (next.localName === "span") next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };
};
