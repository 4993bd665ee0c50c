/* The profile of one area, behind a tab beside the list. */
import { el } from "./dom.js";
import { facts, mixes, sectors } from "./profile-figures.js";
import { series, similar } from "./profile-more.js";
import { redraw, sections } from "./sections.js";

const LAZY = { mix: mixes, sectors, series, similar };

export const profile = (root, { peta, signal, trigger }) => {
  const html = document.documentElement;
  root.id = "peta-pane-profile";
  root.setAttribute("role", "tabpanel");
  root.setAttribute("aria-labelledby", "peta-tab-profile");
  const title = el("h2", { class: "profile-name" });
  const basis = el("p", { class: "profile-basis" });
  const key = el("div", { class: "profile-key" });
  root.append(title, basis, key);
  let data = null;
  const shown = () => Boolean(data?.alone) || html.dataset.pane === "profile";
  const { fill, sync } = sections(root, LAZY, { signal, trigger }, { shown, before: ["key"] });

  root.addEventListener("click", ({ target }) => {
    const code = target.closest("button[data-code]")?.dataset.code;
    if (code) trigger("select", code);
  }, { signal });
  const point = (event) => {
    const code = event?.target.closest?.("button[data-code]")?.dataset.code ?? null;
    peta.emit("point", { code, class: null, from: "profile", side: "a" });
  };
  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && event.target.closest("button[data-code]")) point(event);
  }, { signal });
  root.addEventListener("pointerout", (event) => {
    if (event.target.closest("button[data-code]")) point(null);
  }, { signal });
  // A selection brings the key figures itself: asking for them as well would cost a second run.
  peta.on("pane", ({ coming }) => {
    if (!coming || data?.given.includes("key")) sync();
  }, signal);

  return async (sent) => {
    const spoken = await peta.words(sent.lang);
    if (signal.aborted) return;
    data = sent;
    const words = spoken.profile;
    root.toggleAttribute("data-alone", Boolean(sent.alone));
    title.textContent = sent.name ?? "";
    basis.replaceChildren(...[sent.example, sent.basis].filter(Boolean)
      .map((text, index) => el(index || !sent.example ? "span" : "b", { text })));
    if (sent.key) redraw(key, facts(sent.key, spoken));
    else if (!key.childElementCount) key.textContent = words.loading;
    fill(sent, spoken, words);
  };
};
