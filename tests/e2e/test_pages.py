"""Every page, both languages, both themes: it renders, says only what it should, to everybody."""

from __future__ import annotations

import pytest

from geo.model import Lang, Page, Theme
from tests.e2e import axe
from tests.e2e.conftest import Visitor
from tools.pagechecks import faults
from tools.shots import State


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("page", Page)
def test_a_page_is_whole(visitor: Visitor, page: Page, lang: Lang, theme: Theme) -> None:
    visit = visitor()
    shown = visit.open(State(page, page).path(lang=lang, theme=theme))
    assert shown.locator("html").get_attribute("lang") == lang
    assert shown.locator("html").get_attribute("data-theme") == theme
    assert shown.locator("h1").count() == 1
    assert shown.locator('[data-testid="stException"]').count() == 0
    assert "\n".join(faults(visit.frames(), lang)) == ""
    assert "\n".join(axe.findings(visit)) == ""


@pytest.mark.parametrize("page", Page)
def test_a_page_fits_a_phone(visitor: Visitor, page: Page) -> None:
    visit = visitor(width=390, height=844, touch=True)
    visit.open(State(page, page).path())
    assert "\n".join(faults(visit.frames(), "id")) == ""
