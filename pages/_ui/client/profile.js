/* The profile of one area. Its sections open in place; what is closed, or behind the other tab, is
   neither computed nor sent: the part asks the server once for what a reader opens. */
import { el } from "./dom.js";
import { facts, mixes, sectors } from "./profile-figures.js";
import { series, similar } from "./profile-more.js";

const LAZY = { mix: mixes, sectors, series, similar };

export const profile = (root, { peta, signal, trigger }) => {
  const html = document.documentElement;
  root.id = "peta-pane-profile";
  root.setAttribute("role", "tabpanel");
  root.setAttribute("aria-labelledby", "peta-tab-profile");
  const title = el("h2", { class: "profile-name" });
  const basis = el("p", { class: "profile-basis" });
  const key = el("div", { class: "profile-key" });
  const boxes = new Map(Object.keys(LAZY).map((code) => [code, {
    summary: el("summary"), body: el("div", { class: "profile-body" }),
  }]));
  const sections = [...boxes].map(([code, { summary, body }]) =>
    el("details", { class: "profile-section", "data-section": code }, summary, body));
  root.append(title, basis, key, ...sections);
  let data = null;
  let asked = null;

  const shown = () => Boolean(data?.alone) || html.dataset.pane === "profile";
  const open = () => sections.filter((box) => box.open).map((box) => box.dataset.section);

  const sync = () => {
    if (!data) return;
    const wanted = shown() ? ["key", ...open()] : [];
    const lacking = wanted.some((code) => !data.given.includes(code));
    const idle = data.given.some((code) => code !== "key" && !wanted.includes(code));
    if (!(lacking || idle) || wanted.join() === asked) return;
    asked = wanted.join();
    trigger("open", asked);
  };

  /* Rows that only point and select are drawn anew with each answer: the focus stays on its row. */
  const draw = (box, nodes) => {
    const held = box.contains(document.activeElement) ? document.activeElement.dataset.code : null;
    box.replaceChildren(...nodes);
    if (held) box.querySelector(`[data-code="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  };

  root.addEventListener("toggle", sync, { capture: true, signal });
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
    asked = null;
    const words = spoken.profile;
    root.toggleAttribute("data-alone", Boolean(sent.alone));
    title.textContent = sent.name ?? "";
    basis.replaceChildren(...[sent.example, sent.basis].filter(Boolean)
      .map((text, index) => el(index || !sent.example ? "span" : "b", { text })));
    if (sent.key) draw(key, facts(sent.key, spoken));
    else if (!key.childElementCount) key.textContent = words.loading;
    for (const [code, { summary, body }] of boxes) {
      summary.textContent = words[code];
      if (sent[code]) draw(body, LAZY[code](sent[code], spoken, sent));
      else body.replaceChildren(el("p", { class: "profile-note", text: words.loading }));
    }
    sync();
  };
};
