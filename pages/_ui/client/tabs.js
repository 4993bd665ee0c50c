/* Two tabs over one place: the list of areas, or the profile of one area (another part). Both stay
   mounted; which is seen is a mark on the root element, so the server never has a hand in it. */
import { el } from "./dom.js";

const PANES = ["list", "profile"];

export const tabs = ({ root, pane, peta, signal }) => {
  const html = document.documentElement;
  const strip = el("div", { class: "pane-tabs", role: "tablist", hidden: true });
  const buttons = PANES.map((code) => el("button", {
    type: "button", role: "tab", class: "pane-tab", "data-pane": code,
  }));
  strip.append(...buttons);
  root.append(strip);

  const paint = () => {
    for (const button of buttons) {
      const chosen = button.dataset.pane === html.dataset.pane;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
  };

  /* `coming`: a run is on its way that brings what the pane shows. */
  const show = (code, coming = false) => {
    if (strip.hidden || html.dataset.pane === code) return;
    html.dataset.pane = code;
    paint();
    peta.emit("pane", { pane: code, coming });
  };

  strip.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-pane]");
    if (button) show(button.dataset.pane);
  }, { signal });
  strip.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = buttons.at(to % buttons.length);
    next.focus({ preventScroll: true });
    show(next.dataset.pane);
  }, { signal });
  signal.addEventListener("abort", () => delete html.dataset.pane);

  return {
    show,
    /* `name` is the area of the profile; without one the list stands alone. */
    update(name, words) {
      strip.hidden = !name;
      if (!name) return;
      html.dataset.pane ??= "list";
      pane.id = "peta-pane-list";
      pane.setAttribute("role", "tabpanel");
      pane.setAttribute("aria-labelledby", "peta-tab-list");
      strip.setAttribute("aria-label", words.pane);
      for (const button of buttons) {
        button.id = `peta-tab-${button.dataset.pane}`;
        button.setAttribute("aria-controls", `peta-pane-${button.dataset.pane}`);
      }
      buttons[0].textContent = words.list;
      buttons[1].textContent = words.tab.replace("{area}", name);
      paint();
    },
  };
};
