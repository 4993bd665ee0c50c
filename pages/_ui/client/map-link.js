/* Linked maps: equal zoom, and centres moved by the same number of pixels. A view is told as an
   offset from the map's own resting centre, in pixels at zoom 0, so that nothing drifts. */
const SAME_ZOOM = 1e-6;
const HALF_PIXEL = 0.5;

export class Link {
  constructor(map, side, peta, signal) {
    Object.assign(this, { map, side, peta });
    this.rest = null;
    this.last = null;
    this.following = 0;
    this.queued = false;
    map.on("zoomanim", ({ center, zoom }) => this.tell(center, zoom, true));
    map.on("move zoomend moveend", () => this.later());
    peta.on("view", (view) => this.follow(view), signal);
    signal.addEventListener("abort", () => peta.fits.delete(side));
  }

  /* The zoom at which every linked map shows the whole of its area. */
  agree(zoom) {
    this.peta.fits.set(this.side, zoom);
    return Math.min(...this.peta.fits.values());
  }

  settle(centre, zoom) {
    this.rest = this.map.project(centre, 0);
    this.last = { zoom, x: 0, y: 0 };
    this.peta.emit("view", { from: this.side, zoom, x: 0, y: 0, rest: true, animate: false });
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
    if (view.from === this.side || !this.rest || this.same(view)) return;
    this.last = { zoom: view.zoom, x: view.x, y: view.y };
    const centre = this.map.unproject(this.rest.add([view.x, view.y]), 0);
    const still = !view.animate || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.following += 1;
    if (still) {
      this.map.setView(centre, view.zoom, { animate: false });
      this.following -= 1;
    } else {
      this.map.once("moveend", () => { this.following -= 1; });
      this.map.setView(centre, view.zoom, { animate: true });
    }
  }
}
