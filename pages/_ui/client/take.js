/* Take it along: files of the view, its link, its citation, and print. */
import { el } from "./dom.js";
import { printing } from "./print.js";

const FILES = [
  ["png", "figure"], ["svg", "figure"], ["xlsx", "areas"], ["zip", "areas"], ["geojson", "areas"],
];
const SHOWN = 6000;
const KEPT = 60_000;

const named = (response, link) =>
  /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1]
  ?? link.pathname.split("/").pop();

/* The browser saves what is at `href` under the name that the server gave it. */
const save = async (href) => {
  const response = await fetch(href);
  if (!response.ok) throw new Error(String(response.status));
  const name = named(response, new URL(href));
  const url = URL.createObjectURL(await response.blob());
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
};

export const take = (root, { peta, signal }) => {
  const title = el("h2", { class: "peta-subhead" });
  const files = FILES.map(([code]) => el("a", { class: "peta-button", "data-file": code, download: "" }));
  const link = el("button", { type: "button", class: "peta-button", name: "link" });
  const cite = el("button", { type: "button", class: "peta-button", name: "cite" });
  const paper = el("button", { type: "button", class: "peta-button", name: "print" });
  const said = el("span", { class: "peta-said", role: "status" });
  const hand = el("div", { class: "take-hand", hidden: true });
  const written = el("p", { class: "take-paper" });
  root.append(title, el("div", { class: "take-row" }, ...files, link, cite, paper), said, hand, written);
  printing(peta, signal);
  let data = null;
  let words = {};
  let timer = 0;
  let turn = 0;

  const say = (text, state = "") => {
    clearTimeout(timer);
    said.textContent = text;
    root.dataset.state = state;
    if (state === "busy") return;
    timer = setTimeout(() => say("", "busy"), SHOWN);
  };
  signal.addEventListener("abort", () => clearTimeout(timer));

  const put = (key, text) => words[key].replace("{file}", text);

  const fetched = async (file) => {
    file.setAttribute("aria-busy", "true");
    say(put("busy", file.textContent), "busy");
    try {
      await save(file.href);
      say(put("ready", file.textContent));
    } catch {
      say(put("failed", file.textContent), "failed");
    }
    file.removeAttribute("aria-busy");
  };

  const cited = () => data.citation.join(window.location.href);

  /* Where the browser refuses to copy, the text stands ready to be copied by hand. */
  const byHand = (text, from) => {
    const id = `${root.dataset.part}-by-hand`;
    const field = el("textarea", { id, class: "take-text", readonly: true, rows: 3 });
    field.value = text;
    const close = el("button", { type: "button", class: "peta-button", text: words.close });
    close.addEventListener("click", () => {
      hand.hidden = true;
      hand.replaceChildren();
      from.focus({ preventScroll: true });
    });
    hand.replaceChildren(el("label", { for: id, text: words.bycopy }), field, close);
    hand.hidden = false;
    field.focus({ preventScroll: true });
    field.select();
  };

  const copied = async (text, done, from) => {
    if (await peta.copy(text)) say(words[done]);
    else byHand(text, from);
  };

  root.addEventListener("click", (event) => {
    const file = event.target.closest("[data-file]");
    if (file && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (!file.hasAttribute("aria-busy")) fetched(file);
    }
  }, { signal });
  link.addEventListener("click", () => copied(window.location.href, "linked", link), { signal });
  cite.addEventListener("click", () => copied(cited(), "cited", cite), { signal });
  window.addEventListener("beforeprint", () => { written.textContent = data ? cited() : ""; }, { signal });
  paper.addEventListener("click", () => window.print(), { signal });

  return async (sent) => {
    const now = ++turn;
    const spoken = await peta.words(sent.lang);
    if (now !== turn || signal.aborted) return;
    data = sent;
    words = spoken.take;
    title.textContent = words.title;
    FILES.forEach(([code, kind], at) => {
      files[at].href = `/api/v1/${kind}.${code}?${sent.asked}`;
      files[at].textContent = words[code];
    });
    for (const button of [link, cite, paper]) button.textContent = words[button.name];
  };
};
