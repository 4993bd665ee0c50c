"""The map frame: fills, pointing, selecting, keys, links, views."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Page

from tests.client.conftest import FOLDERS

COLOURS = ["#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c"]
AREA = "path.peta-area"


def draw(
    page: Page, side: str = "a", region: str = "34", more: str = "{}", level: str = "kecamatan"
) -> FrameLocator:
    """A painted map frame of the harness."""
    page.evaluate(f"harness.frame('{side}', '{region}')")
    page.evaluate(f"harness.paint('{side}', '{region}', '{level}', {more})")
    return page.frame_locator(f"#frame-{side}")


def told(page: Page, kind: str) -> list[dict[str, object]]:
    """Events of one kind that went over the bus."""
    return page.evaluate("kind => harness.told.filter(item => item.type === kind)", kind)


def centre(page: Page, code: str, side: str = "a") -> tuple[float, float]:
    """Page position (px) of the inside point of an area."""
    return tuple(
        page.evaluate(
            """([code, side]) => {
              const node = document.getElementById(`frame-${side}`);
              const { map } = node.contentWindow;
              const { left, top } = node.getBoundingClientRect();
              return peta.geometry("/geometry/test/34/kecamatan.json").then(({ features }) => {
                const [lon, lat] = features.find(f => f.properties.c === code).properties.x;
                const point = map.latLngToContainerPoint([lat, lon]);
                return [left + node.clientLeft + point.x, top + node.clientTop + point.y];
              });
            }""",
            [code, side],
        )
    )


def test_every_area_carries_its_class_and_its_colour(page: Page) -> None:
    frame = draw(page)
    shown = frame.locator(AREA).evaluate_all(
        "paths => paths.map(p => [p.dataset.code, p.dataset.class, p.getAttribute('fill')])"
    )
    sent = page.evaluate("harness.payload('34', 'kecamatan')")
    assert len(shown) == len(sent["classes"]) == 78
    assert [item[0] for item in shown] == sorted(item[0] for item in shown)
    for (_, char, fill), wanted, care in zip(shown, sent["classes"], sent["care"], strict=True):
        assert char == wanted
        if not wanted.isdigit():
            assert fill == f"url(#peta-{wanted})"
        elif care == "1":
            assert fill == f"url(#peta-care-{wanted})"
        else:
            assert fill == COLOURS[int(wanted)]
    for pattern in ("peta-n", "peta-s", "peta-u", "peta-care-4"):
        assert frame.locator(f"pattern#{pattern}").count() == 1


def test_a_repaint_changes_only_fills_and_keeps_the_view(page: Page) -> None:
    frame = draw(page)
    before = page.evaluate(
        """() => { const { map } = document.getElementById('frame-a').contentWindow;
             map.setView([-7.9, 110.4], 10.3, { animate: false });
             return [map.getZoom(), map.getCenter()]; }"""
    )
    page.evaluate("harness.paint('a', '34', 'kecamatan', {classes: '4'.repeat(78), care: ''})")
    after = page.evaluate(
        """() => { const { map } = document.getElementById('frame-a').contentWindow;
             return [map.getZoom(), map.getCenter()]; }"""
    )
    assert after == before
    fills = frame.locator(AREA).evaluate_all("paths => paths.map(p => p.getAttribute('fill'))")
    assert set(fills) == {"#08519c"}
    page.evaluate(
        "harness.paint('a', '34', 'kecamatan', {fitkey: '3404', fit: [[-7.8,110.2],[-7.6,110.5]]})"
    )
    moved = page.evaluate("harness.map('a').getZoom()")
    assert moved != before[0]


def test_changing_the_level_swaps_the_areas(page: Page) -> None:
    frame = draw(page)
    page.evaluate("harness.paint('a', '34', 'kabkota')")
    assert frame.locator(AREA).count() == 5
    page.evaluate("harness.paint('a', '34', 'kecamatan')")
    assert frame.locator(AREA).count() == 78
    assert frame.locator(f"{AREA}[data-code]").count() == 78


def test_only_the_latest_of_quick_paints_stays(page: Page) -> None:
    frame = draw(page)
    page.evaluate(
        """async () => {
          const { petaMap } = document.getElementById('frame-a').contentWindow;
          const fine = await harness.payload('34', 'kelurahan');
          const coarse = await harness.payload('34', 'kabkota');
          await Promise.all([petaMap.paint(fine), petaMap.paint(coarse)]);
        }"""
    )
    assert frame.locator(AREA).count() == 5
    assert frame.locator(".peta-map").get_attribute("data-level") == "kabkota"


def test_circles_stand_at_the_inside_points_large_ones_first(page: Page) -> None:
    frame = draw(page, more="{kind: 'divergingcircles'}")
    circles = frame.locator("path.peta-circle").evaluate_all(
        """paths => paths.map(p => ({code: p.dataset.code, sign: p.dataset.sign,
             fill: p.getAttribute('fill'), width: p.getBBox().width}))"""
    )
    sent = page.evaluate("harness.payload('34', 'kecamatan', {kind: 'divergingcircles'})")
    assert len(circles) == sum(char.isdigit() for char in sent["classes"])
    widths = [item["width"] for item in circles]
    assert widths == sorted(widths, reverse=True)
    for item in circles:
        assert item["fill"] == ("#2b5c9e" if item["sign"] == "+" else "#b5541c")
    blank = frame.locator(f"{AREA}[data-class='1']").first.get_attribute("fill")
    assert blank == "var(--blank)"


def test_a_click_selects_once_and_pointing_is_never_a_trigger(page: Page) -> None:
    frame = draw(page)
    page.evaluate("harness.list('34', 'kecamatan').then(data => harness.part('list', data))")
    page.wait_for_selector("tr[data-code='3403060']")
    x, y = centre(page, "3403060")
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y)
    assert frame.locator(".peta-tip[data-code='3403060']").is_visible()
    assert page.locator("tr.pointed").get_attribute("data-code") == "3403060"
    assert page.evaluate("harness.calls") == []
    page.mouse.click(x, y)
    page.mouse.dblclick(x, y)
    assert page.evaluate("harness.calls") == [["list", "select", "3403060"]]


def test_pointing_at_a_row_marks_the_area_on_the_map(page: Page) -> None:
    frame = draw(page)
    page.evaluate("harness.list('34', 'kecamatan').then(data => harness.part('list', data))")
    row = page.locator("tr[data-code]").nth(2)
    row.hover()
    tip = frame.locator(".peta-tip")
    assert tip.get_attribute("data-code") == row.get_attribute("data-code")
    outline = frame.locator("path.peta-hover").get_attribute("d")
    assert outline is not None
    assert len(outline) > 20
    page.mouse.move(2, 2)
    assert not tip.is_visible()
    assert page.evaluate("harness.calls") == []


def test_a_selected_area_has_a_double_outline(page: Page) -> None:
    frame = draw(page, more="{selected: '3404070'}")
    assert frame.locator("path.peta-chosen").get_attribute("data-selected") == "3404070"
    assert len(frame.locator("path.peta-chosen-halo").get_attribute("d") or "") > 20


def test_a_legend_class_lights_its_areas_alone(page: Page) -> None:
    frame = draw(page)
    page.evaluate("harness.part('legend', harness.legend())")
    page.locator("[data-class='3'].legend-entry").hover()
    dim = frame.locator(f"{AREA}.dim").evaluate_all("paths => paths.map(p => p.dataset.class)")
    assert dim
    assert "3" not in dim
    page.mouse.move(2, 2)
    assert frame.locator(f"{AREA}.dim").count() == 0


def test_a_frame_that_comes_again_does_not_answer_twice(page: Page) -> None:
    draw(page)
    draw(page)
    page.evaluate("harness.told.length = 0")
    x, y = centre(page, "3403060")
    page.mouse.click(x, y)
    assert [item["code"] for item in told(page, "select")] == ["3403060"]
    page.evaluate("peta.emit('point', {code: '3404070', class: '1', from: 'test'})")
    assert len(told(page, "point")) <= 3


def test_keys_pressed_in_the_frame_reach_the_page(page: Page) -> None:
    draw(page)
    page.evaluate(
        "window.keys = []; document.addEventListener('keydown', e => window.keys.push(e.key))"
    )
    page.mouse.click(*centre(page, "3403060"))
    for key in ("ArrowRight", "ArrowLeft", "Escape", "a"):
        page.keyboard.press(key)
    assert page.evaluate("window.keys") == ["ArrowRight", "ArrowLeft", "Escape"]


def test_plus_and_minus_zoom_the_focused_map(page: Page) -> None:
    frame = draw(page)
    zoom = "harness.map('a').getZoom()"
    before = page.evaluate(zoom)
    frame.locator(".peta-map").focus()
    page.keyboard.press("+")
    page.wait_for_function(f"Math.abs({zoom} - {before} - 1) < 0.01")


def test_a_part_of_a_region_has_one_outline_and_the_rest_a_veil(page: Page) -> None:
    frame = draw(page)
    rings = "path => [...path.getAttribute('d')].filter((step) => step === 'M').length"
    line, veil = frame.locator("path.peta-around"), frame.locator("path.peta-veil")
    empty = line.get_attribute("d")
    page.evaluate(
        """async () => {
          const { features } = await peta.geometry('/geometry/test/34/kecamatan.json');
          const sleman = features.map(({ properties: { p, c } }) => (p ?? c).startsWith('3404'));
          await harness.paint('a', '34', 'kecamatan', {
            classes: sleman.map((own) => (own ? '1' : '.')).join(''), care: '',
          });
        }"""
    )
    # The seventeen kapanewon hang together: one ring around them all.
    assert line.get_attribute("d") != empty
    assert line.evaluate(rings) == 1
    assert veil.evaluate(rings) == 2


def test_on_touch_the_first_tap_points_and_the_second_selects(phone: Page) -> None:
    frame = draw(phone)
    x, y = centre(phone, "3403060")
    phone.touchscreen.tap(x, y)
    frame.locator(".peta-tip[data-code='3403060']").wait_for()
    assert told(phone, "select") == []
    phone.touchscreen.tap(x, y)
    phone.wait_for_function("harness.told.some(item => item.type === 'select')")
    assert [item["code"] for item in told(phone, "select")] == ["3403060"]


def test_areas_outside_the_view_cannot_be_pointed_at(page: Page) -> None:
    frame = draw(page, more="{classes: '.'.repeat(78), care: ''}")
    page.mouse.move(*centre(page, "3403060"))
    assert not frame.locator(".peta-tip").is_visible()
    assert told(page, "point") == []


def test_a_value_without_a_class_is_blank_but_can_be_pointed_at(page: Page) -> None:
    frame = draw(page, more="{classes: '-'.repeat(78), care: ''}")
    assert frame.locator(AREA).first.get_attribute("fill") == "var(--blank)"
    page.mouse.move(*centre(page, "3403060"))
    assert frame.locator(".peta-tip-value").is_visible()


def test_geometry_is_fetched_once_for_every_frame_and_list(page: Page) -> None:
    wanted: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    draw(page)
    page.evaluate("harness.list('34', 'kecamatan').then(data => harness.part('list', data))")
    draw(page, side="b")
    page.wait_for_selector("tr[data-code='3403060']")
    assert sum(url.endswith("/34/kecamatan.json") for url in wanted) == 1


def test_a_theme_of_the_page_reaches_the_frame(page: Page) -> None:
    frame = draw(page)
    page.evaluate("peta.page({lang: 'en', title: 'Map', theme: 'dark'})")
    assert frame.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is True
    assert page.evaluate("[document.title, document.documentElement.lang]") == ["Map", "en"]


def test_every_module_that_a_map_begins_with_is_asked_for_at_once() -> None:
    client = FOLDERS["client"]
    listed = re.search(r"MODULES = \[(.*?)\];", (client / "map.js").read_text(), re.DOTALL)
    assert listed is not None
    needed, waiting = set(), ["frame"]
    while waiting:
        needed.add(name := waiting.pop())
        text = (client / f"map-{name}.js").read_text()
        imported = set(re.findall(r'^import .* from "\./map-(\w+)\.js"', text, re.MULTILINE))
        waiting += imported - needed
    assert set(re.findall(r'"(\w+)"', listed[1])) == needed
