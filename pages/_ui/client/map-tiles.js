/* Online tiles between the offline base map and the areas. What is drawn under them never leaves, so
   that nothing is ever blank: tiles count as there once the first has come, and as out of reach when
   none comes in time, when none of a batch comes, or when the browser is offline. */
const PATIENCE = 4000;
/* So many failures before any success, and the rest is not waited for. */
const HOPELESS = 3;

const escaped = (text) => {
  const node = document.createElement("span");
  node.textContent = text;
  return node.innerHTML;
};

const credited = (pieces) => pieces.map(([text, link]) => {
  if (!link) return escaped(text);
  const anchor = document.createElement("a");
  Object.assign(anchor, { href: link, target: "_blank", rel: "noopener", textContent: text });
  return anchor.outerHTML;
}).join("");

export class Tiles {
  /* `turned` is told whether tiles are shown, and again when a note came or went. */
  constructor(map, turned, signal) {
    Object.assign(this, { map, turned });
    this.wanted = null;
    this.words = {};
    this.layer = null;
    this.shown = false;
    this.pane = map.createPane("tiles");
    this.pane.style.zIndex = 360;
    this.pane.style.pointerEvents = "none";
    window.addEventListener("online", () => this.start(), { signal });
    window.addEventListener("offline", () => {
      if (this.wanted) this.fall(true);
    }, { signal });
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  update({ tiles, words }) {
    this.words = words;
    if (tiles?.url === this.wanted?.url && Boolean(tiles) === Boolean(this.wanted)) {
      if (this.note) this.say();
      return;
    }
    this.wanted = tiles ?? null;
    if (tiles) this.start();
    else this.stop();
  }

  start() {
    if (!this.wanted || this.shown) return;
    this.remove();
    if (!this.wanted.url || !navigator.onLine) {
      this.fall(true);
      return;
    }
    // A server of tiles may refuse who does not say where they come from: the origin, no more.
    const layer = L.tileLayer(this.wanted.url, {
      pane: "tiles", attribution: credited(this.wanted.credit), maxNativeZoom: 18,
      updateWhenZooming: false, keepBuffer: 1, referrerPolicy: "strict-origin-when-cross-origin",
    });
    let [good, bad] = [0, 0];
    const judge = (enough) => {
      if (bad >= enough && !good && this.layer === layer) this.fall(true);
    };
    layer.on("loading", () => {
      [good, bad] = [0, 0];
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.fall(false), PATIENCE);
    });
    layer.on("tileload", () => {
      good += 1;
      if (this.layer === layer) this.shine();
    });
    layer.on("tileerror", () => {
      bad += 1;
      judge(HOPELESS);
    });
    layer.on("load", () => {
      clearTimeout(this.timer);
      judge(1);
    });
    this.layer = layer.addTo(this.map);
  }

  remove() {
    clearTimeout(this.timer);
    const old = this.layer;
    this.layer = null;
    old?.remove();
  }

  shine() {
    clearTimeout(this.timer);
    this.hush();
    this.turn(true);
  }

  /* The offline base map again, and a word. Tiles that were only slow may still come: `for good`
     says that they are not waited for. */
  fall(forGood) {
    if (forGood) this.remove();
    this.say();
    this.turn(false);
  }

  stop() {
    this.remove();
    this.hush();
    this.turn(false);
  }

  turn(on) {
    this.shown = on;
    this.turned(on);
  }

  say() {
    const { words, wanted } = this;
    const text = (wanted.url ? words.unreachable : words.untiled) ?? "";
    if (this.note?.text === text) return;
    this.hush();
    this.note = L.control({ position: "topleft" });
    this.note.text = text;
    this.note.onAdd = () => this.told(text, wanted.url ? words.retry : null);
    this.note.addTo(this.map);
  }

  told(text, retry) {
    const box = L.DomUtil.create("div", "peta-note");
    L.DomUtil.create("span", "", box).textContent = text;
    box.setAttribute("role", "status");
    L.DomEvent.disableClickPropagation(box);
    if (!retry) return box;
    const again = L.DomUtil.create("button", "", box);
    again.type = "button";
    again.textContent = retry;
    again.addEventListener("click", () => {
      this.map.getContainer().focus();
      this.hush();
      this.start();
    });
    return box;
  }

  hush() {
    this.note?.remove();
    this.note = null;
  }
}
