"""The check table: what the page of methods prints is the file, and the file is the records."""

from __future__ import annotations

import csv
import re
from html import unescape
from pathlib import Path

import numpy as np
import pytest

from geo.errors import Fault
from geo.model import SECTORS, Lang, Page, Size
from geo.targets import ALL, CHECKS_FILE, Target, read_targets
from geo.wording import words
from tests.data import ROOT, dataset
from tests.test_frame import open_page, shown


def _weighted(target: Target) -> float:
    """Weighted number of businesses that a target is about, from the records."""
    found = dataset().records
    places = np.array([code.startswith(target.area) for code in found.places])
    among = places[found.place]
    if target.sector != ALL:
        among &= (found.sector == SECTORS.index("G")) == (target.sector == "G")
    if target.size != ALL:
        among &= found.size == tuple(Size).index(Size(target.size))
    return float(found.weight[among].sum())


def test_results_follow_from_the_records_and_hard_targets_are_met() -> None:
    counted = [item for item in dataset().targets if item.constraint == "businesses"]
    for target in counted:
        assert _weighted(target) == pytest.approx(target.result, abs=0.51 + 1e-3)
    hard = [item for item in counted if item.hard]
    assert len(hard) == 36
    assert all(abs(_weighted(item) / item.target - 1) < 0.01 for item in hard)


def _cells(markup: str) -> list[list[str]]:
    table = markup[markup.index("peta-checks") : markup.rindex("peta-checks")]
    table += markup[markup.rindex("peta-checks") :].partition("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("<tr>")]
    return [[unescape(cell) for cell in row] for row in rows if len(row) == 7 and "<td>" in table]


@pytest.mark.parametrize("lang", Lang)
def test_the_page_shows_every_check_of_the_file(lang: Lang) -> None:
    say = words(lang)
    params = {} if lang is Lang.ID else {"lang": lang.value}
    printed = _cells(shown(open_page(Page.METHOD, params)))
    with (ROOT / "data" / CHECKS_FILE).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    expected = [
        (
            say.text(f"method.basis.{row['basis']}"),
            say.plain(float(row["target"])),
            say.plain(float(row["result"])),
        )
        for row in rows
    ]
    head = say.text("method.checkhead.area")
    found = [tuple(cells[2:5]) for cells in printed if cells[0] != head]
    assert sorted(found) == sorted(expected)
    text = " ".join(cell for cells in printed for cell in cells)
    assert not re.search(r"\d{7}|classesdiffer|workersper|_", text)
    unmet = [cells for cells in printed if cells[6] == say.text("method.standing.classesdiffer")]
    assert len(unmet) == sum(row["reason"] == "classesdiffer" for row in rows) == 5


def test_the_page_sums_up_the_hard_targets() -> None:
    largest = words(Lang.EN).text("unit.percent.value", number="0.0")
    line = words(Lang.EN).text("method.check.summary", met="36", all="36", largest=largest)
    assert line in shown(open_page(Page.METHOD, {"lang": "en"}))


def test_a_missed_hard_target_and_an_unknown_word_are_faults(tmp_path: Path) -> None:
    text = (ROOT / "data" / CHECKS_FILE).read_text(encoding="utf-8")
    (tmp_path / "records").mkdir()
    spoiled = text.replace(",109280,0,hard", ",120000,0,hard").replace("assumed", "guessed", 1)
    spoiled = spoiled.replace(",22104,22104,", ",22104,24000,")
    (tmp_path / CHECKS_FILE).write_text(spoiled, encoding="utf-8")
    faults: list[Fault] = []
    kept = read_targets(tmp_path, dataset().gazetteer.areas, faults)
    assert [fault.where for fault in faults] == [f"{CHECKS_FILE} row {n}" for n in (2, 3)]
    assert len(kept) == len(dataset().targets) - 2
