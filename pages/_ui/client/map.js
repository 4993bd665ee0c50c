/* Entry of every map frame: a classic script, since st_folium waits for it before it draws. The work
   is in modules; what is painted before they have arrived is kept, the latest only. */
(() => {
  "use strict";
  const here = document.currentScript.src;
  const MODULES = [
    "around", "closer", "frame", "gestures", "grid", "hexes", "labels", "layers", "link", "mix",
    "names", "overlay", "pointer", "points", "style", "unpack",
  ];

  // All at once: else each is asked for only when the one that imports it has come.
  for (const name of MODULES) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = new URL(`map-${name}.js`, here).href;
    document.head.append(link);
  }

  window.PetaMap = {
    mount(map, config) {
      let frame = null;
      let latest = null;
      const ready = import(new URL("map-frame.js", here).href).then(async (module) => {
        frame = module.mount(map, config);
        if (latest) await frame.paint(latest);
      });
      window.petaMap = {
        ready,
        paint(payload) {
          latest = payload;
          if (frame) return frame.paint(payload);
          window.parent.peta
            .geometry(`${config.geometry}/${config.region}/${payload.level}.json`)
            .catch(() => null);
          return ready;
        },
      };
      return window.petaMap;
    },
  };
})();
