/* How a map is moved without taking the page away from its reader: a wheel without Ctrl and one
   finger scroll the page, Ctrl and the wheel or two fingers move the map, and a hint says so. Keys
   that step through the page are handed on to it; with Shift they move the map. */
const STEP = 90;
const HINT = 1600;
const DRAG = 12;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 1, "=": 1, "-": -1 };

export class Gestures {
  /* `moved` is called when the reader moves the map, `escape` when they press that key. */
  constructor(map, peta, { moved, escape }, signal) {
    Object.assign(this, { map, peta, moved, escape, words: {} });
    this.container = map.getContainer();
    this.hint = L.DomUtil.create("div", "peta-hint", this.container);
    this.hint.setAttribute("aria-hidden", "true");
    this.help = L.DomUtil.create("div", "peta-help", this.container);
    this.help.id = "peta-help";
    this.container.setAttribute("aria-describedby", this.help.id);
    this.container.setAttribute("aria-keyshortcuts",
      [...Object.keys(ARROWS).map((name) => `Shift+${name}`), "plus", "-"].join(" "));
    this.pointers(signal);
    window.addEventListener("keydown", (event) => this.press(event), { signal });
    window.addEventListener("keyup", (event) => {
      if (!event.shiftKey) peta.key(event);
    }, { signal });
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  speak(words) {
    this.words = words;
    this.help.textContent = words.keys ?? "";
  }

  pointers(signal) {
    const { map, container } = this;
    const listen = (type, handler) =>
      container.addEventListener(type, handler, { capture: true, passive: true, signal });
    listen("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) this.moved();
      else {
        event.stopPropagation();
        this.tell(this.words.wheel);
      }
    });
    listen("pointerdown", ({ pointerType, clientX, clientY }) => {
      const finger = pointerType === "touch";
      map.dragging[finger ? "disable" : "enable"]();
      this.start = finger ? [clientX, clientY] : null;
    });
    listen("touchmove", ({ touches }) => {
      if (touches.length > 1) {
        this.moved();
        this.hush();
      } else if (this.start) {
        const [{ clientX, clientY }] = touches;
        const far = Math.hypot(clientX - this.start[0], clientY - this.start[1]) > DRAG;
        if (far) this.tell(this.words.fingers);
      }
    });
    listen("dblclick", () => this.moved());
    map.on("dragstart", () => this.moved());
  }

  press(event) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (shiftKey && ARROWS[key]) {
      event.preventDefault();
      this.moved();
      const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.map.panBy(ARROWS[key].map((way) => way * STEP), { animate });
    } else if (this.peta.key(event)) {
      event.preventDefault();
      if (key === "Escape") this.escape();
    } else if (ZOOMS[key]) {
      this.moved();
      this.map.setZoom(this.map.getZoom() + ZOOMS[key]);
    }
  }

  tell(text) {
    if (!text) return;
    this.hint.textContent = text;
    this.hint.classList.add("shown");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hush(), HINT);
  }

  hush() {
    clearTimeout(this.timer);
    this.hint.classList.remove("shown");
  }
}
