"""Live counts: how many businesses each option of a filter would leave."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.cells import Cells
from geo.model import SECTORS, Age, Growth, Size, Use
from geo.profiles import DIMENSIONS, SHAPE, Filtered, age_of_years, axes
from geo.rests import counts_in

_Floats = NDArray[np.float64]

OPTIONS: tuple[tuple[str, ...], ...] = (tuple(Use), tuple(Age), tuple(Growth), SECTORS, tuple(Size))
"""Codes of each of `DIMENSIONS`."""


@dataclass(frozen=True, slots=True)
class Count:
    """Businesses in the data, and their weighted number."""

    n: int
    total: float


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts under all filters, and for each option of each dimension given the other filters.

    `options` maps dimension and code to what is left if that code alone is chosen there.
    """

    chosen: Count
    options: Mapping[str, Mapping[str, Count]]


def live_counts(cells: Cells, filters: Filtered, areas: Sequence[str]) -> Counts:
    """Counts in the places inside any of `areas` (BPS codes, or rests)."""
    tables = _by_profile(cells, tuple(areas))
    kept = axes(filters, filters.newmax)
    options = {}
    for axis, (name, codes) in enumerate(zip(DIMENSIONS, OPTIONS, strict=True)):
        n, total = (_along(table, kept, axis) for table in tables)
        if name == "age":
            n, total = (_by_age(each, filters.newmax) for each in (n, total))
        options[name] = {
            code: Count(round(n[at]), float(total[at])) for at, code in enumerate(codes)
        }
    n, total = (_along(table, kept, 0)[kept[0]] for table in tables)
    return Counts(Count(round(n.sum()), float(total.sum())), options)


@computed_once(maxsize=32)
def _by_profile(cells: Cells, areas: tuple[str, ...]) -> tuple[_Floats, _Floats]:
    """Businesses and their weighted number by profile, whatever the filters; shape `SHAPE`."""
    inside = np.array([any(counts_in(own, place) for own in areas) for place in cells.places])
    rows = np.flatnonzero(inside[cells.block_place][cells.cell_block])
    profile = cells.profile[rows]
    n, total = (
        np.bincount(profile, column[rows], minlength=math.prod(SHAPE))
        .reshape(SHAPE)
        .astype(np.float64, copy=False)
        for column in (cells.businesses.n, cells.businesses.w)
    )
    return n, total


def _by_age(by_years: _Floats, newmax: int) -> _Floats:
    found = np.bincount(age_of_years(newmax), by_years, minlength=len(Age))
    return found.astype(np.float64, copy=False)


def _along(table: _Floats, kept: tuple[NDArray[np.bool_], ...], axis: int) -> _Floats:
    """Sums by code of one axis over what is kept on all others."""
    others = [number for number in range(len(SHAPE)) if number != axis]
    lines = np.moveaxis(table, axis, 0)
    return np.asarray(
        reduce(lambda left, number: left @ kept[number].astype(float), reversed(others), lines)
    )
