/* The first view arrives in one piece. Streamlit draws a page element by element, each pushing the
   next; until all of it stands, the page stays invisible behind its outline (frame.css), so nothing
   that a reader sees ever jumps. */
(() => {
  "use strict";
  const LATEST = 6000;
  const root = document.documentElement;
  const every = (outer, inner) =>
    [...document.querySelectorAll(outer)].every((node) => node.querySelector(inner));

  const stands = () =>
    document.querySelector('[data-test-script-state="notRunning"] h1') !== null
    && document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]') === null
    && every('[class*="st-key-map-"]', "iframe")
    && every('[data-testid="stBidiComponentRegular"]', "[data-part][data-shown]");

  const show = () => {
    watcher.disconnect();
    clearTimeout(timer);
    delete root.dataset.arriving;
  };

  let asked = false;
  const look = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (stands()) show();
    });
  };

  root.dataset.arriving = "";
  const watcher = new MutationObserver(look);
  watcher.observe(root, { childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-test-script-state", "data-stale", "data-shown"] });
  // Whatever is missing by then, a reader is better served by what is there.
  const timer = setTimeout(show, LATEST);
})();
