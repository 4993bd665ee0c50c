/* The other language and the look; tells the page its language, title and theme, and what was heard. */
import { el } from "./dom.js";
import { heard } from "./events.js";

export const page = (root, { peta, signal, trigger }) => {
  const language = el("button", { type: "button", class: "look-language" });
  const look = el("select", { class: "look-theme" });
  root.append(language, look);
  language.addEventListener("click", () => trigger("language", language.value), { signal });
  look.addEventListener("change", () => trigger("theme", look.value), { signal });
  let shown = "";
  return async ({ lang, other, title, theme, themes, heard: number }) => {
    heard(number);
    peta.page({ lang, title, theme });
    const { page: words } = await peta.words(lang);
    if (signal.aborted) return;
    if (shown !== lang) {
      look.replaceChildren(...themes.map((value) =>
        el("option", { value, text: words[value || "system"] })));
      look.setAttribute("aria-label", words.look);
      Object.assign(language, { value: other, textContent: words.language, lang: other });
      shown = lang;
    }
    look.value = theme;
  };
};
