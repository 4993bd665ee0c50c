/* Pointing and selecting on one map: what the pointer, the bus and the payload say, drawn as
   outlines and one tooltip. Pointing stays in the browser; selecting is one event on the bus. */
const PICK = { fill: false, interactive: false, pane: "pick", smoothFactor: 0.4 };

const element = (name, className, text = "") => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

/* Lines about a hexagon, a point or a mix. */
const overlaid = (lines) => lines.map(({ label, value, unit, plain, note, use, text, figure }) => {
  if (note) return element("span", "peta-tip-note", note);
  if (label) return element("span", "peta-tip-label", label);
  if (value) {
    const line = element("span", plain ? "peta-tip-note" : "peta-tip-value", value);
    line.append(element("small", "", plain ? ` ${unit}` : unit));
    return line;
  }
  const line = element("span", "peta-tip-line");
  if (use) {
    const mark = element("i", "use-mark");
    mark.dataset.use = use;
    line.append(mark);
  }
  line.append(element("span", "", text));
  if (figure) line.append(element("b", "", figure));
  return line;
});

export class Pointer {
  constructor(map, layers, side, peta, signal) {
    Object.assign(this, { map, layers, side, peta });
    this.payload = null;
    this.pointed = null;
    this.spot = null;
    this.touch = false;
    this.bound = new WeakSet();
    const renderer = layers.renderers.pick;
    const outline = (className, weight) =>
      L.polygon([], { ...PICK, renderer, className, weight }).addTo(map);
    this.chosen = [outline("peta-chosen", 5.5), outline("peta-chosen-halo", 1.8)];
    this.hover = [outline("peta-hover-halo", 5), outline("peta-hover", 2.6)];
    this.tip = element("div", "peta-tip");
    this.tip.setAttribute("aria-hidden", "true");
    this.tip.hidden = true;
    map.getContainer().append(this.tip);
    this.listen(signal);
  }

