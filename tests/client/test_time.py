"""The part "time": years are painted without the server, and the year at rest is told once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

_SHOW = """
more => {
  const stop = (code, place, classes, figure) => ({code, place, figure, classes, text: code,
    title: `Peta ${code}`, care: '', radii: null, values: classes.split('')});
  const stops = [stop('2013', 2013, '01234', '71,7'), stop('2014', 2014, '00112', '70,8'),
    stop('2018', 2018, '4321n', ''), stop('2019', 2019, '44444', '72,2')];
  return harness.part('time', {part: 'time', side: 'a', lang: 'id', kind: 'choropleth',
    geometry: '/geometry/test/34/kabkota.json', colours: ['#eee', '#ccc', '#999', '#666', '#333'],
    selected: '3402', at: 3, stops, gaps: [{place: 2015, text: '2015 sampai 2017'}],
    figures: 'nilai Bantul', since: null, choices: [{code: '2013', text: '2013'},
      {code: '2014', text: '2014 (tidak sebanding)', barred: true}], notes: [], ...more});
}
"""
_FRAMES = "harness.told.filter(({type}) => type === 'frame').map(({frame}) => frame)"


def _show(page: Page, **more: object) -> None:
    page.evaluate(_SHOW, more)
    page.wait_for_selector("[data-shown]")


def _calls(page: Page) -> list[list[str]]:
    return page.evaluate("harness.calls")


def _shown(page: Page, code: str) -> None:
    expect(page.locator('[data-part="time"]')).to_have_attribute("data-shown", code)


def test_playing_paints_every_year_and_tells_the_last_one_only(page: Page) -> None:
    _show(page, at=0)
    page.evaluate(
        "() => harness.frame('a', '34').then(() => harness.paint('a', '34', 'kabkota', {}))"
    )
    page.get_by_role("button", name="Putar").click()
    _shown(page, "2014")
    frame = page.frame_locator("#frame-a")
    expect(frame.locator(".peta-moment")).to_have_text("2014")
    expect(frame.locator('path.peta-area[data-code="3404"]')).to_have_attribute("data-class", "1")
    expect(frame.locator(".peta-map")).to_have_attribute("aria-label", "Peta 2014")
    assert _calls(page) == []
    _shown(page, "2019")
    page.wait_for_function("harness.calls.length")
    assert _calls(page) == [["time", "year", "2019"]]
    assert page.evaluate(_FRAMES) == ["2014", "2018", "2019"]
    expect(page.get_by_role("button", name="Putar")).to_be_visible()


def test_a_pause_stays_where_it_is(page: Page) -> None:
    _show(page)
    page.get_by_role("button", name="Putar").click()
    _shown(page, "2014")
    page.get_by_role("button", name="Jeda").click()
    _shown(page, "2014")
    assert _calls(page) == [["time", "year", "2014"]]


def test_keys_step_over_years_without_figures_and_tell_where_they_rest(page: Page) -> None:
    _show(page, at=1)
    slider = page.get_by_role("slider", name="Tahun pada peta")
    slider.focus()
    page.keyboard.press("ArrowRight")
    _shown(page, "2018")
    expect(slider).to_have_attribute("aria-valuetext", "2018")
    page.keyboard.press("ArrowLeft")
    _shown(page, "2014")
    page.keyboard.press("End")
    _shown(page, "2019")
    page.wait_for_function("harness.calls.length")
    assert _calls(page) == [["time", "year", "2019"]]
    expect(slider).to_be_focused()


def test_all_years_are_drawn_when_opened_and_one_is_chosen_by_a_click(page: Page) -> None:
    _show(page)
    assert page.locator(".years-cards li").count() == 0
    page.get_by_text("Semua tahun berdampingan").click()
    expect(page.locator(".years-cards li")).to_contain_text(
        ["2013", "2014", "2015 sampai 2017", "2018", "2019"]
    )
    assert page.locator(".years-gap").inner_text().split("\n") == [
        "2015 sampai 2017",
        "tanpa angka",
    ]
    card = page.get_by_role("button", name="2014")
    assert card.locator("use.years-area").count() == 5
    card.click()
    expect(card).to_have_attribute("aria-current", "true")
    assert _calls(page) == [["time", "year", "2014"]]


def test_a_year_to_compare_with_is_told_and_an_unfit_one_is_closed(page: Page) -> None:
    _show(page)
    box = page.get_by_label("Bandingkan dengan")
    expect(box.get_by_role("option", name="2014 (tidak sebanding)")).to_be_disabled()
    box.select_option("2013")
    assert _calls(page) == [["time", "since", "2013"]]


def test_who_asks_for_less_motion_gets_steps_and_no_play(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    _show(page)
    expect(page.get_by_role("button", name="Putar")).to_be_hidden()
    page.get_by_role("button", name="Tahun sebelumnya").click()
    _shown(page, "2018")


def test_an_answer_that_comes_late_does_not_move_the_slider(page: Page) -> None:
    _show(page)
    page.get_by_role("button", name="Putar").click()
    _shown(page, "2014")
    _show(page, at=0)
    _shown(page, "2018")
    page.get_by_role("button", name="Jeda").click()
    _shown(page, "2018")
