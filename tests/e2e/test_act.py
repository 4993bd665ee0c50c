"""Where to act: a condition set by keyboard is on the list, on the map and in the link."""

from __future__ import annotations

import pytest

from geo.model import Lang, Theme
from tests.e2e import axe
from tests.e2e.conftest import Visitor
from tests.e2e.test_wire import MAP_BAR, PAGE_BAR
from tools.pagechecks import faults

ACT = "jobgrowth.above.4,integrated.below.15"


def test_a_condition_set_by_keyboard_changes_list_map_and_link(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=online")
    assert visit.maps()[0].locator(".peta-map").get_attribute("data-passing") == "0"
    shown.locator("[data-part=act] [data-add]").focus()
    shown.keyboard.press("Enter")
    shown.locator("[data-part=act] select[name=metric]").select_option("integrated")
    shown.keyboard.press("Tab")
    shown.keyboard.press("ArrowDown")
    shown.keyboard.press("Tab")
    shown.keyboard.type("10")
    with visit.wire() as wire, visit.rerun():
        shown.keyboard.press("Enter")
    assert "act=integrated.below.10" in shown.url
    assert max(len(m) for m in wire.received if b"petaMap.paint" in m) <= MAP_BAR
    assert 0 < wire.bytes <= PAGE_BAR
    rows = shown.locator("[data-part=act] tr[data-code]")
    rows.first.wait_for()
    passing = visit.maps()[0].locator(".peta-map").get_attribute("data-passing")
    assert passing == str(rows.count()) != "0"
    code = rows.first.get_attribute("data-code")
    with visit.rerun():
        rows.first.get_by_role("button").press("Enter")
    assert f"at={code}" in shown.url
    again = visitor()
    other = again.open(shown.url.removeprefix(visit.origin))
    other.locator("[data-part=act] tr.selected").wait_for()
    assert other.locator("[data-part=act] tr[data-code]").count() == rows.count()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("lang", Lang)
def test_the_section_is_whole_in_both_languages(visitor: Visitor, lang: Lang, theme: Theme) -> None:
    visit = visitor()
    shown = visit.open(f"/explore?act={ACT}&lang={lang}&theme={theme}")
    shown.locator("[data-part=act] tr[data-code]").first.wait_for()
    assert shown.locator(".legend-outlines > span").count() == 2
    assert "\n".join(faults(visit.frames(), lang)) == ""
    assert "\n".join(axe.findings(visit)) == ""
