"""Business records as rows of a table: estimates for the areas of one level, protected.

What disclosure control hides (`geo.withheld`) is blanked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.dataset import Dataset
from geo.difference import Differences, difference
from geo.estimate import Estimates, estimate
from geo.formulas import Reading, Recorded, registered
from geo.indicators import REGISTRY, Metric, Unit
from geo.measures import Measure
from geo.model import Design, Flag
from geo.query import Filters, Query
from geo.rests import counts_in, split
from geo.withheld import decided, withheld

_Floats = NDArray[np.float64]

LEAST = 10
"""An unreliable figure says how many records it rests on only from this number on."""

SHOWN = (Flag.OK, Flag.CARE)
"""Flags that carry a value."""


@dataclass(frozen=True, slots=True)
class Published:
    """A number with its interval and flag; NaN where the flag forbids a number.

    The interval is NaN in an enumeration too.
    """

    value: float
    low: float
    high: float
    flag: Flag

    @property
    def shown(self) -> bool:
        """Whether there is a number."""
        return self.flag in SHOWN


@dataclass(frozen=True, slots=True, eq=False)
class RecordRows:
    """Estimates of one measure, one element an area, read-only; NaN where nothing is published.

    `n` counts the businesses that the value rests on, unweighted; of an unreliable value it is
    given from `LEAST` on.
    """

    value: _Floats
    n: _Floats
    ci_low: _Floats
    ci_high: _Floats
    rse: _Floats
    flags: tuple[Flag, ...]


def record_rows(
    data: Dataset, metric: Metric, measure: Measure, filters: Filters, codes: Sequence[str]
) -> RecordRows:
    """Estimates for areas of one level (BPS codes), or for a rest."""
    if not codes:
        none = _kept(np.zeros(0), np.zeros(0, dtype=bool))
        return RecordRows(none, none, none, none, none, ())
    domain = domain_of(data.cells, codes)
    found = estimate(
        data.cells, measure, filters, domain, len(codes), _outside(data, metric, codes)
    )
    return _published(found, withheld(data, measure, filters, codes))


def record_difference(
    data: Dataset, metric: Metric, measure: Measure, filters: Filters, a: str, b: str
) -> Differences:
    """Difference of the value of `a` and that of `b` (BPS codes of any level), a minus b."""
    return record_differences(data, metric, measure, filters, (a,), b)


def record_differences(
    data: Dataset, metric: Metric, measure: Measure, filters: Filters, codes: Sequence[str], b: str
) -> Differences:
    """Differences of the values of areas of one level (BPS codes) and that of `b` of any level.

    Of what is not published too: who shows a difference asks first whether both values are shown.
    """
    outside = None
    if metric.unit in (Unit.PERTHOUSAND, Unit.PERKM2):
        own, other = _outside(data, metric, codes), _outside(data, metric, (b,))
        if own is not None and other is not None:
            outside = own, float(other[0])
    reference = domain_of(data.cells, (b,)) == 0
    domain = domain_of(data.cells, codes)
    return difference(data.cells, measure, filters, domain, len(codes), reference, outside)


def control_total(data: Dataset, value: float, low: float) -> bool:
    """Whether a published value is one that the weights of the sample were made to meet.

    Of a sample that alone has a number and no interval (`low` is NaN).
    """
    sample = data.records.design is Design.SAMPLE
    return sample and bool(np.isfinite(value)) and bool(np.isnan(low))


def residents_in(metric: Metric) -> str | None:
    """Period of the residents that a metric of records is over, None where it is over none."""
    return metric.formula.residents if isinstance(metric.formula, Recorded) else None


def reading_of(data: Dataset, metric: Metric, code: str, value: float) -> Reading:
    """A value of one area (BPS code) with what it rests on."""
    sources, period = (str(metric.evidence_in(data)),), residents_in(metric)
    known = None if period is None else registered(data, code, period)
    if period is None or known is None:
        return Reading(value, sources)
    return Reading(value, (*sources, *known.sources), reference=period, note=known.note)


def decide_ahead(data: Dataset) -> None:
    """Decide what every measure hides by default, so that no reader waits for it.

    The metric that a first visit shows goes first. Who asks for one that is being decided waits
    for that.
    """
    metrics = (REGISTRY[Query().metric], *REGISTRY.values())
    for measure in dict.fromkeys(metric.measure for metric in metrics):
        if measure is not None:
            decided(data, measure, Filters().newmax)


def domain_of(cells: Cells, codes: Sequence[str]) -> NDArray[np.int64]:
    """For each of `cells.places` the index of the area of `codes` that holds it, -1 for none.

    `codes` are areas that have nothing in common: BPS codes of one level, or a rest and what it
    leaves. Raises `ValueError` if a place lies in two of them.
    """
    place = {code: index for index, code in enumerate(codes)}
    digits = {len(code) for code in codes}
    if len(digits) == 1 and not any(split(code)[1] for code in codes):
        # The code of an area begins with that of any area around it: no need to try them all.
        (width,) = digits
        return np.array([place.get(code[:width], -1) for code in cells.places], dtype=np.int64)
    found = np.full(len(cells.places), -1, dtype=np.int64)
    for code, index in place.items():
        inside = np.array([counts_in(code, own) for own in cells.places], dtype=bool)
        if (found[inside] >= 0).any():
            raise ValueError(f"areas overlap: {', '.join(codes)}")
        found[inside] = index
    return found


def _outside(data: Dataset, metric: Metric, codes: Sequence[str]) -> _Floats | None:
    """Denominators of a density from outside the records: residents or km²; None for the others."""
    if metric.unit is Unit.PERKM2:
        return np.array([data.gazetteer.area(code).km2 for code in codes])
    period = residents_in(metric)
    if period is None:
        return None
    known = [registered(data, code, period) for code in codes]
    return np.array([np.nan if item is None else item.value for item in known])


def _published(found: Estimates, hidden: NDArray[np.bool_]) -> RecordRows:
    flags = tuple(
        Flag.SUPPRESSED if out and flag is not Flag.NODATA else flag
        for flag, out in zip(found.flags, hidden, strict=True)
    )
    shown = np.array([flag in SHOWN for flag in flags], dtype=bool)
    counted = shown | np.array([flag is Flag.UNRELIABLE for flag in flags]) & (found.n >= LEAST)
    values = (found.value, found.ci_low, found.ci_high, found.rse)
    value, low, high, rse = (_kept(array, shown) for array in values)
    return RecordRows(value, _kept(found.n.astype(float), counted), low, high, rse, flags)


def _kept(values: _Floats, shown: NDArray[np.bool_]) -> _Floats:
    kept = np.where(shown, values, np.nan)
    kept.flags.writeable = False
    return kept
