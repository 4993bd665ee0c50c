"""Moving the map by wheel, fingers and keys, without taking the page from its reader."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.client.test_map import centre, draw
from tests.resting import rest

VIEW = """() => { const map = harness.map('a'); const { x, y } = map.project(map.getCenter());
  return [map.getZoom(), Math.round(x), Math.round(y)]; }"""
TALL = "document.body.style.minHeight = '3000px'"


def touch(page: Page, path: list[list[tuple[float, float]]]) -> None:
    """Fingers on the screen, put down at the first places (px) and drawn over the others."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, places: list[tuple[float, float]]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", path[0])
    for places in path[1:]:
        send("touchMove", places)
    send("touchEnd", [])


def test_a_wheel_scrolls_the_page_and_zooms_with_ctrl(page: Page) -> None:
    frame = draw(page)
    page.evaluate(TALL)
    before = page.evaluate(VIEW)
    page.mouse.move(*centre(page, "3403060"))
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 100")
    expect(frame.locator(".peta-hint")).to_contain_text("Ctrl")
    assert page.evaluate(VIEW) == before
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function(f"harness.map('a').getZoom() > {before[0]} + 0.2")
    assert page.evaluate("scrollY") == 0


def test_shift_and_an_arrow_move_the_focused_map_and_it_says_so(page: Page) -> None:
    frame = draw(page)
    page.evaluate(
        "window.keys = []; document.addEventListener('keydown', e => window.keys.push(e.key))"
    )
    page.keyboard.press("Tab")
    focused = frame.locator(".peta-map:focus-visible")
    assert focused.count() == 1
    expect(frame.locator("#peta-help")).to_be_visible()
    assert "Shift" in frame.locator("#peta-help").inner_text()
    assert focused.get_attribute("aria-describedby") == "peta-help"
    page.evaluate("window.keys.length = 0")
    zoom, x, y = page.evaluate(VIEW)
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function(f"({VIEW})()[1] > {x} + 60")
    page.keyboard.press("Shift+ArrowUp")
    page.wait_for_function(f"({VIEW})()[2] < {y} - 60")
    assert page.evaluate(VIEW)[0] == zoom
    assert page.evaluate("window.keys") == []


def test_two_fingers_move_the_map_and_one_scrolls_the_page(phone: Page) -> None:
    frame = draw(phone)
    phone.evaluate(TALL)
    zoom, *_ = phone.evaluate(VIEW)
    x, y = centre(phone, "3403060")
    touch(phone, [[(x - 30 - 6 * step, y), (x + 30 + 6 * step, y)] for step in range(10)])
    phone.wait_for_function(f"harness.map('a').getZoom() > {zoom} + 0.4")
    assert phone.evaluate("[scrollY, visualViewport.scale]") == [0, 1]
    rest(phone)
    before = phone.evaluate(VIEW)
    touch(phone, [[(x, y - 12 * step)] for step in range(14)])
    phone.wait_for_function("scrollY > 80")
    expect(frame.locator(".peta-hint")).to_contain_text("dua jari")
    assert phone.evaluate(VIEW) == before


def test_a_tooltip_is_never_cut(page: Page, phone: Page) -> None:
    for view in (page, phone):
        draw(view)
        cut = view.evaluate(
            """async () => {
              const { features } = await peta.geometry("/geometry/test/34/kecamatan.json");
              const node = document.getElementById("frame-a").contentWindow.document;
              const tip = node.querySelector(".peta-tip");
              const frame = node.querySelector(".peta-map").getBoundingClientRect();
              const outside = [];
              for (const zoom of [8, 9.5, 11]) {
                harness.map("a").setZoom(zoom, { animate: false });
                for (const { properties: { c, n } } of features) {
                  peta.emit("point", { code: c, class: "1", from: "test" });
                  if (tip.hidden) continue;
                  const box = tip.getBoundingClientRect();
                  if (box.left < frame.left || box.top < frame.top
                    || box.right > frame.right || box.bottom > frame.bottom) outside.push(n);
                }
              }
              return outside;
            }"""
        )
        assert cut == []


def test_a_map_stays_readable_in_forced_colours(page: Page) -> None:
    frame = draw(page)
    page.emulate_media(forced_colors="active")
    name = frame.locator(".peta-name").first
    assert name.evaluate("node => getComputedStyle(node).textShadow") != "none"
    ink, ground = frame.locator(".peta-home").evaluate(
        "node => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor]"
    )
    page.emulate_media(forced_colors="none")
    assert ink != ground
