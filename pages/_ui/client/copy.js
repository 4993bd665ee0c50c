/* The button that copies the link of the view. */
import { el } from "./dom.js";

const SHOWN = 2500;

export const copy = (root, { peta, signal }) => {
  const button = el("button", { type: "button", class: "peta-button" });
  const said = el("span", { class: "peta-said", role: "status" });
  let words = {};
  let timer = 0;
  button.addEventListener("click", async () => {
    const done = await peta.copy(window.location.href);
    said.textContent = done ? words.done : words.failed;
    root.dataset.state = done ? "done" : "failed";
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = "";
      delete root.dataset.state;
    }, SHOWN);
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  root.append(button, said);
  return (data) => {
    words = data;
    button.textContent = data.text;
  };
};
