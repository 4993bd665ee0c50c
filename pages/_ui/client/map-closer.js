/* At one scale a small area is small on its map: a button shows it from near, on every linked map
   at the same zoom, and back. */
/* Offered where the area could be drawn so many zooms larger: at twice its length. */
const WORTH = 1;
const NEAR = 0.06;

export class Closer {
  /* `whole` and `common` give the zooms of this area and of all, `close` and `back` go there. */
  constructor(map, { whole, common, close, back }) {
    Object.assign(this, { map, whole, common, words: {} });
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      this.box = L.DomUtil.create("div", "peta-closer");
      this.button = L.DomUtil.create("button", "", this.box);
      this.button.type = "button";
      L.DomEvent.disableClickPropagation(this.box);
      this.button.addEventListener("click", () => (this.near() ? back() : close()));
      return this.box;
    };
    control.addTo(map);
    this.box.hidden = true;
    map.on("zoomend", () => this.update());
  }

  speak(words) {
    this.words = words;
    this.update();
  }

  near() {
    return this.map.getZoom() > this.whole() - NEAR;
  }

  update() {
    const whole = this.whole();
    this.box.hidden = !Number.isFinite(whole) || whole - this.common() < WORTH;
    const near = this.near();
    this.button.dataset.near = String(near);
    this.button.textContent = (near ? this.words.wholes : this.words.closer) ?? "";
    this.button.title = this.words.onescale ?? "";
  }
}
