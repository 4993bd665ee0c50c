"""Five tasks of a stranger, each in at most four clicks.

They start at Explore as it opens (`/explore`), and the last one where the third ends. A click is a
press of the mouse or of a key that chooses; a choice in a list is two, for it has to be opened.
Letters typed into the search are none.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from geo.indicators import REGISTRY
from geo.measures import MEASURES
from geo.model import Level
from geo.query import Filters
from geo.recorded import record_difference, record_rows
from tests.data import dataset
from tests.e2e.act import row
from tests.e2e.conftest import Visitor
from tools.visit import Visit

DATA = dataset()
MOST = 4


@dataclass
class Hand:
    """A reader's hand on a visit; counts what it does."""

    visit: Visit
    clicks: int = 0

    def click(self, target: Locator) -> None:
        """Click where one script run follows."""
        self.clicks += 1
        with self.visit.rerun():
            target.click()

    def choose(self, label: str, option: str) -> None:
        """Open a list by its label and take an option of it."""
        self.clicks += 2
        with self.visit.rerun():
            self.visit.page.get_by_role("combobox", name=label, exact=True).select_option(
                label=option
            )

    def find(self, text: str, parents: str) -> None:
        """Go to the first hit of a search, whose parents are as expected."""
        self.clicks += 2
        page = self.visit.page
        page.get_by_role("combobox", name="Cari").click()
        page.keyboard.type(text)
        expect(page.locator(".find-hit").first).to_contain_text(parents)
        with self.visit.rerun():
            page.keyboard.press("Enter")

    def answer(self) -> str:
        """The sentence above the map, its spaces made plain."""
        return self.visit.page.locator(".peta-answer").inner_text().replace("\u00a0", " ")


@pytest.fixture
def hand(visitor: Visitor) -> Hand:
    """A reader who has just come to Explore."""
    visit = visitor()
    visit.open("/explore")
    return Hand(visit)


def _printed(code: str, area: str) -> str:
    """Estimate of an area with its interval, as an answer prints them."""
    found = record_rows(DATA, REGISTRY[code], MEASURES[code], Filters(), (area,))
    value, low, high = (float(each[0]) for each in (found.value, found.ci_low, found.ci_high))
    return f"{value:.1f} % ({low:.1f}–{high:.1f} %)".replace(".", ",")


def test_the_highest_integrated_kecamatan_of_sleman(hand: Hand) -> None:
    parts = DATA.gazetteer.descendants("3404", Level.KECAMATAN)
    codes = [area.code for area in parts]
    metric, measure = REGISTRY["integrated"], MEASURES["integrated"]
    value = record_rows(DATA, metric, measure, Filters(), codes).value
    best, next_best = sorted(parts, key=lambda area: -value[codes.index(area.code)])[:2]
    gap = record_difference(DATA, metric, measure, Filters(), best.code, next_best.code)
    standing = "lebih tinggi daripada di" if gap.clear[0] else "tidak berbeda nyata dari"
    hand.choose("Wilayah", "Kabupaten Sleman")
    answer = hand.answer()
    assert "tertinggi di Kabupaten Sleman" in answer
    assert f"Kapanewon {best.name}" in answer
    assert _printed("integrated", best.code) in answer
    assert f"{standing} Kapanewon {next_best.name}" in answer
    first = hand.visit.page.locator('[data-part="areas"] tr[data-code]').first
    assert best.name in first.inner_text()
    assert hand.clicks <= MOST


def test_the_census_growth_of_gunungkidul_with_its_caveat(hand: Hand) -> None:
    hand.choose("Indikator", "Perubahan usaha 2006–2016")
    hand.click(row(hand.visit, "3403").get_by_role("button"))
    answer = hand.answer()
    assert "Kabupaten Gunungkidul naik 49,2 %" in answer
    assert "gempa 27 Mei 2006 mengganggu pencacahan pertama" in answer
    expect(hand.visit.page.locator(".peta-sources")).to_contain_text("deretnya patah")
    assert hand.clicks <= MOST


def test_the_share_of_new_businesses_in_kelurahan_dago_and_a_link_to_it(
    hand: Hand, visitor: Visitor
) -> None:
    hand.find("dago", "Coblong, Kota Bandung")
    hand.choose("Indikator", "Usaha baru")
    answer = hand.answer()
    figure = _printed("new", "3273230006")
    assert f"Di Kelurahan Dago, Kecamatan Coblong, Kota Bandung, {figure}" in answer
    assert "usaha baru" in answer
    assert hand.clicks <= MOST

    link = Hand(hand.visit)
    page = hand.visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link.clicks += 1
    page.get_by_role("button", name="Salin tautan").click()
    expect(page.locator(".peta-said")).not_to_be_empty()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert link.clicks <= MOST
    other = visitor(width=390, height=844)
    other.open(copied.removeprefix(other.origin))
    assert Hand(other).answer() == answer


def test_the_employment_rate_of_bantul_from_2018_to_2024(hand: Hand) -> None:
    hand.choose("Indikator", "Penduduk 15+ bekerja")
    hand.click(row(hand.visit, "3402").get_by_role("button"))
    table = hand.visit.page.locator(".series-table")
    expect(table.locator("th[scope=col]")).to_have_text(
        ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]
    )
    expect(table.locator("td")).to_have_text(
        ["71,7", "70,8", "71,4", "68,8", "71,4", "72,2", "72,2"]
    )
    assert "Di Kabupaten Bantul, 72,2 %" in hand.answer()
    assert hand.clicks <= MOST
