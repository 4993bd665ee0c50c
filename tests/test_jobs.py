"""The payload of job growth taken apart: what is printed, in both languages."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from geo.contributions import OTHERS
from geo.jobs import jobs
from geo.model import Growth, Lang, Use
from geo.query import Filters, Query
from geo.wording import MINUS, words
from tests.data import dataset

DATA = dataset()


def _sent(query: Query | None = None) -> dict[str, Any]:
    query = query or Query()
    return jobs(query, DATA, words(query.lang))


def _fall(sent: dict[str, Any], dimension: str) -> dict[str, Any]:
    (found,) = (fall for fall in sent["falls"] if fall["d"] == dimension)
    return dict(found)


def _number(text: str) -> float:
    return float(text.replace(MINUS, "-").replace(",", "."))


@pytest.mark.parametrize("lang", Lang)
def test_printed_rows_add_up_but_for_rounding_and_exact_ones_fully(lang: Lang) -> None:
    sent = _sent(Query(lang=lang, c="3404", d="3471"))
    assert len(sent["totals"]) == 4
    for fall in sent["falls"]:
        for side, total in enumerate(sent["totals"], start=1):
            cells = [row[side] for row in fall["rows"] if len(row[side]) > 2]
            assert sum(cell[3] for cell in cells) == pytest.approx(total[3], abs=0.01)
            printed = sum(_number(cell[1]) for cell in cells)
            assert printed == pytest.approx(_number(total[1]), abs=0.05 * (len(cells) + 1))


def test_both_areas_have_the_same_rows_sectors_by_size_of_contribution() -> None:
    sent = _sent()
    rows = _fall(sent, "sector")["rows"]
    assert [row[0] for row in rows][:3] == ["G", "I", "C"]
    assert rows[-1][0] == OTHERS
    assert _fall(sent, "sector")["among"] == ["D", "E"]
    means = [(row[1][3] + row[2][3]) / 2 for row in rows[:-1] if len(row[1]) + len(row[2]) > 8]
    assert means == sorted(means, reverse=True)
    uses = [row[0] for row in _fall(sent, "use")["rows"]]
    assert uses == [str(use) for use in Use]


def test_two_areas_in_all_dimensions_are_light() -> None:
    text = json.dumps(_sent(), ensure_ascii=False, separators=(",", ":")).encode()
    assert len(text) <= 6000
    assert len(zlib.compress(text)) <= 2500


def test_the_sentence_names_what_may_be_chance() -> None:
    one, other = _sent(Query(lang=Lang.EN))["said"]
    assert one.startswith("Of an estimated job growth of 6.6% in DIY, 2.6\xa0percentage points")
    assert "Kota Bandung" in other
    assert other.endswith("which of the two adds most may be chance.")
    fell = _sent(Query(lang=Lang.EN, filters=Filters(growth=frozenset({Growth.SHRANK}))))
    assert "an estimated job loss of" in fell["said"][0]
    assert MINUS not in fell["said"][0]
    assert fell["growth"] == 1
    fixed = _sent(Query(lang=Lang.EN, filters=Filters(use=frozenset({Use.NONE}))))
    assert "do not use the internet, nothing is said by internet use" in fixed["said"][0]


def test_why_there_is_nothing_is_said() -> None:
    settled = _sent(Query(filters=Filters(growth=frozenset({Growth.STABLE}))))
    assert settled["why"] == [words(Lang.ID).text("jobs.none.settled")]
    assert settled["falls"] == [] == settled["said"]
    few = Filters(use=frozenset({Use.OTHER}), sector=frozenset({"C"}))
    sent = _sent(Query(a="3404070001", b="34", filters=few))
    assert len(sent["why"]) == 1
    assert len(sent["totals"][0]) == 1
    assert sent["fixed"] == ["use", "sector"]
    for fall in sent["falls"]:
        assert all(row[1] == [2] for row in fall["rows"])


def test_an_area_of_which_no_part_may_stand_alone_says_so() -> None:
    sent = _sent(Query(a="3401020", b="34"))
    fall = _fall(sent, "sector")
    assert fall["whole"] == [0]
    assert all(row[1] == [2] for row in fall["rows"])


def test_that_no_survivor_is_new_is_said_until_the_limit_of_age_reaches_the_base_year() -> None:
    assert str(DATA.records.base_year) in _sent()["young"]
    wide = _sent(Query(filters=Filters(newmax=3)))
    assert "young" not in wide
    assert _fall(wide, "age")["rows"][0][0] == "new"
