/* One map frame: puts layers, names, pointing and the linked view together and paints payloads. */
import { Closer } from "./map-closer.js";
import { Gestures } from "./map-gestures.js";
import { Labels } from "./map-labels.js";
import { Layers } from "./map-layers.js";
import { Link } from "./map-link.js";
import { Pointer } from "./map-pointer.js";
import { LINES } from "./map-style.js";

const ZOOMS = { min: 7, max: 15, snap: 0.05 };

class Frame {
  constructor(map, config) {
    const peta = window.parent.peta;
    const signal = peta.claim(`map-${config.side}`);
    Object.assign(this, { map, config, peta, signal });
    this.turn = 0;
    this.paints = 0;
    this.fitkey = null;
    this.fitZoom = ZOOMS.min;
    this.touched = false;
    this.payload = null;
    window.addEventListener("pagehide", () => peta.release(`map-${config.side}`, signal));
    this.dress();
    this.layers = new Layers(map, config, peta);
    this.pointer = new Pointer(map, this.layers, config.side, peta, signal);
    this.labels = new Labels(map, {
      tip: (label, event) => this.pointer.peak(label, event), scale: peta.scale,
    });
    this.link = config.linked ? new Link(map, config.side, peta, {
      whole: () => this.whole(), followed: (view) => this.followed(view),
    }, signal) : null;
    this.controls();
    this.closer = this.link && new Closer(map, {
      whole: () => this.whole(), common: () => this.link.agree(),
      close: () => this.close(), back: () => this.fit(true),
    });
    this.gestures = new Gestures(map, peta, {
      moved: () => { this.touched = true; }, escape: () => this.pointer.point(null),
    }, signal);
    this.layers.context().then((features) => this.labels.setContext(features)).catch(() => null);
    peta.on("theme", () => {
      this.dress();
      this.lines();
      this.labels.draw();
      this.layers.overlay.redraw();
    }, signal);
    peta.on("frame", ({ side, ...frame }) => {
      if (side !== config.side || !this.payload) return;
      this.paint({ ...this.payload, ...frame, words: { ...this.payload.words, ...frame.words } });
    }, signal);
    map.on("zoomend", () => this.lines());
    map.on("resize", () => {
      if (!this.touched && this.payload) this.fit();
      else this.closer?.update();
    });
  }

  dress() {
    this.peta.dress(document.documentElement);
    const source = this.peta.font();
    if (!source || this.font) return;
    this.font = new FontFace("Source Sans", `url(${source})`, { weight: "200 900" });
    this.font.load().then((face) => {
      document.fonts.add(face);
      this.labels.remeasure();
    }).catch(() => null);
  }

  controls() {
    const { map } = this;
    const container = map.getContainer();
    map.keyboard.disable();
    Object.assign(map.options, {
      zoomSnap: ZOOMS.snap, zoomDelta: 1, wheelPxPerZoomLevel: 90, wheelDebounceTime: 30,
    });
    map.setMinZoom(ZOOMS.min).setMaxZoom(ZOOMS.max);
    container.classList.add("peta-map");
    container.tabIndex = 0;
    container.setAttribute("role", "group");
    container.dataset.side = this.config.side;
    map.attributionControl?.setPrefix(false);
    L.control.scale({ imperial: false, position: "bottomleft", maxWidth: 90 }).addTo(map);
    map.zoomControl?.setPosition("topright");
    this.home = L.DomUtil.create("button", "peta-home", map.zoomControl?.getContainer() ?? container);
    this.home.type = "button";
    L.DomEvent.disableClickPropagation(this.home);
    this.home.addEventListener("click", () => this.fit(true));
    map.zoomControl?.getContainer().addEventListener("click", ({ target }) => {
      if (target !== this.home) this.touched = true;
    }, { capture: true });
  }

  /* The words of the frame, in the language of the payload. */
  speak(words) {
    const container = this.map.getContainer();
    container.setAttribute("aria-label", words.map ?? this.payload.label);
    window.frameElement?.setAttribute("title", words.map ?? this.payload.label);
    document.documentElement.lang = this.payload.lang ?? document.documentElement.lang;
    const name = (node, text) => {
      if (!node || !text) return;
      node.setAttribute("aria-label", text);
      node.title = text;
    };
    name(this.map.zoomControl?._zoomInButton, words.zoomin);
    name(this.map.zoomControl?._zoomOutButton, words.zoomout);
    name(this.home, words.reset);
    if (words.credit && words.credit !== this.credit) {
      if (this.credit) this.map.attributionControl?.removeAttribution(this.credit);
      this.map.attributionControl?.addAttribution(words.credit);
      this.credit = words.credit;
    }
  }

