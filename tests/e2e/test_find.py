"""Finding an area and drilling into it: one run a step, and the way back by trail and browser."""

from __future__ import annotations

from tests.e2e.act import row, shape, viewport, zoom_in
from tests.e2e.conftest import Visitor

FITS = """() => {
  const map = window.map, area = document.querySelector("path.peta-area:not([data-class='.'])");
  const [box, frame] = [area.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
  return box.right > 0 && box.bottom > 0 && box.left < frame.width && box.top < frame.height;
}"""


def test_a_search_goes_to_the_area_with_one_run_and_back_returns(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/explore?metric=integrated")
    start, runs = page.url, visit.runs()
    page.keyboard.press("/")
    page.keyboard.type("catur tungal")
    page.locator('.find-hit[data-code="3404070001"]').wait_for()
    assert "Depok, Kab. Sleman, DIY" in page.locator(".find-hit").first.inner_text()
    with visit.rerun():
        page.keyboard.press("Enter")
    visit.settle()
    assert visit.runs() == runs + 1
    assert "a=3404&at=3404070001&level=kelurahan" in page.url
    assert "Caturtunggal" in page.locator(".peta-answer").inner_text()
    assert page.locator(".find-trail li").all_inner_texts() == [
        "DIY",
        "Kab. Sleman",
        "Depok",
        "Caturtunggal",
    ]
    assert row(visit, "3404070001").locator("[aria-current]").count() == 1
    with visit.rerun():
        page.go_back()
    assert page.url == start
    with visit.rerun():
        page.go_forward()
    assert "at=3404070001" in page.url


def test_pointing_costs_no_run_selecting_one_and_drilling_one(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/explore?metric=integrated&a=3404")
    frame, runs = visit.maps()[0], visit.runs()
    shape(frame, "3404070").hover(force=True)
    frame.locator('.peta-tip[data-code="3404070"]').wait_for(state="visible")
    row(visit, "3404060").hover()
    assert visit.runs() == runs
    for step in (1, 2):
        with visit.rerun():
            shape(frame, "3404070").click(force=True)
        visit.settle()
        assert visit.runs() == runs + step
    assert "a=3404070&level=kelurahan" in page.url
    assert "at=" not in page.url
    assert page.locator('[data-part="areas"] tr[data-code]').count() == 3
    assert frame.evaluate(FITS)
    page.get_by_role("tab", name="Peringkat").click()
    with visit.rerun():
        row(visit, "3404070001").get_by_role("button").click()
    # A kelurahan has no parts: clicking it again is no drilling, and costs nothing.
    shape(frame, "3404070001").click(force=True)
    assert page.locator(".pick-drill").is_hidden()
    with visit.rerun():
        page.locator(".find-trail").get_by_role("button", name="Kab. Sleman").click()
    visit.settle()
    assert visit.runs() == runs + 4
    assert "a=3404&at=3404070" in page.url
    page.locator(".pick-drill").focus()
    with visit.rerun():
        page.keyboard.press("Enter")
    assert "a=3404070&level=kelurahan" in page.url
    assert visit.runs() == runs + 5
    with visit.rerun():
        page.go_back()
    assert "a=3404&at=3404070" in page.url


def test_on_touch_a_tap_points_a_second_selects_and_a_third_drills(visitor: Visitor) -> None:
    visit = visitor(width=390, height=844, touch=True)
    page = visit.open("/explore?metric=integrated&a=3404")
    frame, runs = visit.maps()[0], visit.runs()
    # These taps come faster than any finger's, and none is meant as half of a double tap.
    frame.evaluate("() => window.map.doubleClickZoom.disable()")
    shape(frame, "3404070").tap(force=True)
    frame.locator('.peta-tip[data-code="3404070"]').wait_for(state="visible")
    assert visit.runs() == runs
    with visit.rerun():
        shape(frame, "3404070").tap(force=True)
    assert "at=3404070" in page.url
    frame.locator(".peta-tip", has_text="bagiannya").wait_for(state="visible")
    with visit.rerun():
        shape(frame, "3404070").tap(force=True)
    assert "a=3404070" in page.url
    assert visit.runs() == runs + 2


def test_the_view_of_a_kecamatan_survives_filter_metric_language_and_theme(
    visitor: Visitor,
) -> None:
    visit = visitor()
    page = visit.open("/explore?metric=integrated&a=3404070&level=kelurahan&at=3404070001")
    zoom_in(visit)
    view, frames = viewport(visit), visit.maps()
    for change in ("size=micro", "metric=online", "lang=en", "theme=dark"):
        with visit.rerun():
            match change:
                case "size=micro":
                    page.locator('details[data-group="size"] summary').first.click()
                    page.locator('input[value="micro"]').check()
                case "metric=online":
                    page.get_by_role("combobox", name="Indikator").select_option("online")
                case "lang=en":
                    page.locator(".st-key-page button").click()
                case "theme=dark":
                    page.get_by_label("Appearance").select_option("dark")
        assert change in page.url
        assert "a=3404070&at=3404070001" in page.url
        assert viewport(visit) == view
        assert visit.maps() == frames
        assert visit.maps()[0].locator('[data-selected="3404070001"]').count() >= 1
    assert page.locator(".find-trail [aria-current]").inner_text() == "Caturtunggal"
