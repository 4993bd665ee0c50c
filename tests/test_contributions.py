"""Job growth taken apart: parts add up, agree with the records, and give nothing hidden away."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cells import build_cells
from geo.contributions import (
    APART,
    OTHERS,
    Apart,
    Contribution,
    Waterfall,
    open_dimensions,
    taken_apart,
)
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.estimate import Estimates, estimate
from geo.indicators import REGISTRY
from geo.measures import POINTS, Column, Kind, Measure, Part, Term, Variable
from geo.model import Design, Flag, Growth, Level, Size, Use
from geo.profiles import DIMENSIONS, Condition
from geo.query import Filters
from geo.recorded import SHOWN, domain_of, record_rows
from geo.splits import GROWTH, splits
from geo.withheld import withheld
from tests.data import dataset
from tests.rows import kept
from tests.strategies import filters

DATA = dataset()
COARSE = [area.code for area in DATA.gazetteer.areas.values() if area.level.depth < 2]
RESTS = ["34-3404", "34-3471", "3404-3404070"]
AREAS = st.one_of(
    st.sampled_from(sorted(COARSE)),
    st.sampled_from(sorted(DATA.gazetteer.areas)),
    st.sampled_from(RESTS),
)
_CONTINUING = [list(Growth).index(kind) for kind in (Growth.GREW, Growth.STABLE, Growth.SHRANK)]


@cache
def _guarded(t: int) -> Dataset:
    return replace(DATA, disclosure_min=t)


@cache
def _register() -> Dataset:
    records = replace(DATA.records, design=Design.ENUMERATION)
    return replace(DATA, records=records, cells=build_cells(records))


def _of(area: str, chosen: Filters, data: Dataset = DATA) -> Apart:
    (found,) = taken_apart(data, chosen, (area,))
    return found


def _column(dimension: str, newmax: int) -> np.ndarray:
    records = DATA.records
    if dimension == "age":
        return np.where(records.years < 0, 2, np.where(records.years <= newmax, 0, 1))
    return np.asarray(getattr(records, dimension))


def _rows(area: str, chosen: Filters) -> np.ndarray:
    """Continuing businesses of an area under the filters, straight from the records."""
    records = DATA.records
    inside = domain_of(DATA.cells, (area,))[np.asarray(records.place)] >= 0
    return inside & kept(records, chosen) & np.isin(records.growth, _CONTINUING)


def _by_hand(area: str, dimension: str, codes: set[str], chosen: Filters) -> tuple[float, ...]:
    """Points, share of mean workers and growth of some options."""
    records, rows = DATA.records, _rows(area, chosen)
    options = OPTIONS[DIMENSIONS.index(dimension)]
    among = [at for at, code in enumerate(options) if str(code) in codes]
    own = rows & np.isin(_column(dimension, chosen.newmax), among)
    now, base, weight = records.workers_now, records.workers_base, records.weight
    change, mean = weight * (now - base), weight * (now + base) / 2
    whole, part = mean[rows].sum(), mean[own].sum()
    return 100 * change[own].sum() / whole, 100 * part / whole, 100 * change[own].sum() / part


def _numbers(row: Contribution) -> tuple[float, ...]:
    return row.points.value, row.share.value, row.growth.value


@given(AREAS, filters())
@settings(max_examples=60, deadline=None)
def test_the_rows_of_every_dimension_add_up_to_growth_and_the_shares_to_the_whole(
    area: str, chosen: Filters
) -> None:
    found = _of(area, chosen)
    metric = REGISTRY["jobgrowth"]
    rows = record_rows(DATA, metric, GROWTH, chosen, (area,))
    assert found.total.flag is rows.flags[0]
    if not found.total.shown:
        assert not found.waterfalls
        return
    assert found.total.value == rows.value[0]
    assert tuple(found.waterfalls) == open_dimensions(chosen)
    for fall in found.waterfalls.values():
        if fall.rows:
            assert sum(row.points.value for row in fall.rows) == pytest.approx(found.total.value)
            assert sum(row.share.value for row in fall.rows) == pytest.approx(100)
        for row in fall.rows:
            made = row.share.value * row.growth.value / 100
            assert made == pytest.approx(row.points.value, abs=1e-9)


@given(AREAS, filters())
@settings(max_examples=40, deadline=None)
def test_every_number_is_that_of_the_records(area: str, chosen: Filters) -> None:
    for name, fall in _of(area, chosen).waterfalls.items():
        for row in fall.rows:
            codes = set(fall.within) if row.code == OTHERS else {row.code}
            assert _numbers(row) == pytest.approx(_by_hand(area, name, codes, chosen), abs=1e-8)


def _measure(dimension: str, option: str) -> Measure:
    """The contribution of one option as a measure like any other."""
    (term,) = GROWTH.terms
    own: dict[str, Any] = {dimension: frozenset({option})}
    top = Condition(growth=term.numerator.where.growth, **own)
    parts = Part(Column.Y, top), term.denominator
    return Measure("part", Kind.SIGNED, (Term(Variable.FLOW, *parts),), (), 100, POINTS, POINTS)


@given(AREAS, filters(), st.sampled_from(APART), st.booleans())
@settings(max_examples=30, deadline=None)
def test_estimates_of_all_options_at_once_are_those_of_one_by_one(
    area: str, chosen: Filters, dimension: str, register: bool
) -> None:
    data = _register() if register else DATA
    nothing: dict[str, Any] = {dimension: frozenset(), "growth": frozenset()}
    chosen = replace(chosen, **nothing)
    own = splits(data.cells, chosen, area, (dimension,))[dimension]
    inside = domain_of(data.cells, (area,))
    cells = replace(data.cells, controls=None)
    each = np.eye(own.options, dtype=bool)
    parts, growths = own.contribution(each), own.growth(each)
    for at in own.present:
        option = OPTIONS[DIMENSIONS.index(dimension)][at]
        narrow: dict[str, Any] = {dimension: frozenset({option})}
        _same(estimate(cells, _measure(dimension, option), chosen, inside, 1), parts, at)
        _same(estimate(cells, GROWTH, replace(chosen, **narrow), inside, 1), growths, at)


def _same(one: Estimates, many: Estimates, at: int) -> None:
    for name in ("value", "se", "ci_low", "ci_high"):
        own, other = getattr(one, name)[0], getattr(many, name)[at]
        assert other == pytest.approx(own, rel=1e-9, abs=1e-9, nan_ok=True)
    assert many.flags[at] is one.flags[0]
    assert many.counts[at, 0, 0] == one.counts[0, 0, 0]


def test_the_squares_of_a_sample_without_clusters_give_the_same_errors() -> None:
    records = replace(DATA.records, psu=None)
    cells = build_cells(records)
    own = splits(cells, Filters(), "3404", ("size",))["size"]
    each = np.eye(own.options, dtype=bool)[own.present]
    for at, option in enumerate(("micro", "small", "medium")):
        one = estimate(cells, _measure("size", option), Filters(), domain_of(cells, ("3404",)), 1)
        _same(one, own.contribution(each), at)


def _parts(area: str, dimension: str, code: str, chosen: Filters) -> np.ndarray:
    """How many of an option gained, lost and kept workers."""
    records, rows = DATA.records, _rows(area, chosen)
    at = [str(option) for option in OPTIONS[DIMENSIONS.index(dimension)]].index(code)
    growth = records.growth[rows & (_column(dimension, chosen.newmax) == at)]
    return np.array([np.count_nonzero(growth == kind) for kind in _CONTINUING])


@given(AREAS, filters(), st.sampled_from([3, 5, 10]))
@settings(max_examples=60, deadline=None)
def test_what_is_withheld_or_unreliable_never_stands_alone(
    area: str, chosen: Filters, t: int
) -> None:
    data = _guarded(t)
    for name, fall in _of(area, chosen, data).waterfalls.items():
        for row in fall.rows:
            if row.code != OTHERS:
                assert not _withheld(data, name, {row.code}, chosen, area)
                parts = _parts(area, name, row.code, chosen)
                # A rest is the difference of two published areas, however small.
                assert area in RESTS or not ((parts > 0) & (parts < t)).any()
            assert {row.points.flag, row.share.flag, row.growth.flag} <= set(SHOWN)
        if fall.rows and fall.within:
            assert fall.row(OTHERS) is not None
            assert len(fall.within) > 1
            assert not _withheld(data, name, set(fall.within), chosen, area)
            _covered(area, name, fall, chosen, t)


def _withheld(data: Dataset, name: str, codes: set[str], chosen: Filters, area: str) -> bool:
    narrow: dict[str, Any] = {name: frozenset(codes)}
    return bool(withheld(data, GROWTH, replace(chosen, **narrow), (area,))[0])


def _covered(area: str, name: str, fall: Waterfall, chosen: Filters, t: int) -> None:
    """Of each part that a withheld option has, the others together hold more than t, or all."""
    hidden = [code for code, flag in fall.within.items() if flag is Flag.SUPPRESSED]
    if not hidden:
        return
    shown = [row.code for row in fall.rows if row.code != OTHERS]
    own, held, rest = (
        np.sum([_parts(area, name, code, chosen) for code in codes], axis=0)
        for codes in (hidden, fall.within, shown)
    )
    assert np.all((own == 0) | (held > t) | (rest == 0))


def test_a_reader_bounds_no_withheld_option_by_the_rows_shown() -> None:
    """With one hidden number a row, total less the rest would be it; there are always two."""
    some = 0
    for area in DATA.gazetteer.descendants("34", Level.KECAMATAN)[:30]:
        for name, fall in _of(area.code, Filters()).waterfalls.items():
            hidden = [code for code, flag in fall.within.items() if flag is Flag.SUPPRESSED]
            some += bool(hidden and fall.rows)
            assert len(hidden) != 1, (area.code, name)
    assert some > 10


def test_sectors_stand_row_by_row_and_small_ones_together() -> None:
    one, other = taken_apart(DATA, Filters(), ("34", "3273"))
    falls = one.waterfalls["sector"], other.waterfalls["sector"]
    shown = [{row.code for row in fall.rows} for fall in falls]
    assert {"G", "I", "C", OTHERS} <= shown[0] & shown[1]
    small = [code for code, flag in falls[1].within.items() if flag is Flag.OK]
    assert small
    # One more may be among them: it covers what is hidden.
    size = [abs(_by_hand("3273", "sector", {code}, Filters())[0]) for code in small]
    assert sum(each >= 0.05 for each in size) <= 1


def test_the_lead_is_named_only_beside_whom_it_may_not_exceed() -> None:
    lead = _of("3273", Filters()).waterfalls["use"].lead
    assert lead is not None
    assert {lead.code, lead.rival} == {Use.INTEGRATED, Use.PROMOTION}
    grown = _of("34", Filters(growth=frozenset({Growth.GREW}))).waterfalls["use"].lead
    assert grown is not None
    assert (grown.code, grown.rival) == (Use.NONE, None)
    lost = _of("34", Filters(growth=frozenset({Growth.SHRANK}))).waterfalls["use"]
    assert lost.lead is not None
    assert all(row.points.value < 0 for row in lost.rows)
    assert lost.lead.code == min(lost.rows, key=lambda row: row.points.value).code


def test_filters_close_a_dimension_and_may_settle_growth() -> None:
    one = _of("34", Filters(use=frozenset({Use.NONE})))
    assert "use" not in one.waterfalls
    assert one.waterfalls["size"].rows
    for growth in (Growth.STABLE, Growth.ENTRANT):
        settled = _of("34", Filters(growth=frozenset({growth})))
        assert settled.settled
        assert not settled.waterfalls


def test_a_register_has_no_intervals_and_its_lead_is_sure() -> None:
    found = _of("34", Filters(), _register())
    fall = found.waterfalls["use"]
    assert np.isnan(found.total.low)
    assert all(np.isnan(row.points.low) and row.points.flag is Flag.OK for row in fall.rows)
    assert fall.lead is not None
    assert fall.lead.rival is None
    assert fall.lead.code == max(fall.rows, key=lambda row: row.points.value).code


def test_a_file_without_a_base_year_has_nothing_to_take_apart() -> None:
    none = np.full(len(DATA.records.place), np.nan)
    growth = np.full(len(none), list(Growth).index(Growth.UNKNOWN), dtype=np.uint8)
    records = replace(DATA.records, workers_base=none, growth=growth)
    found = _of("34", Filters(), replace(DATA, records=records, cells=build_cells(records)))
    assert found.total.flag is Flag.NODATA
    assert not found.waterfalls


def test_size_of_now_is_confounded_with_growth_as_the_note_says() -> None:
    rows = {row.code: row.growth.value for row in _of("34", Filters()).waterfalls["size"].rows}
    assert rows[Size.MICRO] < rows[Size.SMALL]
