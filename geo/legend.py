"""One legend: breaks, classes and colours computed once over everything that is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo import palette
from geo.aggregate import AreaTable
from geo.classify import NO_CLASS, breaks, centred_breaks, classify
from geo.indicators import Comparable, MapKind
from geo.query import Query

MAX_RADIUS = 30.0
"""Radius in CSS pixels of the circle of the largest value in view."""

MIN_RADIUS = 2.0
"""Smaller circles could be neither seen nor pointed at."""

GROUP_CLASSES = 3
"""Classes within one kabupaten/kota: few enough to be said in words."""


@dataclass(frozen=True, slots=True)
class ClassRange:
    """One class: its lowest and highest value, its colour, and how many areas are in it."""

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
    """

    kind: MapKind
    ranges: tuple[ClassRange, ...]
    classes: tuple[NDArray[np.int64], ...]
    radii: tuple[NDArray[np.float64], ...]
    largest: float
    relative: bool


def legend_of(query: Query, tables: Sequence[AreaTable]) -> Legend:
    """The legend over all `tables`, which hold one metric."""
    metric = tables[0].metric
    if metric.kind is MapKind.CIRCLES:
        return _circles(tables)
    if metric.comparable is Comparable.KABKOTA:
        groups = [_kabkota(table) for table in tables]
        if len(set().union(*groups)) > 1:
            return _relative(query, tables, groups)
    return _absolute(query, tables)


def _pooled(tables: Sequence[AreaTable]) -> NDArray[np.float64]:
    return np.concatenate([table.value for table in tables])


def _absolute(query: Query, tables: Sequence[AreaTable]) -> Legend:
    pooled = _pooled(tables)
    kind = tables[0].metric.kind
    if kind is MapKind.DIVERGING:
        upper, below = centred_breaks(pooled, query.k)
        colours = palette.diverging(below, len(upper) - below)
    else:
        upper, below = breaks(pooled, query.scheme, query.k), 0
        colours = palette.sequential(query.palette, len(upper)) if upper else ()
    classes = tuple(classify(table.value, upper) for table in tables)
    found = np.concatenate(classes)
    # An equal step may hold no value: it stands in the legend by its own bounds.
    members = [
        own if (own := pooled[found == place]).size else np.array(upper[place - 1 : place + 1])
        for place in range(len(upper))
    ]
    counts = np.bincount(found[found >= 0], minlength=len(upper)).tolist()
    ranges = tuple(
        ClassRange(float(own.min()), float(own.max()), colour, count)
        for own, colour, count in zip(members, colours, counts, strict=True)
    )
    return Legend(kind, ranges, classes, (), _largest(pooled), relative=False)


def _circles(tables: Sequence[AreaTable]) -> Legend:
    largest = _largest(_pooled(tables))
    radii = tuple(_radii(table.value, largest) for table in tables)
    # Sign is the only class of a circle; its size carries the value.
    pooled = _pooled(tables)
    below = int((pooled < 0).sum())
    bounds = (-1.0, 1.0) if below else (1.0,)
    classes = tuple(classify(np.sign(table.value), bounds) for table in tables)
    above = int(np.isfinite(pooled).sum()) - below
    ranges = (
        *([ClassRange(-largest, 0.0, palette.CIRCLE_NEGATIVE, below)] if below else []),
        *([ClassRange(0.0, largest, palette.CIRCLE_POSITIVE, above)] if above or below else []),
    )
    return Legend(MapKind.CIRCLES, ranges, classes, radii, largest, relative=False)


def radius(value: float, largest: float) -> float:
    """Radius in CSS pixels of a circle whose area is proportional to `value`."""
    return max(MAX_RADIUS * float(np.sqrt(abs(value) / largest)), MIN_RADIUS) if largest else 0.0


def _radii(value: NDArray[np.float64], largest: float) -> NDArray[np.float64]:
    sizes = [np.copysign(radius(v, largest), v) if np.isfinite(v) else 0.0 for v in value]
    return np.array(sizes, dtype=float)


def _relative(
    query: Query, tables: Sequence[AreaTable], groups: Sequence[NDArray[np.str_]]
) -> Legend:
    pooled, group = _pooled(tables), np.concatenate(list(groups))
    found = np.full(pooled.size, NO_CLASS, dtype=np.int64)
    for kabkota in np.unique(group):
        rows = group == kabkota
        upper = breaks(pooled[rows], query.scheme, GROUP_CLASSES)
        # One or two values make no lower, middle and higher.
        found[rows] = classify(pooled[rows], upper) if len(upper) == GROUP_CLASSES else NO_CLASS
    colours = palette.sequential(query.palette, GROUP_CLASSES)
    ranges = tuple(
        ClassRange(np.nan, np.nan, colour, int((found == place).sum()))
        for place, colour in enumerate(colours)
    )
    ends = np.cumsum([table.value.size for table in tables])[:-1]
    classes = tuple(np.split(found, ends))
    return Legend(MapKind.CHOROPLETH, ranges, classes, (), _largest(pooled), relative=True)


def _kabkota(table: AreaTable) -> NDArray[np.str_]:
    """BPS code of the kabupaten/kota around each row: its first four digits."""
    return np.array([code[:4] for code in table.codes], dtype=np.str_)


def _largest(values: NDArray[np.float64]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0
