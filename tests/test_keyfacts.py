"""Key figures agree with the tables; a rank and a difference claim no more than is sure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from geo.aggregate import area_tables
from geo.indicators import REGISTRY
from geo.keyfacts import Fact, key_facts, key_metrics, siblings
from geo.model import Flag, Level
from geo.query import Filters, Query
from geo.recorded import record_difference
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()


def _facts(area: str, **fields: Any) -> dict[str, Fact]:
    query = replace(Query(at=area, a=DATA.gazetteer.region_of(area).code), **fields)
    return {fact.metric.code: fact for fact in key_facts(query, DATA, area)}


def test_the_metric_in_view_comes_first_and_density_fits_the_level() -> None:
    assert key_metrics(Query(metric="new"), Level.KECAMATAN)[:3] == ("new", "businesses", "per1000")
    assert "perkm2" in key_metrics(Query(metric="new"), Level.KELURAHAN)
    assert key_metrics(Query(metric="emprate"), Level.KABKOTA)[0] == "emprate"


@given(queries())
@settings(max_examples=15, deadline=None)
def test_facts_agree_with_the_table_and_ranks_with_its_order(query: Query) -> None:
    area = query.at or query.a
    for fact in key_facts(query, DATA, area):
        level, within = DATA.gazetteer.area(area).level, siblings(DATA, query.a, area)
        year = query.year if fact.metric.code == query.metric else None
        asked = replace(query, metric=fact.metric.code, level=level, year=year, since=None)
        (table,) = area_tables(asked, DATA, within)
        assert np.isfinite(fact.value) == (fact.flag in (Flag.OK, Flag.CARE))
        if table.level is not level:
            assert fact.flag is Flag.NODATA
            continue
        if area not in table.codes:
            # A rest is no row of any table: it stands apart from those that are put in order.
            assert DATA.gazetteer.area(area).rest is not None
            assert fact.rank is None
            continue
        value = table.value[table.codes.index(area)]
        assert fact.value == pytest.approx(value, nan_ok=True)
        if fact.rank is None:
            continue
        assert fact.metric.ranked
        shown = table.value[np.isfinite(table.value)]
        assert fact.rank.place == 1 + np.count_nonzero(shown > value)
        assert fact.rank.among == len(shown)
        assert len(fact.unranked) == len(table.codes) - len(shown)


def test_a_rank_range_holds_whoever_is_not_told_apart() -> None:
    fact = _facts("3404070", metric="integrated")["integrated"]
    rank = fact.rank
    assert rank is not None
    assert rank.low < rank.place < rank.high < rank.among
    metric = REGISTRY["integrated"]
    assert metric.measure is not None
    others = [own.code for own in DATA.gazetteer.descendants("34", Level.KECAMATAN)]
    plain = [
        record_difference(DATA, metric, metric.measure, Filters(), code, "3404070")
        for code in others
        if code != "3404070"
    ]
    # Intervals that hold together are wider than each by itself.
    assert rank.low <= 1 + sum(bool(gap.clear[0] and gap.value[0] > 0) for gap in plain)
    assert rank.high >= rank.among - sum(bool(gap.clear[0] and gap.value[0] < 0) for gap in plain)


def test_siblings_stand_in_the_view_or_else_under_the_parent() -> None:
    assert siblings(DATA, "34", "3404070") == "34"
    assert siblings(DATA, "3404", "3404070") == "3404"
    assert siblings(DATA, "3404", "3404") == "34"
    assert siblings(DATA, "34", "34") == "34"


def test_what_may_not_be_ranked_has_no_rank() -> None:
    fact = _facts("3404070", metric="selfemployed")["selfemployed"]
    assert fact.flag is Flag.OK
    assert fact.rank is None
    assert _facts("34")["online"].rank is None


def test_published_rates_are_told_apart_by_the_rule_of_thumb() -> None:
    rank = _facts("3404", metric="emprate", year="2024")["emprate"].rank
    assert rank is not None
    assert rank.low < rank.high
    exact = _facts("3404", metric="se2016")["se2016"].rank
    assert exact is not None
    assert exact.low == exact.high == exact.place == 1


def test_an_area_is_held_against_its_parent_and_a_count_is_a_share_of_it() -> None:
    facts = _facts("3404")
    gap = facts["online"].parent
    assert gap is not None
    assert (gap.b.area, gap.noise) == ("34", False)
    share = facts["businesses"].share
    assert share == pytest.approx(
        100 * facts["businesses"].value / _facts("34")["businesses"].value
    )
    assert _facts("34")["online"].parent is None
    assert facts["online"].share is None
