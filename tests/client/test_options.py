"""The part "map options": what is open, what is closed and why, and what a change sends."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

_SHOW = """
more => harness.part('options', {part: 'options', lang: 'id',
  shows: [['areas', ''], ['circles', 'rate']], show: 'areas', fixed: '', scheme: 'natural', k: 5,
  breaks: [9, 11.8, 14.4, 18.2], palette: 'blues', form: 'palette',
  swatches: [['#fff', '#00f'], ['#ff0', '#404']], base: 'offline', changed: false, ...more})
"""


def _show(page: Page, **more: object) -> None:
    page.evaluate(_SHOW, more)
    page.wait_for_function("document.querySelector('.option-summary')?.textContent")


def _open(page: Page, **more: object) -> None:
    _show(page, **more)
    page.locator(".option-summary").click()
    page.wait_for_selector(".option-body fieldset")


def _sent(page: Page) -> list[dict[str, str]]:
    return [json.loads(value) for _, _, value in page.evaluate("harness.calls")]


def test_nothing_is_drawn_until_it_is_opened(page: Page) -> None:
    _show(page)
    assert page.locator(".option-body *").count() == 0
    page.locator(".option-summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".option-body fieldset")).to_have_count(4)


def test_a_kind_of_map_that_is_closed_says_why(page: Page) -> None:
    _open(page)
    circles = page.get_by_role("radio", name="Lingkaran")
    expect(circles).to_be_disabled()
    expect(page.locator("fieldset[data-field=show]")).to_contain_text("Indikator ini bukan jumlah")
    expect(page.get_by_role("radio", name="Wilayah berwarna")).to_be_checked()


def test_each_change_sends_its_field_once_and_keeps_the_focus(page: Page) -> None:
    _open(page)
    page.get_by_role("radio", name="Biru").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Jumlah kelas").select_option("7")
    page.get_by_label("Jumlah kelas").focus()
    page.get_by_label("Cara membagi").select_option("quantile")
    assert _sent(page) == [
        {"palette": "viridis"},
        {"k": "7"},
        {"scheme": "quantile", "breaks": ""},
    ]
    _show(page, k=7, palette="viridis", scheme="quantile", changed=True)
    expect(page.get_by_label("Jumlah kelas")).to_be_focused()
    page.get_by_role("button", name="Kembalikan ke awal").click()
    assert set(_sent(page)[-1].values()) == {""}


def test_own_breaks_start_from_those_on_the_map_and_explain_mistakes(page: Page) -> None:
    _open(page)
    page.get_by_label("Cara membagi").select_option("own")
    assert _sent(page) == [{"scheme": "own", "breaks": "9,11.8,14.4,18.2"}]
    _show(page, scheme="own", changed=True)
    field = page.get_by_label("Batas antarkelas")
    expect(field).to_have_value("9; 11,8; 14,4; 18,2")
    field.fill("10; dua puluh")
    field.press("Enter")
    expect(page.locator(".option-fault")).to_have_text("“dua” bukan angka.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    field.fill("30; 10; 20,5")
    expect(page.locator(".option-fault")).to_be_empty()
    page.get_by_role("button", name="Terapkan").click()
    assert _sent(page)[1:] == [{"scheme": "own", "breaks": "10,20.5,30"}]


def test_too_few_breaks_on_the_map_wait_for_the_reader(page: Page) -> None:
    _open(page, breaks=[9])
    page.get_by_label("Cara membagi").select_option("own")
    field = page.get_by_label("Batas antarkelas")
    expect(field).to_be_focused()
    assert _sent(page) == []
    field.press("Enter")
    expect(page.locator(".option-fault")).to_have_text("Tulis paling sedikit dua batas.")


def test_what_is_typed_outlives_other_changes(page: Page) -> None:
    _open(page, scheme="own")
    page.get_by_label("Batas antarkelas").fill("10; 2")
    _show(page, scheme="own", palette="viridis")
    expect(page.get_by_label("Batas antarkelas")).to_have_value("10; 2")
    expect(page.get_by_label("Batas antarkelas")).to_be_focused()


def test_a_map_without_classes_says_why_there_are_none_to_choose(page: Page) -> None:
    _open(page, fixed="relative")
    expect(page.locator("fieldset[data-field=classes]")).to_contain_text("selalu tiga")
    assert page.get_by_label("Jumlah kelas").count() == 0


WRITTEN: tuple[tuple[str, str, object], ...] = (
    ("10; 20; 30", "id", [10, 20, 30]),
    ("10,5 20,25", "id", [10.5, 20.25]),
    ("10, 20, 30", "id", [10, 20, 30]),
    ("10,20,30", "id", [10, 20, 30]),
    ("1.000; 2.500,5", "id", [1000, 2500.5]),
    ("10.5; 20", "id", [10.5, 20]),
    ("-5; −2,5; 0", "id", [-5, -2.5, 0]),
    ("10,20,30", "en", [10, 20, 30]),
    ("10.5, 20", "en", [10.5, 20]),
    ("1,000; 2,500.5", "en", [1000, 2500.5]),
    ("10", "en", "few"),
    ("", "id", "few"),
    ("1 2 3 4 5 6 7", "en", "many"),
    ("1 2 1", "en", "twice"),
    ("1 1.0004", "en", "decimals"),
    ("1 9999999999", "en", "decimals"),
    ("1 1e3", "en", "notnumber"),
    ("1 NaN", "en", "notnumber"),
)


def test_breaks_are_read_as_either_language_writes_them(page: Page) -> None:
    read = page.evaluate(
        """async (given) => {
          const { readBreaks } = await import('/client/breaks.js');
          return given.map(([text, lang]) => readBreaks(text, lang));
        }""",
        [item[:2] for item in WRITTEN],
    )
    found = [item.get("values") or item["fault"] for item in read]
    assert found == [expected for _, _, expected in WRITTEN]


def test_breaks_are_read_back_as_they_were_written(page: Page) -> None:
    assert page.evaluate(
        """async (breaks) => {
          const { readBreaks, writeBreaks } = await import('/client/breaks.js');
          return ['id', 'en'].flatMap((lang) =>
            breaks.map((own) => readBreaks(writeBreaks(own, lang), lang).values));
        }""",
        [[-1.5, 0, 1234.125], [1000, 20000]],
    ) == 2 * [[-1.5, 0, 1234.125], [1000, 20000]]
