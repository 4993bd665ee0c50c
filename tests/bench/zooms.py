"""What a zoom waits for: the other map of Compare, and the names of a map."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import product

from playwright.sync_api import Browser

from tests.bench.measure import ROUNDS, Measure
from tests.resting import rest
from tools.visit import Visit

NOTCH = 120
"""Pixels that one notch of a wheel scrolls."""
# When each map's last zoom began and ended, in milliseconds of a clock of all frames.
_WATCH = """() => {
  const at = () => performance.timeOrigin + performance.now();
  window.map.on("zoomstart", () => { window.zoomed = [at(), null]; });
  window.map.on("zoomend", () => { window.zoomed[1] = at(); });
}"""
# Milliseconds that the names of a map take at each of some zooms, the quickest of some rounds.
_NAMES = """async (rounds) => {
  const client = document.querySelector('script[src$="/map.js"]').src;
  const { Labels } = await import(new URL("map-labels.js", client));
  const { draw } = Labels.prototype;
  let took = null;
  Labels.prototype.draw = function () {
    const start = performance.now();
    draw.call(this);
    took = performance.now() - start;
  };
  const best = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const zoom of [9.5, 10.5, 11.5, 12.5, 13.5, 14.5]) {
      took = null;
      window.map.setView([-7.8, 110.37], zoom, { animate: false });
      best.set(zoom, Math.min(took ?? Infinity, best.get(zoom) ?? Infinity));
    }
  }
  return [...best.values()];
}"""


def linked_maps(browser: Browser, origin: str) -> Iterator[Measure]:
    """How long after one map of Compare the other ends its zoom, either way round."""
    late, took = [], []
    with Visit(browser, origin) as visit:
        page = visit.open("/compare")
        frames = visit.maps()
        for frame in frames:
            frame.evaluate(_WATCH)
        for _round, side, way in product(range(ROUNDS), (0, 1), (-1, 1)):
            holder = page.locator("iframe").nth(side)
            holder.evaluate("(map) => map.scrollIntoView({ block: 'center' })")
            holder.hover()
            rest(page)
            before = frames[side].evaluate("() => window.map.getZoom()")
            page.keyboard.down("Control")
            page.mouse.wheel(0, way * NOTCH)
            page.keyboard.up("Control")
            frames[side].wait_for_function("(zoom) => window.map.getZoom() !== zoom", arg=before)
            rest(page)
            (start, end), (_, other) = (
                frames[at].evaluate("() => window.zoomed") for at in (side, 1 - side)
            )
            late.append(max(other - end, 0))
            took.append(end - start)
    after, own = statistics.median(late), statistics.median(took)
    what = f"Compare, {len(late)} zooms of a map, the other's end after its own"
    yield Measure(what, after, 300, "ms")
    yield Measure(f"the same, times as long as the zoom ({own:.0f} ms)", after / own, 1, "×")


def names(browser: Browser, origin: str) -> Iterator[Measure]:
    """What of a zoom of 438 kelurahan goes to deciding which names are shown, and where."""
    with Visit(browser, origin) as visit:
        visit.open("/explore?metric=selfemployed&level=kelurahan")
        took = visit.maps()[0].evaluate(_NAMES, ROUNDS)
    yield Measure(f"names at the slowest of {len(took)} zooms, kelurahan", max(took), 16, "ms")
