from __future__ import annotations

from pathlib import Path

from PIL import Image

from geo.model import Lang, Page
from tools import shots


def test_every_page_is_taken_in_every_language_theme_and_width() -> None:
    taken = shots.shots()
    for page in Page:
        of_page = [shot for shot in taken if shot.state.page is page]
        assert {(shot.lang, shot.theme, shot.width) for shot in of_page} == {
            (lang, theme, width)
            for lang in Lang
            for theme in shots.THEMES
            for width in (390, 1280, 1920)
        }
    assert len({shot.name for shot in taken}) == len(taken)


def test_a_path_leaves_defaults_out() -> None:
    first = shots.shots()[0]
    assert first.path == "/?theme=light"
    census = next(state for state in shots.STATES if state.name == "explore-census")
    assert census.path(lang="en") == "/explore?metric=se2016&level=kabkota&lang=en"


def test_a_sheet_holds_the_pictures_that_were_taken(tmp_path: Path) -> None:
    wanted = [shot for shot in shots.shots() if shot.state.page is Page.HOME]
    for shot in wanted[:7]:
        Image.new("RGB", (shot.width, 800)).save(tmp_path / f"{shot.name}.png")
    (sheet,) = shots.sheets(tmp_path, wanted)
    with Image.open(sheet) as picture:
        assert picture.width == 2 * sum(width + shots.GAP for width in shots.THUMBS.values())