  async paint(payload) {
    const turn = ++this.turn;
    this.payload = { care: "", values: [], words: {}, ...payload };
    let level;
    try {
      const spoken = await this.peta.words(payload.lang);
      if (turn === this.turn) this.payload.words = { ...spoken.map, ...payload.words };
      level = await this.layers.load(payload.level);
    } catch {
      if (turn === this.turn) this.fault();
      return;
    }
    if (turn !== this.turn) return;
    this.speak(this.payload.words);
    this.closer?.speak(this.payload.words);
    this.gestures.speak(this.payload.words);
    this.ground().catch(() => null);
    this.alert?.remove();
    this.date(payload.moment);
    if (payload.fitkey !== this.fitkey) this.fit();
    this.layers.show(level, this.payload);
    this.layers.outline(this.payload.act).catch(() => null);
    this.pointer.update(this.payload);
    this.reveal(level);
    this.labels.update(level, this.payload);
    this.lines();
    this.paints += 1;
    Object.assign(this.map.getContainer().dataset, {
      level: payload.level, kind: payload.kind, paints: String(this.paints),
    });
    this.peta.emit("painted", {
      from: this.config.side, paints: this.paints, frame: payload.frame ?? null,
    });
  }

  /* Lines grow a little with the zoom, so that a close view does not look like a sketch. */
  lines() {
    const level = this.layers.current;
    if (!level) return;
    const closer = 2 ** (0.32 * Math.max(0, this.map.getZoom() - this.fitZoom));
    const factor = Math.min(2.2, closer) * (this.peta.theme() === "projector" ? 1.4 : 1);
    const { style } = this.map.getContainer();
    style.setProperty("--halo-width", `${(LINES[level.name].halo * factor).toFixed(2)}px`);
    style.setProperty("--edge-width", `${(LINES[level.name].edge * factor).toFixed(2)}px`);
    style.setProperty("--parent-width", `${factor.toFixed(2)}px`);
  }

  /* Online tiles: their module is loaded when a reader first wants them. */
  async ground() {
    if (!this.payload.tiles && !this.tiles) return;
    const { Tiles } = await import("./map-tiles.js");
    this.tiles ??= new Tiles(this.map, (on) => {
      this.map.getContainer().dataset.base = on ? "online" : "offline";
      this.labels.cover(on);
    }, this.signal);
    this.tiles.update(this.payload);
  }

  fit(animate = false) {
    if (!this.map.getSize().x) return;
    this.fitkey = this.payload.fitkey;
    this.touched = false;
    const zoom = this.link ? this.link.agree() : this.whole();
    this.fitZoom = zoom;
    const centre = this.middle(zoom);
    const moved = animate && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    // Told before it moves: what the other maps are told on the way counts from the same rest.
    this.link?.settle(centre, zoom, moved);
    this.map.setView(centre, zoom, { animate: moved });
    this.closer?.update();
  }

  /* The zoom at which the area in view fills the map. */
  whole() {
    if (!this.payload || !this.map.getSize().x) return Infinity;
    return this.map.getBoundsZoom(L.latLngBounds(this.payload.fit), false, L.point(28, 28));
  }

  middle(zoom) {
    const bounds = L.latLngBounds(this.payload.fit);
    return this.map.unproject(
      this.map.project(bounds.getSouthWest(), zoom)
        .add(this.map.project(bounds.getNorthEast(), zoom)).divideBy(2), zoom);
  }

  /* Linked maps: the area of this one fills it, and the others show as much of theirs. */
  close() {
    const zoom = this.whole();
    this.touched = true;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.setView(this.middle(zoom), zoom, { animate: !still });
  }

  followed({ rest, zoom }) {
    this.touched = !rest;
    if (!rest) return;
    this.fitZoom = zoom;
    this.lines();
    this.closer.update();
  }

  /* An area selected elsewhere (search, list) comes into view if none of it is there. */
  reveal(level) {
    const { selected } = this.payload;
    if (selected === this.selected) return;
    this.selected = selected;
    const index = level.index.get(selected);
    const area = this.payload.classes[index] === "." ? null : level.areas[index];
    if (!area || this.map.getBounds().intersects(area.getBounds())) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.panTo(area.getBounds().getCenter(), { animate: !still });
  }

  /* The period of a frame that the page around does not tell of yet. */
  date(moment) {
    this.badge ??= L.DomUtil.create("div", "peta-moment", this.map.getContainer());
    this.badge.textContent = moment ?? "";
    this.badge.hidden = !moment;
  }

  fault() {
    const { words } = this.payload;
    this.alert?.remove();
    this.alert = L.DomUtil.create("div", "peta-fault", this.map.getContainer());
    this.alert.setAttribute("role", "alert");
    const text = L.DomUtil.create("p", "", this.alert);
    text.textContent = words.failed ?? "";
    const again = L.DomUtil.create("button", "", this.alert);
    again.type = "button";
    again.textContent = words.retry ?? "↻";
    L.DomEvent.disableClickPropagation(this.alert);
    again.addEventListener("click", () => this.paint(this.payload));
  }
}

export const mount = (map, config) => new Frame(map, config);
