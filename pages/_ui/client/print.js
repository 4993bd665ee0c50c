/* A page on paper: the maps take the width of the sheet and light colours before the browser prints,
   and their old size and look after it. */

/* CSS pixels: one map, or two beside each other, as wide as A4 upright allows, and no higher than A4
   across has room for under the answer. */
const ALONE = [600, 400];
const BESIDE = [336, 300];

export const printing = (peta, signal) => {
  let before;

  const frames = () => [...document.querySelectorAll('[class*="st-key-map-"] iframe')];

  /* At once, since the browser prints what stands there when the event is over. */
  const resize = (frame) => frame.contentWindow?.map?.invalidateSize({ animate: false, pan: false });

  /* Without a word to Streamlit, which would run the page again while it is being printed. */
  const look = (theme) => {
    const { dataset } = document.documentElement;
    if (theme) dataset.theme = theme;
    else delete dataset.theme;
    peta.emit("theme", { theme: peta.theme() });
  };

  window.addEventListener("beforeprint", () => {
    before = document.documentElement.dataset.theme;
    look("light");
    const maps = frames();
    const [width, height] = maps.length > 1 ? BESIDE : ALONE;
    for (const frame of maps) {
      frame.style.setProperty("width", `${width}px`, "important");
      frame.style.setProperty("height", `${height}px`, "important");
      resize(frame);
    }
  }, { signal });

  window.addEventListener("afterprint", () => {
    look(before);
    for (const frame of frames()) {
      frame.style.removeProperty("width");
      frame.style.removeProperty("height");
      resize(frame);
    }
  }, { signal });
};
