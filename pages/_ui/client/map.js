/* Entry of every map frame: a classic script, since st_folium waits for it before it draws. The work
   is in modules; what is painted before they have arrived is kept, the latest only. */
(() => {
  "use strict";
  const here = document.currentScript.src;

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
