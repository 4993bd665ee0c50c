"""Linked maps in a bare page: whatever moves one moves the other as far, and neither is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

LINKED = """async ([a, b]) => {
  await harness.frame('a', a, { linked: true });
  await harness.frame('b', b, { linked: true, parent: 'right' });
  await harness.paint('a', a, 'kecamatan');
  await harness.paint('b', b, 'kecamatan');
  const rests = ['a', 'b'].map(harness.map).map((map) => map.project(map.getCenter(), 0));
  window.apart = () => {
    const [one, two] = ['a', 'b'].map((side, at) => {
      const map = harness.map(side);
      const way = map.project(map.getCenter(), 0).subtract(rests[at]);
      return [map.getZoom(), way.x * 2 ** map.getZoom(), way.y * 2 ** map.getZoom()];
    });
    return Math.abs(one[0] - two[0]) > 1e-6 ? Infinity
      : Math.hypot(one[1] - two[1], one[2] - two[2]);
  };
  window.sizes = () => ['a', 'b'].map((side) => harness.map(side).getSize().x);
  window.still = () => ['a', 'b'].every((side) =>
    !harness.map(side)._animatingZoom && !harness.map(side)._panAnim?._inProgress);
}"""
"""Two linked maps; `apart` says how many pixels their moves differ by, once both are `still`."""

WORKED = """(side) => {
  const map = harness.map(side);
  const zoom = map.getZoom();
  // A second zoom is told in the frame in which the first one ends.
  map.once('zoomend', () => map.setZoom(zoom + 2));
  map.zoomIn(1);
  return new Promise((done) => map.on('zoomend', () => {
    if (map.getZoom() > zoom + 1.9) { map.panBy([37, -21]); map.once('moveend', () => done()); }
  }));
}"""


@pytest.mark.parametrize("regions", [("34", "3273"), ("34", "34")])
def test_zooms_that_follow_at_once_never_part_linked_maps(
    page: Page, regions: tuple[str, str]
) -> None:
    page.evaluate(LINKED, list(regions))
    for side in ("a", "b"):
        page.evaluate(WORKED, side)
        page.wait_for_function("still() && apart() <= 1")
        page.evaluate("(side) => harness.map(side).zoomOut(3) && 0", side)
        page.wait_for_function("still() && apart() <= 1")


def test_what_is_told_during_a_zoom_is_made_up_for_at_its_end(page: Page) -> None:
    page.evaluate(LINKED, ["34", "3273"])
    start = page.evaluate("harness.map('a').getZoom()")
    page.evaluate(
        """async (zoom) => {
          const told = { from: 'test', x: 3, y: -2, rest: false, animate: true };
          peta.emit('view', { ...told, zoom: zoom + 1 });
          const moving = () => ['a', 'b'].every((side) => harness.map(side)._animatingZoom);
          while (!moving()) await new Promise(requestAnimationFrame);
          peta.emit('view', { ...told, zoom: zoom + 2 });
        }""",
        start,
    )
    page.wait_for_function(
        f"still() && apart() <= 1 && Math.abs(harness.map('a').getZoom() - {start} - 2) < 1e-6"
    )


def test_a_window_of_another_size_keeps_a_view_that_was_chosen_on_the_other_map(page: Page) -> None:
    page.evaluate(LINKED, ["34", "3273"])
    rest = page.evaluate("harness.map('a').getZoom()")
    page.frame_locator("#frame-a").locator(".leaflet-control-zoom-in").click()
    page.wait_for_function(f"harness.map('b').getZoom() > {rest} + 0.9")
    page.wait_for_function("still() && apart() <= 1")
    chosen = page.evaluate("harness.map('a').getZoom()")
    sizes = page.evaluate("sizes()")
    page.set_viewport_size({"width": 1100, "height": 900})
    page.wait_for_function("(was) => sizes().every((size, at) => size < was[at])", arg=sizes)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function("(was) => sizes().join() === was.join()", arg=sizes)
    assert [page.evaluate(f"harness.map('{side}').getZoom()") for side in "ab"] == [chosen] * 2


def test_a_small_area_is_shown_from_near_and_back_by_keyboard(page: Page) -> None:
    page.evaluate(LINKED, ["34", "3273"])
    far = page.evaluate("harness.map('a').getZoom()")
    assert not page.frame_locator("#frame-a").locator(".peta-closer").is_visible()
    button = page.frame_locator("#frame-b").locator(".peta-closer button")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"still() && apart() <= 1 && harness.map('a').getZoom() > {far} + 1")
    assert button.get_attribute("data-near") == "true"
    page.keyboard.press("Enter")
    page.wait_for_function(
        f"still() && apart() <= 1 && Math.abs(harness.map('a').getZoom() - {far}) < 1e-6"
    )
    assert button.get_attribute("data-near") == "false"


def test_linked_frames_share_zoom_and_offset(page: Page) -> None:
    page.evaluate(
        """async () => {
          await harness.frame('a', '34', {linked: true});
          await harness.frame('b', '3273', {linked: true, parent: 'right'});
          await harness.paint('a', '34', 'kecamatan');
          await harness.paint('b', '3273', 'kecamatan');
          window.view = () => ['a', 'b'].map((side) => {
            const { map } = document.getElementById(`frame-${side}`).contentWindow;
            const at = map.project(map.getCenter(), map.getZoom());
            return [map.getZoom(), at.x, at.y];
          });
        }"""
    )
    start = page.evaluate("view()")
    assert start[0][0] == start[1][0]
    page.evaluate("harness.map('b').panBy([60, -40], {animate: false}) && 0")
    page.wait_for_function(f"Math.abs(view()[0][1] - {start[0][1]} - 60) < 1")
    moved = page.evaluate("view()")
    for side in (0, 1):
        assert abs(moved[side][1] - start[side][1] - 60) < 1
        assert abs(moved[side][2] - start[side][2] + 40) < 1
    page.evaluate("harness.map('a').zoomIn(1) && 0")
    page.wait_for_function(f"view().every(v => Math.abs(v[0] - {start[0][0]} - 1) < 0.01)")
    rest = page.evaluate("view()")
    offsets = [[rest[s][i] - 2 * start[s][i] for i in (1, 2)] for s in (0, 1)]
    assert all(abs(a - b) < 2 for a, b in zip(*offsets, strict=True))
