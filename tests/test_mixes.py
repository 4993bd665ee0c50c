"""Mixes: what they say adds up, agrees with the tables, and gives nothing hidden away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.counts import OPTIONS
from geo.indicators import REGISTRY
from geo.mixes import Mix, mix
from geo.model import Age, Flag, Growth, Size, Use
from geo.profiles import DIMENSIONS
from geo.query import Filters
from geo.recorded import record_rows
from tests.data import dataset
from tests.rows import kept
from tests.strategies import filters

DATA = dataset()
AREAS = st.sampled_from(sorted(DATA.gazetteer.areas))
NAMES = st.sampled_from(DIMENSIONS)
METRICS = {
    ("use", "integrated"): "integrated",
    ("use", "promotion"): "promotion",
    ("age", "new"): "new",
}


def _counts(dimension: str, chosen: Filters, area: str) -> list[int]:
    """Businesses of each known option, straight from the records."""
    records = DATA.records
    inside = np.array([place.startswith(area) for place in records.places])[records.place]
    rows = inside & kept(records, chosen)
    codes = OPTIONS[DIMENSIONS.index(dimension)][:-1]
    if dimension == "age":
        column = np.where(records.years < 0, 2, np.where(records.years <= chosen.newmax, 0, 1))
    else:
        column = getattr(records, dimension)
    return [int(np.count_nonzero(column[rows] == at)) for at in range(len(codes))]


def _without(chosen: Filters, dimension: str) -> Filters:
    nothing: dict[str, Any] = {dimension: frozenset()}
    return replace(chosen, **nothing)


def _of(dimension: str, chosen: Filters, area: str) -> Mix:
    found = mix(DATA, dimension, _without(chosen, dimension), area)
    assert found is not None
    return found


@given(AREAS, NAMES, filters())
@settings(max_examples=60, deadline=None)
def test_shares_add_up_and_numbers_stand_only_where_they_may(
    area: str, dimension: str, chosen: Filters
) -> None:
    found = _of(dimension, chosen, area)
    for piece in found.pieces:
        assert np.isfinite(piece.value) == (piece.flag in (Flag.OK, Flag.CARE))
        if piece.shown:
            assert piece.low <= piece.value <= piece.high
    shown = sum(piece.value for piece in found.pieces if piece.shown)
    assert shown <= 100 + 1e-9
    if found.whole:
        assert shown == pytest.approx(100)
        assert found.rest == pytest.approx(0, abs=1e-9)


@given(AREAS, NAMES, filters())
@settings(max_examples=60, deadline=None)
def test_no_option_of_few_businesses_is_published_nor_follows_from_the_others(
    area: str, dimension: str, chosen: Filters
) -> None:
    chosen = _without(chosen, dimension)
    found, t = _of(dimension, chosen, area), DATA.disclosure_min
    counts = _counts(dimension, chosen, area)
    hidden = [n for n, piece in zip(counts, found.pieces, strict=True) if _withheld(piece.flag)]
    for n, piece in zip(counts, found.pieces, strict=True):
        if 0 < n < t:
            assert piece.flag in (Flag.SUPPRESSED, Flag.NODATA)
    positive = [n for n in hidden if n]
    if positive and len(positive) < len([n for n in counts if n]):
        assert len(positive) > 1
        assert sum(positive) > t


def _withheld(flag: Flag) -> bool:
    return flag is Flag.SUPPRESSED


@given(AREAS, st.sampled_from(sorted(METRICS)), filters())
@settings(max_examples=40, deadline=None)
def test_a_share_that_is_a_metric_too_agrees_with_its_table(
    area: str, option: tuple[str, str], chosen: Filters
) -> None:
    dimension, code = option
    chosen = _without(chosen, dimension)
    metric = REGISTRY[METRICS[option]]
    assert metric.measure is not None
    rows = record_rows(DATA, metric, metric.measure, chosen, (area,))
    piece = next(own for own in _of(dimension, chosen, area).pieces if own.code == code)
    if piece.shown:
        assert piece.value == pytest.approx(float(rows.value[0]))
        assert (piece.low, piece.high) == pytest.approx(
            (float(rows.ci_low[0]), float(rows.ci_high[0]))
        )
        assert piece.flag is rows.flags[0]
    if rows.flags[0] is Flag.SUPPRESSED:
        assert piece.flag is Flag.SUPPRESSED


def test_the_mix_of_a_region_by_hand() -> None:
    records, rows = DATA.records, np.zeros(0)
    inside = np.array([place.startswith("3273") for place in records.places])[records.place]
    weights = [
        float(records.weight[inside & (records.size == at)].sum()) for at in range(len(Size) - 1)
    ]
    rows = 100 * np.array(weights) / sum(weights)
    found = _of("size", Filters(), "3273")
    assert [piece.value for piece in found.pieces] == pytest.approx(rows)


def test_a_filtered_dimension_has_no_mix_and_the_others_follow_the_filter() -> None:
    chosen = Filters(use=frozenset({Use.NONE}))
    assert mix(DATA, "use", chosen, "34") is None
    filtered, every = _of("age", chosen, "34"), _of("age", Filters(), "34")
    assert filtered.pieces[0].value < every.pieces[0].value
    assert filtered.pieces[0].code == Age.NEW


def test_unknowns_are_counted() -> None:
    inside = np.array([place.startswith("34") for place in DATA.records.places])
    unknown = inside[DATA.records.place] & (
        DATA.records.growth == tuple(Growth).index(Growth.UNKNOWN)
    )
    assert _of("growth", Filters(), "34").unknown == int(unknown.sum())
