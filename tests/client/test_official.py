"""Official figures of compared areas: lines on one axis, told apart, each with its table."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import Page, expect

from geo.contrasts import contrasts_payload
from geo.model import Lang
from geo.query import Query
from geo.wording import words
from tests.data import dataset

_BOXES = """plot => [...plot.querySelectorAll('.course-end')].map((text) => {
  const { top, bottom } = text.getBBox ? { top: text.getBBox().y,
    bottom: text.getBBox().y + text.getBBox().height } : {};
  return [text.textContent, top, bottom, text.getBBox().x + text.getBBox().width];
})"""


def test_each_side_is_named_at_its_line_and_in_the_table(page: Page) -> None:
    query = Query(a="3401", b="3402", c="3403", d="3404", metric="emprate")
    sent = contrasts_payload(query, dataset(), ("official",), words(Lang.ID))
    page.evaluate("data => harness.part('contrasts', data)", sent)
    page.locator("[data-section=official] > summary").click()
    own = page.locator('.official-pair[data-metric="emprate"]').first
    expect(own.locator(".course-line").first).to_be_attached()
    ends = sorted(own.locator(".course-plot").evaluate(_BOXES), key=lambda box: box[1])
    assert {text[0] for text, *_ in ends} == set("ABCD")
    # Room for the ascent of the next label, of which the boxes have more than the letters.
    assert all(one[2] <= other[1] + 3 for one, other in pairwise(ends))
    assert all(right <= 341 for *_, right in ends)
    own.locator("summary").click()
    table = own.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(5)
    expect(table.get_by_role("rowheader", name="2024")).to_be_visible()
    guarded = page.locator('.official-pair[data-metric="msmebase"]')
    assert guarded.count() == 0 or guarded.locator(".course-plot").count() == 0