  listen(signal) {
    const container = this.map.getContainer();
    container.addEventListener("pointerdown", (event) => {
      this.touch = event.pointerType === "touch";
    }, { capture: true, signal });
    container.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") this.point(null);
    }, { signal });
    this.map.on("click", () => this.point(null));
    this.map.on("movestart zoomstart", () => this.hideTip());
    this.peta.on("point", ({ code, from }) => {
      if (from !== this.side) this.mark(code);
    }, signal);
    this.peta.on("class", ({ index }) => this.layers.light(index), signal);
  }

  bind(level) {
    if (this.bound.has(level)) return;
    this.bound.add(level);
    for (const group of [level.group, level.circles]) {
      group.on("mouseover mousemove", (event) => {
        if (!this.touch) this.over(event.layer ?? event.propagatedFrom, event);
      });
      group.on("mouseout", () => {
        if (!this.touch) this.point(null);
      });
      group.on("click", (event) => this.click(event.layer ?? event.propagatedFrom, event));
    }
  }

  code(layer) {
    const { features } = this.layers.current;
    return this.payload.classes[layer.index] === "." ? null : features[layer.index].properties.c;
  }

  /* What is drawn over the areas may belong to another area than the one under the pointer. */
  meant(layer, event) {
    const { overlay } = this.layers;
    const spot = overlay.at(event.latlng) ?? overlay.of(layer.index);
    const code = this.code({ index: spot?.index ?? layer.index });
    this.mean(code ? spot : null);
    return code;
  }

  mean(spot) {
    this.spot = spot;
    this.layers.overlay.mark(spot);
  }

  over(layer, event) {
    const before = this.spot?.id;
    const code = this.meant(layer, event);
    if (code !== this.pointed) this.point(code);
    else if (this.spot?.id !== before) {
      this.announce(code);
      this.tell(this.layers.current.index.get(code) ?? null);
    }
    if (code) this.showTip(event.containerPoint);
  }

  /* On touch the first tap asks, the second one on the same area chooses. */
  click(layer, event) {
    const code = this.meant(layer, event);
    if (!code) return this.point(null);
    if (this.touch && this.pointed !== code) {
      this.point(code);
      this.showTip(event.containerPoint);
      return undefined;
    }
    // The second click of a double click zooms, and chooses nothing further.
    const again = this.touch || event.originalEvent.detail < 2;
    this.peta.emit("select", { code, from: this.side, side: this.side, again });
    return undefined;
  }

  point(code) {
    if (code === this.pointed) return;
    this.mark(code, false);
    this.announce(code);
  }

  announce(code) {
    this.peta.emit("point", {
      code, class: code ? this.classOf(code) : null, from: this.side, side: this.side,
    });
  }

  classOf(code) {
    if (this.layers.overlay.active) return this.spot?.entry ?? null;
    return this.payload.classes[this.layers.current.index.get(code)] ?? null;
  }

  /* Draws pointing. Pointing from elsewhere puts the tooltip at the area itself. */
  mark(code, elsewhere = true) {
    const level = this.layers.current;
    const index = level?.index.get(code);
    const known = index !== undefined && this.payload.classes[index] !== ".";
    this.pointed = known ? code : null;
    if (elsewhere || !known) this.mean(known ? this.layers.overlay.of(index) : null);
    this.trace(this.hover, known ? index : null);
    this.tell(known ? index : null);
    for (const circle of level?.circles.getLayers() ?? []) {
      circle.getElement().classList.toggle("pointed", known && circle.index === index);
    }
    if (!known) this.hideTip();
    else if (elsewhere) {
      const [lon, lat] = level.features[index].properties.x;
      const point = this.map.latLngToContainerPoint([lat, lon]);
      if (this.map.getSize().contains(point) && point.x >= 0 && point.y >= 0) this.showTip(point);
      else this.hideTip();
    }
  }

  /* What the pointed area holds, for the legend; whoever pointed. */
  tell(index) {
    if (index === null && !this.telling) return;
    this.telling = index !== null;
    const own = this.layers.overlay.active;
    this.peta.emit("pointed", {
      side: this.side, code: this.pointed, px: this.payload.radii?.[index] ?? null,
      class: (own ? this.spot?.entry : this.payload.classes[index]) ?? null,
      text: (own ? this.spot?.text : this.payload.values[index]) ?? "",
    });
  }

  trace(outlines, index) {
    const area = index === null || index === undefined
      ? [] : this.layers.current.areas[index].getLatLngs();
    for (const outline of outlines) outline.setLatLngs(area);
  }

  update(payload) {
    this.payload = payload;
    this.bind(this.layers.current);
    const chosen = this.layers.current.index.get(payload.selected);
    this.trace(this.chosen, payload.classes[chosen] === "." ? null : chosen);
    for (const outline of this.chosen) {
      const path = outline.getElement();
      if (path) path.dataset.selected = payload.selected ?? "";
    }
    this.spot = null;
    this.mark(this.pointed, false);
    if (!this.tip.hidden && this.pointed) this.fillTip();
  }

  fillTip() {
    const { payload } = this;
    const index = this.layers.current.index.get(this.pointed);
    const { n: name, g: parent, b: other } = this.layers.current.features[index].properties;
    const char = payload.classes[index];
    const value = payload.values[index];
    const care = payload.care[index] === "1";
    const words = { n: "nodata", s: "suppressed", u: "unreliable" };
    const lines = [element("b", "peta-tip-name", name)];
    if (other) lines.push(element("span", "peta-tip-more", `(${other})`));
    if (parent) lines.push(element("span", "peta-tip-more", parent));
    if (this.spot) lines.push(...overlaid(this.spot.lines));
    else lines.push(element("span", "peta-tip-label", payload.label));
    if (value && !this.spot) {
      const figure = element("span", "peta-tip-value", value);
      const known = payload.label.toLowerCase().includes((payload.unit ?? "").toLowerCase());
      if (payload.unit && !known) figure.append(element("small", "", payload.unit));
      lines.push(figure);
    }
    const note = this.spot ? "" : care ? payload.words?.care : !value && payload.words?.[words[char]];
    if (note) lines.push(element("span", "peta-tip-note", note));
    if (this.touch && this.pointed !== payload.selected && payload.words?.again) {
      lines.push(element("span", "peta-tip-more", payload.words.again));
    }
    if (payload.drill && this.pointed === payload.selected) {
      lines.push(element("span", "peta-tip-more", payload.words.deeper));
    }
    this.tip.replaceChildren(...lines);
    this.tip.dataset.code = this.pointed;
  }

  showTip(point) {
    this.fillTip();
    this.open(point);
  }

  /* Volcanoes have a tooltip too, but are nothing to point at elsewhere. */
  peak(label, event) {
    if (!label) return this.hideTip();
    const unit = this.payload?.words?.elevation ?? "m";
    this.tip.replaceChildren(
      element("b", "peta-tip-name", label.text),
      element("span", "peta-tip-more", `${label.elevation} ${unit}`),
    );
    this.tip.dataset.code = "";
    return this.open(this.map.mouseEventToContainerPoint(event));
  }

  open(point) {
    const size = this.map.getSize();
    this.tip.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const below = point.y < height + 18;
    const x = Math.max(6, Math.min(size.x - width - 6, point.x - width / 2));
    const y = below ? Math.min(size.y - height - 6, point.y + 18) : point.y - height - 14;
    this.tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  hideTip() {
    this.tip.hidden = true;
  }
}
