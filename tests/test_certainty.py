"""No sentence on business records claims a difference, a rise or a fall that may be chance."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.aggregate import area_table
from geo.compare import compare
from geo.indicators import REGISTRY, Metric
from geo.model import Lang, Level
from geo.query import Filters, Query
from geo.recorded import record_difference, record_rows
from geo.sentences import answer, compare_sentence
from geo.wording import words
from tests.data import dataset
from tests.strategies import filters

DATA = dataset()
RECORDED = [metric for metric in REGISTRY.values() if metric.measure is not None]
CLAIMS = {
    Lang.ID: {"lebih tinggi daripada di": 1, "lebih rendah daripada di": -1,
              "lebih banyak daripada di": 1, "lebih sedikit daripada di": -1},
    Lang.EN: {"higher than in": 1, "lower than in": -1, "more than in": 1, "fewer than in": -1},
}  # fmt: skip
CHANGES = {
    Lang.ID: {"naik": 1, "tumbuh": 1, "bertambah": 1, "di atas": 1,
              "turun": -1, "susut": -1, "berkurang": -1, "di bawah": -1},
    Lang.EN: {"rose": 1, "grew": 1, "above": 1, "fell": -1, "shrank": -1, "below": -1},
}  # fmt: skip
FIRST = {
    Lang.ID: r"(?<!^Perkiraan )\b(tertinggi|terbanyak) di\b",
    Lang.EN: r"\b(ranks highest|has the most) in\b",
}
HEDGED = {Lang.ID: "tidak berbeda nyata dari", Lang.EN: "not significantly different from"}
AREAS = sorted(code for code in DATA.gazetteer.areas if len(code) <= 7)


def _said(told: str, phrases: dict[str, int]) -> list[int]:
    """Signs of the phrases in a sentence."""
    return [sign for phrase, sign in phrases.items() if re.search(rf"\b{phrase}\b", told)]


def _clear(metric: Metric, chosen: Filters, a: str, b: str) -> int:
    """Sign of the difference of two areas, 0 where it is not clear."""
    assert metric.measure is not None
    gap = record_difference(DATA, metric, metric.measure, chosen, a, b)
    return int(np.sign(gap.value[0])) if gap.clear[0] else 0


def _one_filter(filters_: Filters, name: str) -> Filters:
    return replace(Filters(), **{name: getattr(filters_, name)}, newmax=filters_.newmax)


@given(
    st.sampled_from(RECORDED), st.sampled_from(AREAS), st.sampled_from(AREAS), filters(),
    st.sampled_from(["use", "age", "growth", "sector", "size"]), st.sampled_from(Lang),
)  # fmt: skip
@settings(max_examples=40)
def test_a_pair_differs_in_words_only_where_that_is_clear(
    metric: Metric, a: str, b: str, chosen: Filters, name: str, lang: Lang
) -> None:
    one = _one_filter(chosen, name)
    item = compare(DATA, metric, a, b, filters=one)
    told = compare_sentence(words(lang), DATA, item, one)
    claimed = _said(told, CLAIMS[lang])
    if item.guard is not None or a == b:
        assert claimed == []
        return
    clear = _clear(metric, one, a, b)
    assert claimed == ([clear] if clear else [])
    assert (HEDGED[lang] in told) != bool(clear)


@given(st.sampled_from(RECORDED), st.sampled_from(AREAS), filters(), st.sampled_from(Lang))
@settings(max_examples=30)
def test_an_area_stands_apart_from_the_whole_only_where_that_is_clear(
    metric: Metric, at: str, chosen: Filters, lang: Lang
) -> None:
    assume(len(at) == 7)
    one = _one_filter(chosen, "size")
    around = DATA.gazetteer.area(at).parent
    region = DATA.gazetteer.region_of(at).code
    query = Query(metric=metric.code, a=region, level=Level.KECAMATAN, filters=one)
    told = answer(words(lang), DATA, area_table(query, DATA, region, ""), at)
    assert around is not None
    assert set(_said(told, CLAIMS[lang])) <= {_clear(metric, one, at, around)}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("region", ["34", "3273"])
@pytest.mark.parametrize("metric", RECORDED, ids=lambda own: own.code)
def test_the_first_is_called_so_only_where_it_differs_from_the_second(
    metric: Metric, region: str, lang: Lang
) -> None:
    table = area_table(Query(metric=metric.code, a=region), DATA, region, "")
    told = answer(words(lang), DATA, table)
    order = sorted(np.flatnonzero(np.isfinite(table.value)), key=lambda at: -table.value[at])
    first, second = (table.codes[at] for at in order[:2])
    clear = bool(_clear(metric, Filters(), first, second))
    assert bool(re.search(FIRST[lang], told)) == clear
    assert (HEDGED[lang] in told) != clear


@given(
    st.sampled_from([own for own in RECORDED if own.code in ("netjobs", "jobgrowth", "growthgap")]),
    st.sampled_from(AREAS), st.sampled_from(Lang),
)  # fmt: skip
@settings(max_examples=30)
def test_a_rise_or_fall_is_called_so_only_where_its_interval_leaves_out_zero(
    metric: Metric, area: str, lang: Lang
) -> None:
    item = compare(DATA, metric, area, area)
    assume(item.guard is None)
    told = compare_sentence(words(lang), DATA, item)
    assert metric.measure is not None
    rows = record_rows(DATA, metric, metric.measure, Filters(), (area,))
    low, high = float(rows.ci_low[0]), float(rows.ci_high[0])
    said = _said(told, CHANGES[lang])
    assert said == ([] if low <= 0 <= high else [1 if low > 0 else -1])


def test_both_kinds_of_sentence_occur() -> None:
    say = words(Lang.ID)
    clear = compare(DATA, REGISTRY["online"], "34", "3273")
    assert _said(compare_sentence(say, DATA, clear), CLAIMS[Lang.ID]) == [-1]
    items = [compare(DATA, metric, "34", "3273") for metric in RECORDED]
    told = [compare_sentence(say, DATA, item) for item in items if item.guard is None]
    hedged = [one for one in told if HEDGED[Lang.ID] in one]
    assert hedged
    assert not any(_said(one, CLAIMS[Lang.ID]) for one in hedged)
