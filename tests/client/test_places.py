"""The slots of Compare: chosen, added, removed, exchanged and led back, by keyboard alone."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page, expect

from geo.choosing import placed, places_payload
from geo.model import Lang
from geo.query import Query
from geo.wording import words
from tests.client.test_find import _answer
from tests.data import dataset

DATA = dataset()
SAY = words(Lang.ID)


class Reader:
    """A reader before the part, and the server behind it: what is chosen comes back as a view."""

    def __init__(self, page: Page, query: Query) -> None:
        self.page, self.query = page, query
        page.route("**/api/v1/search?*", _answer)
        self._show()

    def _show(self) -> None:
        sent = places_payload(self.query, DATA, SAY)
        self.page.evaluate("data => harness.part('places', data)", sent)
        expect(self.slot("a")).to_have_value(SAY.area(DATA.gazetteer, self.query.a))

    def slot(self, side: str) -> Any:
        """The field of a side."""
        return self.page.get_by_role("combobox", name=f"Wilayah {side.upper()}")

    def compared(self) -> tuple[str, ...]:
        """The areas that stand beside each other now."""
        return self.query.compared

    def answered(self, calls: int) -> str:
        """Wait for so many triggers in all, answer the last; what it asked for."""
        self.page.wait_for_function("count => harness.calls.length === count", arg=calls)
        _, name, text = self.page.evaluate("harness.calls.at(-1)")
        assert name == "place"
        self.query = placed(self.query, DATA, *json.loads(text))
        self._show()
        return str(text)


def test_an_area_is_chosen_from_what_a_slot_suggests(page: Page) -> None:
    reader = Reader(page, Query(a="3404", b="34-3404"))
    reader.slot("b").focus()
    offered = page.locator(".find-hit")
    expect(offered.first).to_be_visible()
    expect(page.locator(".find-group").first).to_be_visible()
    code = offered.nth(1).get_attribute("data-code")
    # Nothing is chosen by a first Enter: a reader may only have passed through.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert json.loads(reader.answered(1)) == ["b", code]
    assert reader.compared()[1] == code
    expect(reader.slot("b")).to_have_value(SAY.area(DATA.gazetteer, str(code)))


def test_any_area_is_found_by_typing_and_the_other_side_goes_along(page: Page) -> None:
    reader = Reader(page, Query())
    reader.slot("a").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("depok")
    expect(page.locator(".find-hit[data-code='3404070']")).to_be_visible()
    page.keyboard.press("Enter")
    reader.answered(1)
    assert reader.compared() == ("3404070", "3404-3404070")
    notice = page.get_by_role("status").filter(has_text="Supaya setingkat")
    expect(notice).to_contain_text("Kota Bandung")
    notice.get_by_role("button", name="Kembalikan").focus()
    page.keyboard.press("Enter")
    reader.answered(2)
    assert reader.compared() == ("34", "3273")
    expect(page.get_by_role("button", name="Tukar A dan B")).to_be_focused()
    expect(notice).to_have_count(0)


def test_a_third_area_joins_and_leaves_again(page: Page) -> None:
    reader = Reader(page, Query(a="3404", b="3402"))
    add = page.get_by_role("button", name="Tambah wilayah")
    expect(reader.slot("c")).to_be_hidden()
    add.focus()
    page.keyboard.press("Enter")
    expect(reader.slot("c")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reader.answered(1)
    assert len(reader.compared()) == 3
    expect(reader.slot("d")).to_be_hidden()
    page.get_by_role("button", name=re.compile("^Hapus")).focus()
    page.keyboard.press("Enter")
    assert json.loads(reader.answered(2)) == ["c", ""]
    assert reader.compared() == ("3404", "3402")
    expect(add).to_be_focused()


def test_a_slot_that_was_opened_for_nothing_is_put_away(page: Page) -> None:
    reader = Reader(page, Query())
    page.get_by_role("button", name="Tambah wilayah").click()
    expect(reader.slot("c")).to_be_visible()
    reader.slot("a").focus()
    expect(reader.slot("c")).to_be_hidden()
    assert page.evaluate("harness.calls") == []


def test_sides_are_exchanged_and_a_pair_is_chosen_at_one_press(page: Page) -> None:
    reader = Reader(page, Query())
    swap = page.get_by_role("button", name="Tukar A dan B")
    swap.focus()
    page.keyboard.press("Enter")
    reader.answered(1)
    assert reader.compared() == ("3273", "34")
    expect(swap).to_be_focused()
    chips = page.get_by_role("group", name="Pasangan yang disarankan").get_by_role("button")
    assert chips.first.get_attribute("aria-current") == "true"
    assert page.locator(".place-pair[aria-current]").count() == 1
    wanted = str(chips.nth(1).get_attribute("data-code")).split(",")
    chips.nth(1).click()
    reader.answered(2)
    assert list(reader.compared()) == wanted
    expect(chips.nth(1)).to_have_attribute("aria-current", "true")
