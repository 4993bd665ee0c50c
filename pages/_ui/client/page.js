/* The parent window's side of the client: one bus, one copy of each geometry, the page's language
   and theme. It must run before Streamlit's own script, which asks for the colour scheme once. */
(() => {
  "use strict";
  if (window.peta) return;

  const THEMES = ["light", "dark", "projector"];
  const FORWARDED = new Set(["ArrowLeft", "ArrowRight", "Escape", "/"]);
  const TOKENS = [
    "--paper", "--card", "--ink", "--muted", "--line", "--accent", "--accent-soft", "--indigo",
    "--focus", "--sea", "--land", "--land-edge", "--land-ink", "--edge", "--halo", "--blank",
    "--hatch", "--pick", "--pick-halo", "--label", "--label-halo", "--peak", "--shadow", "--type",
    "--use-integrated", "--use-promotion", "--use-other", "--use-none",
  ];
  const root = document.documentElement;
  const bus = new EventTarget();
  const stored = new Map();
  const owners = new Map();
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  const emit = (type, detail) => bus.dispatchEvent(new CustomEvent(type, { detail }));

  const on = (type, handler, signal) =>
    bus.addEventListener(type, (event) => handler(event.detail), { signal });

  const theme = () => {
    const chosen = root.dataset.theme;
    if (THEMES.includes(chosen)) return chosen;
    return system.matches ? "dark" : "light";
  };

  /* Streamlit draws its widgets from the system's colour scheme. Answering that question with the
     theme of the link keeps its widgets and our page in one look, at the first paint and later. */
  const scheme = new EventTarget();
  Object.defineProperties(scheme, {
    matches: { get: () => theme() === "dark" },
    media: { value: system.media },
    onchange: { value: null, writable: true },
  });
  scheme.addListener = (handler) => scheme.addEventListener("change", handler);
  scheme.removeListener = (handler) => scheme.removeEventListener("change", handler);
  const ask = window.matchMedia.bind(window);
  window.matchMedia = (query) =>
    (query.replace(/\s/g, "") === "(prefers-color-scheme:dark)" ? scheme : ask(query));

  const announce = () => {
    const event = new Event("change");
    Object.defineProperties(event, {
      matches: { value: scheme.matches },
      media: { value: scheme.media },
    });
    scheme.dispatchEvent(event);
    emit("theme", { theme: theme() });
  };
  system.addEventListener("change", () => {
    if (!root.dataset.theme) announce();
  });

  const setTheme = (name) => {
    const before = theme();
    if (THEMES.includes(name)) root.dataset.theme = name;
    else delete root.dataset.theme;
    if (theme() !== before) announce();
  };

  const geometry = (url) => {
    const key = new URL(url, document.baseURI).href;
    if (!stored.has(key)) {
      const answer = fetch(key).then((response) => {
        if (!response.ok) throw new Error(`${response.status} ${key}`);
        return response.json();
      });
      answer.catch(() => stored.delete(key));
      stored.set(key, answer);
    }
    return stored.get(key);
  };

  /* The words of the parts, once a language. */
  const words = (lang) => geometry(
    `${document.querySelector('meta[name="peta-words"]').content}/${lang}.json`);

  const claim = (key) => {
    owners.get(key)?.abort();
    const owner = new AbortController();
    owners.set(key, owner);
    return owner.signal;
  };

  const release = (key, signal) => {
    if (owners.get(key)?.signal !== signal) return;
    owners.get(key).abort();
    owners.delete(key);
  };

  const key = (event) => {
    if (!FORWARDED.has(event.key)) return false;
    const { type, key: name, code, keyCode, altKey, ctrlKey, metaKey, shiftKey } = event;
    const copy = new KeyboardEvent(type, {
      key: name, code, keyCode, which: keyCode, altKey, ctrlKey, metaKey, shiftKey,
      bubbles: true, cancelable: true, composed: true,
    });
    (document.body ?? document).dispatchEvent(copy);
    return true;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Plain http offers no clipboard; the old command still works inside a click.
      const area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      area.style.cssText = "position:fixed;top:0;opacity:0";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  /* Frames have a document of their own: they take the page's tokens instead of a second list. */
  const dress = (frame) => {
    const style = getComputedStyle(root);
    for (const name of TOKENS) frame.style.setProperty(name, style.getPropertyValue(name));
    frame.dataset.theme = theme();
    frame.style.colorScheme = theme() === "dark" ? "dark" : "light";
    frame.lang = root.lang;
  };

  const font = () => document.querySelector("link[rel=preload][as=font]")?.href ?? null;

  const scale = () => {
    if (theme() === "projector") return 1.3;
    return window.innerWidth < 600 ? 0.72 : 1;
  };

  const page = ({ lang, title, theme: name }) => {
    if (lang) root.lang = lang;
    if (title) document.title = title;
    setTheme(name);
    window.petaWords?.(root.lang);
  };

  /* What the lists of both sides show, by side: rows, their stamp, the selected one. */
  const listed = new Map();

  window.peta = {
    bus, emit, on, geometry, words, claim, release, key, copy, page, theme, dress, font, scale, fits: new Map(), listed,
  };

  const asked = new URLSearchParams(window.location.search);
  setTheme(asked.get("theme") ?? root.dataset.theme);
  if (["id", "en"].includes(asked.get("lang"))) root.lang = asked.get("lang");
})();
