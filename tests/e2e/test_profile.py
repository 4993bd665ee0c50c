"""The profile on Explore: there when an area is chosen on the map, open where it was left open."""

from __future__ import annotations

import pytest

from geo.model import Lang, Theme
from geo.portrait import profile_payload
from geo.query import Query
from geo.wording import words
from tests.data import dataset
from tests.e2e import axe
from tests.e2e.act import shape
from tests.e2e.conftest import Visitor
from tools.pagechecks import faults


def test_a_profile_opens_with_the_selection_and_stays_open_across_changes(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=integrated")
    runs = visit.runs()
    with visit.rerun():
        shape(visit.maps()[0], "3404070").click(force=True)
    visit.settle()
    # Selecting costs one run: the profile comes with it.
    assert visit.runs() == runs + 1
    first = shown.locator(".peta-profile .fact").first
    query = Query(metric="integrated", at="3404070")
    fact = profile_payload(query, dataset(), ("key",), words(Lang.ID))["key"]["rows"][0]
    assert fact["t"].startswith("ke-")
    assert fact["t"] in first.inner_text()
    with visit.rerun():
        shown.locator("[data-section=similar] > summary").click()
    near = shown.locator("[data-section=similar] button[data-code]")
    before = near.all_inner_texts()
    assert len(before) == 5
    with visit.rerun():
        shown.locator('[data-part="filters"] input[value="micro"]').evaluate("box => box.click()")
    assert "1–4 pekerja" in shown.locator(".profile-basis").inner_text()
    assert near.all_inner_texts() != before
    with visit.rerun():
        near.first.click()
    assert "at=3404070" not in shown.url
    assert "at=" in shown.url
    assert near.count() == 5


@pytest.mark.parametrize(
    ("lang", "theme", "width"),
    [(Lang.ID, Theme.LIGHT, 1280), (Lang.EN, Theme.DARK, 390)],
)
def test_an_open_profile_is_whole_and_for_everybody(
    visitor: Visitor, lang: Lang, theme: Theme, width: int
) -> None:
    visit = visitor(width=width, height=844)
    shown = visit.open(f"/explore?metric=new&at=3404070&lang={lang}&theme={theme}")
    shown.locator('[data-pane="profile"]').click()
    for name in ("mix", "sectors", "series", "similar"):
        with visit.rerun():
            shown.locator(f'[data-section="{name}"] > summary').click()
    assert shown.locator(".peta-profile .mix, .official, .neighbour").count() > 20
    assert "\n".join(faults(visit.frames(), lang)) == ""
    assert "\n".join(axe.findings(visit)) == ""
