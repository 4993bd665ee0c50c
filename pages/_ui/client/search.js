/* Search of areas from anywhere on the page: `/` goes to it. */
import { combobox } from "./combobox.js";
import { el } from "./dom.js";

const FIELD = "input, select, textarea, [contenteditable], [role=combobox]";

export const search = (root, { signal, trigger }) => {
  let going = false;
  const { input, said, fill } = combobox(root, {
    signal,
    choose: (code) => {
      going = true;
      trigger("go", code);
    },
    extra: [el("kbd", { class: "find-key", "aria-hidden": "true", text: "/" })],
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement?.closest?.(FIELD)) return;
    event.preventDefault();
    input.focus();
  }, { signal });

  return (data) => {
    const { words } = data;
    fill(data, { name: words.label });
    input.placeholder = words.placeholder;
    if (going) said.textContent = words.shown.replace("{area}", data.trail.at(-1)[1]);
    going = false;
  };
};
