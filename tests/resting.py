"""When linked or single maps rest: nothing moves them and nothing is about to."""

from __future__ import annotations

from playwright.sync_api import Page

# What one map does reaches another in the next frame, and Leaflet starts an animation in the frame
# after that in which it was asked to: a map that rests this long has nothing on its way.
FRAMES = 4

_REST = f"""
async () => {{
  const windows = [...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow)
    .filter(({{ map }}) => map?.getZoom);
  const moves = ({{ map }}) => map._animatingZoom || map._panAnim?._inProgress
    || map.scrollWheelZoom._delta || map.touchZoom._zooming || map.dragging.moving();
  const views = () => windows.map(({{ map }}) => [map.getZoom(), map.getCenter()]).join();
  let seen = "";
  for (let still = 0; still < {FRAMES}; still += 1) {{
    await Promise.all(windows.map((own) => new Promise(own.requestAnimationFrame)));
    const now = views();
    if (now !== seen || windows.some(moves)) still = -1;
    seen = now;
  }}
}}
"""


def rest(page: Page) -> None:
    """Wait until no map of the page is dragged, panned, zoomed or about to be."""
    page.evaluate(_REST)
