from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Frame

from tools import pagechecks

Shown = Callable[[str], list[Frame]]


@pytest.fixture
def shown(chromium: Browser) -> Iterator[Shown]:
    """Shows the body of an Indonesian page, 400 pixels wide, and returns its frames."""
    page = chromium.new_page(viewport={"width": 400, "height": 400})

    def show(body: str) -> list[Frame]:
        page.set_content(
            f"<!DOCTYPE html><html lang='id'><body style='margin:0'>{body}</body></html>"
        )
        return [page.main_frame]

    yield show
    page.close()


def test_a_plain_page_has_no_faults(shown: Shown) -> None:
    assert pagechecks.faults(shown("<h1>Peta</h1><p>Usaha <b>baru</b> di Sleman</p>"), "id") == []


def test_a_wide_box_is_sideways_scrolling(shown: Shown) -> None:
    found = pagechecks.overflow(shown("<div class='far' style='width:900px'>x</div>"))
    assert any("div.far" in line for line in found)


def test_a_wide_box_inside_a_scrolling_one_is_none(shown: Shown) -> None:
    box = "<div style='overflow-x:auto'><div style='width:900px'>x</div></div>"
    assert pagechecks.overflow(shown(box)) == []


def test_what_lengthens_the_page_unseen_is_an_empty_end(shown: Shown) -> None:
    box = "<div style='height:100px;overflow:auto{}'><div style='height:2000px'></div>{}</div>"
    spoken = "<i style='position:absolute'>x</i>"
    assert pagechecks.empty_end(shown(box.format("", spoken))) != []
    assert pagechecks.empty_end(shown(box.format(";position:relative", spoken))) == []
    assert pagechecks.empty_end(shown("<p style='height:2000px'>x</p>")) == []


@pytest.mark.parametrize(
    "style",
    ["overflow:hidden;white-space:nowrap;text-overflow:ellipsis", "overflow:clip;height:1em"],
)
def test_hidden_text_is_cut(shown: Shown, style: str) -> None:
    box = f"<div style='width:80px;{style}'><span>Kabupaten Gunungkidul selatan</span></div>"
    assert len(pagechecks.cut_text(shown(box))) == 1


def test_a_select_that_is_too_narrow_cuts(shown: Shown) -> None:
    box = "<select style='width:60px'><option>Kabupaten Gunungkidul</option></select>"
    assert pagechecks.cut_text(shown(box)) == ["cut text: 'Kabupaten Gunungkidul'"]


def test_a_select_whose_arrow_covers_the_end_cuts(shown: Shown) -> None:
    box = "<select style='width:{}px;font:16px monospace;padding:0'><option>Gunungkidul</select>"
    assert pagechecks.cut_text(shown(box.format(112))) == ["cut text: 'Gunungkidul'"]
    assert pagechecks.cut_text(shown(box.format(140))) == []


def test_a_field_that_is_too_narrow_cuts(shown: Shown) -> None:
    box = "<input readonly style='width:60px' value='Kabupaten Gunungkidul'>"
    assert pagechecks.cut_text(shown(box)) == ["cut text: 'Kabupaten Gunungkidul'"]


@pytest.mark.parametrize(
    "style",
    [
        "width:80px;overflow:auto;white-space:nowrap",
        "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)",
    ],
)
def test_scrolling_and_spoken_text_is_not_cut(shown: Shown, style: str) -> None:
    assert pagechecks.cut_text(shown(f"<div style='{style}'>Kabupaten Gunungkidul</div>")) == []


def test_codes_are_found_in_text_and_labels(shown: Shown) -> None:
    found = pagechecks.raw_codes(shown("<p>area_code</p><button aria-label='no_data'>x</button>"))
    assert [line.split("'")[1] for line in found] == ["area_code", "no_data"]


def test_code_and_addresses_are_no_raw_codes(shown: Shown) -> None:
    body = "<code>area_code</code><p>https://x.example/a_b</p><p style='display:none'>a_b</p>"
    assert pagechecks.raw_codes(shown(body)) == []


def test_words_of_one_block_stay_together(shown: Shown) -> None:
    frames = shown("<p>Usaha <b>baru</b> di\n Sleman</p><p>lain</p>")
    assert pagechecks.words(frames) == ["Usaha baru di Sleman", "lain"]


@pytest.mark.parametrize(("lang", "other"), [("id", "en"), ("en", "id")])
def test_every_phrase_of_the_other_language_is_found(shown: Shown, lang: str, other: str) -> None:
    phrases = pagechecks.foreign_phrases(lang)
    assert len(phrases) > 20
    assert not set(phrases) & set(pagechecks.foreign_phrases(other))
    phrase = next(phrase for phrase in phrases if phrase.replace(" ", "").isalpha())
    assert len(pagechecks.foreign_words(shown(f"<p>{phrase}</p>"), lang)) >= 1
    assert pagechecks.foreign_words(shown(f"<p lang='{other}-x'>{phrase}</p>"), lang) == []


def test_the_framework_may_not_speak_english_on_an_indonesian_page(shown: Shown) -> None:
    frames = shown("<p>Skip to main content</p>")
    assert pagechecks.foreign_words(frames, "id") != []
    assert pagechecks.foreign_words(frames, "en") == []
