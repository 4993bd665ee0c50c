/* Linked maps: equal zoom, and centres moved by the same number of pixels. A view is told as an
   offset from the map's own resting centre, in pixels at zoom 0, so that nothing drifts. */
const SAME_ZOOM = 1e-6;
const HALF_PIXEL = 0.5;

export class Link {
  /* `whole` gives the zoom at which this map holds the whole of its area, `followed` hears what
     another map has told: where it rests, and whether this is the resting view. */
  constructor(map, side, peta, { whole, followed }, signal) {
    Object.assign(this, { map, side, peta, whole, followed });
    this.rest = null;
    this.last = null;
    this.following = false;
    this.queued = false;
    map.on("zoomanim", ({ center, zoom }) => this.tell(center, zoom, true));
    map.on("move zoomend moveend", () => this.later());
    peta.on("view", (view) => this.follow(view), signal);
    signal.addEventListener("abort", () => {
      if (peta.fits.get(side) === whole) peta.fits.delete(side);
    });
  }

  /* The zoom at which every linked map holds the whole of its area, as large as they are now. */
  agree() {
    this.peta.fits.set(this.side, this.whole);
    return Math.min(...[...this.peta.fits.values()].map((whole) => whole()));
  }

  /* From now on `centre` is what this map's moves count from. */
  settle(centre, zoom, animate) {
    this.rest = this.map.project(centre, 0);
    this.last = { zoom, x: 0, y: 0 };
    this.peta.emit("view", { from: this.side, zoom, x: 0, y: 0, rest: true, animate });
  }

  later() {
    if (this.queued || this.following) return;
    this.queued = true;
    requestAnimationFrame(() => {
      this.queued = false;
      if (!this.map._animatingZoom) this.tell(this.map.getCenter(), this.map.getZoom(), false);
    });
  }

  tell(centre, zoom, animate) {
    if (!this.rest || this.following) return;
    const offset = this.map.project(centre, 0).subtract(this.rest);
    const view = { zoom, x: offset.x, y: offset.y };
    if (this.same(view)) return;
    this.last = view;
    this.peta.emit("view", { from: this.side, ...view, rest: false, animate });
  }

  same(view) {
    const near = HALF_PIXEL / 2 ** view.zoom;
    return this.last !== null && Math.abs(this.last.zoom - view.zoom) < SAME_ZOOM
      && Math.abs(this.last.x - view.x) < near && Math.abs(this.last.y - view.y) < near;
  }

  follow(view) {
    if (view.from === this.side || !this.rest) return;
    this.followed(view);
    if (this.same(view)) return;
    this.last = { zoom: view.zoom, x: view.x, y: view.y };
    if (!this.following) this.go(view.animate);
  }

  /* Leaflet drops what it is told during an animated zoom: what has come meanwhile is made up for
     at its end. */
  go(animate) {
    const { map } = this;
    const busy = map._animatingZoom;
    const aim = busy ? null : this.last;
    this.following = true;
    map.once("moveend", () => {
      this.following = false;
      if (this.last !== aim) this.go(false);
    });
    if (busy) return;
    const { zoom, x, y } = aim;
    const centre = map.unproject(this.rest.add([x, y]), 0);
    const moved = animate && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (zoom !== map.getZoom()) map.setView(centre, zoom, { animate: moved });
    else {
      // Leaflet's own way cuts what is left of a pixel off, and may be one pixel short.
      const way = map.project(centre, zoom).subtract(map.project(map.getCenter(), zoom)).round();
      map.panBy(way, { animate: moved });
    }
  }
}
