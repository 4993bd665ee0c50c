"""One legend: breaks, classes and colours computed once over everything that is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo import palette
from geo.aggregate import AreaTable
from geo.classify import NO_CLASS, Classes, breaks, classes_of, classify, root_breaks
from geo.indicators import DECIMALS, Comparable, MapKind, Metric, Unit
from geo.model import Scheme
from geo.query import Query
from geo.rounding import as_printed

MAX_RADIUS = 30.0
"""Radius in CSS pixels of the circle of the largest value in view."""

MIN_RADIUS = 2.0
"""Smaller circles could be neither seen nor pointed at."""

GROUP_CLASSES = 3
"""Classes within one kabupaten/kota: few enough to be said in words."""


@dataclass(frozen=True, slots=True)
class ClassRange:
    """One class: its first and last printed value, its colour, and how many areas are in it.

    The ends are infinite where a class is open.
    """

    low: float
    high: float
    colour: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Legend:
    """How values become marks, for one or more tables at once.

    `classes` has one array a table: class of each area, `NO_CLASS` where it has no value.
    `radii` likewise, in CSS pixels, negative for values below zero, 0 where there is no value
    (circles only; else empty).
    `relative` says that classes are counted within each kabupaten/kota, so that `ranges` carry
    no bounds that hold for all (they are NaN) and must be shown in words.
    `below` is the number of classes below zero, for classes that are centred on it. `between` are
    the bounds between the classes, as the reader could write them.
    """

    kind: MapKind
    ranges: tuple[ClassRange, ...]
    classes: tuple[NDArray[np.int64], ...]
    radii: tuple[NDArray[np.float64], ...]
    largest: float
    relative: bool = False
    below: int = 0
    between: tuple[float, ...] = ()


def legend_of(query: Query, tables: Sequence[AreaTable]) -> Legend:
    """The legend over all `tables`, which hold one metric."""
    metric = tables[0].metric
    # As they are printed: two values that read alike are never in different classes.
    values = [as_printed(table.value, DECIMALS[metric.unit]) for table in tables]
    if metric.kind is MapKind.CIRCLES:
        return _circles(query, values)
    if metric.comparable is Comparable.KABKOTA:
        groups = [_kabkota(table) for table in tables]
        if len(set().union(*groups)) > 1:
            return _relative(query, values, groups)
    return _absolute(query, metric, values)


_Values = Sequence[NDArray[np.float64]]
"""Printed values, one array a table."""


def _absolute(query: Query, metric: Metric, values: _Values) -> Legend:
    pooled = np.concatenate(values)
    centred = metric.kind is MapKind.DIVERGING
    found = classes_of(
        pooled,
        query.scheme,
        query.k,
        own=query.breaks,
        centred=centred,
        decimals=DECIMALS[metric.unit],
    )
    size = len(found.upper)
    if centred:
        above = size - found.below
        colours = palette.diverging(query.palette, found.below, above, matched=found.stepped)
    else:
        colours = palette.sequential(query.palette, size)
    classes = tuple(classify(own, found.upper) for own in values)
    counts = _counts(classes, size)
    ranges = tuple(map(ClassRange, found.low, found.high, colours, counts))
    between = _between(found) if query.scheme is not Scheme.OWN else query.breaks
    largest = _largest(pooled)
    return Legend(metric.kind, ranges, classes, (), largest, below=found.below, between=between)


def _counts(classes: Sequence[NDArray[np.int64]], size: int) -> list[int]:
    found = np.concatenate(classes)
    counts: list[int] = np.bincount(found[found >= 0], minlength=size).tolist()
    return counts


def _between(found: Classes) -> tuple[float, ...]:
    ends = list(found.upper[:-1])
    if 0 < found.below < len(found.upper):
        ends[found.below - 1] = 0.0
    return tuple(ends)


def _circles(query: Query, values: _Values) -> Legend:
    """Sign is the only class of a circle; its size carries the value."""
    largest = _largest(np.concatenate(values))
    radii = tuple(_radii(own, largest) for own in values)
    signs = [np.sign(own) for own in values]
    every = np.concatenate(signs)
    present = sorted(set(every[np.isfinite(every)].tolist()))
    colours = dict(zip((-1.0, 0.0, 1.0), palette.circles(query.palette), strict=True))
    classes = tuple(classify(sign, tuple(present)) for sign in signs)
    counts = _counts(classes, len(present))
    ranges = tuple(
        ClassRange(min(sign, 0.0) * largest, max(sign, 0.0) * largest, colours[sign], count)
        for sign, count in zip(present, counts, strict=True)
    )
    return Legend(MapKind.CIRCLES, ranges, classes, radii, largest)


def hexagon_classes(
    query: Query, values: NDArray[np.float64]
) -> tuple[tuple[ClassRange, ...], NDArray[np.int64]]:
    """Ranges of the classes of hexagons, lowest first, and the class of each hexagon."""
    printed = as_printed(values, DECIMALS[Unit.BUSINESSES])
    upper = root_breaks(printed, query.k)
    found = classify(printed, upper)
    members = [printed[found == place] for place in range(len(upper))]
    ranges = tuple(
        ClassRange(float(own.min()), float(own.max()), colour, own.size)
        for own, colour in zip(members, palette.sequential(query.palette, len(upper)), strict=True)
    )
    return ranges, found


def radius(value: float, largest: float) -> float:
    """Radius in CSS pixels of a circle whose area is proportional to `value`; a dot for zero."""
    share = abs(value) / largest if largest else 0.0
    return max(MAX_RADIUS * float(np.sqrt(share)), MIN_RADIUS)


def _radii(value: NDArray[np.float64], largest: float) -> NDArray[np.float64]:
    sizes = [np.copysign(radius(v, largest), v) if np.isfinite(v) else 0.0 for v in value]
    return np.array(sizes, dtype=float)


def _relative(query: Query, values: _Values, groups: Sequence[NDArray[np.str_]]) -> Legend:
    pooled, group = np.concatenate(values), np.concatenate(list(groups))
    found = np.full(pooled.size, NO_CLASS, dtype=np.int64)
    # Bounds in numbers hold for no two kabupaten/kota.
    scheme = Scheme.NATURAL if query.scheme is Scheme.OWN else query.scheme
    for kabkota in np.unique(group):
        rows = group == kabkota
        upper = breaks(pooled[rows], scheme, GROUP_CLASSES)
        # One or two values make no lower, middle and higher.
        found[rows] = classify(pooled[rows], upper) if len(upper) == GROUP_CLASSES else NO_CLASS
    colours = palette.sequential(query.palette, GROUP_CLASSES)
    ranges = tuple(
        ClassRange(np.nan, np.nan, colour, int((found == place).sum()))
        for place, colour in enumerate(colours)
    )
    ends = np.cumsum([own.size for own in values])[:-1]
    classes = tuple(np.split(found, ends))
    return Legend(MapKind.CHOROPLETH, ranges, classes, (), _largest(pooled), relative=True)


def _kabkota(table: AreaTable) -> NDArray[np.str_]:
    """BPS code of the kabupaten/kota around each row: its first four digits."""
    return np.array([code[:4] for code in table.codes], dtype=np.str_)


def _largest(values: NDArray[np.float64]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0
