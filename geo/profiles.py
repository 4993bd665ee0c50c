"""Profiles: every combination of use, years since start, growth, sector and size, numbered.

All five filters and all conditions of the metrics are sets of profiles, so that a filter is decided
once for some 17,600 profiles and never again for each business or cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.model import SECTORS, Age, Growth, Size, Use
from geo.records import Records

YEARS_MORE, YEARS_UNKNOWN = 6, 7
"""Codes of years since start: 0 to 5 exactly, more than five, unknown."""

SHAPE: tuple[int, ...] = (len(Use), YEARS_UNKNOWN + 1, len(Growth), len(SECTORS), len(Size))
"""Number of codes of use, years, growth, sector and size, in this order of axes."""

DIMENSIONS: tuple[str, ...] = ("use", "age", "growth", "sector", "size")
"""Names of the filters, in the order of the axes."""


class Chosen(Protocol):
    """What a filter or condition offers: the codes wanted of each dimension, empty for all."""

    @property
    def use(self) -> frozenset[Use]:
        """Wanted kinds of internet use."""

    @property
    def age(self) -> frozenset[Age]:
        """Wanted classes of age."""

    @property
    def growth(self) -> frozenset[Growth]:
        """Wanted classes of growth."""

    @property
    def sector(self) -> frozenset[str]:
        """Wanted sectors."""

    @property
    def size(self) -> frozenset[Size]:
        """Wanted classes of size."""


class Filtered(Chosen, Protocol):
    """A filter, which also says how old in years a new business may be (`geo.query.Filters`)."""

    @property
    def newmax(self) -> int:
        """A business is new up to this many years after its start."""

    def __hash__(self) -> int:
        """Filters are values: what was summed for them once serves again."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Profiles that meet every given set; an empty set means all."""

    use: frozenset[Use] = frozenset()
    age: frozenset[Age] = frozenset()
    growth: frozenset[Growth] = frozenset()
    sector: frozenset[str] = frozenset()
    size: frozenset[Size] = frozenset()


ALL = Condition()
"""Every business."""


@dataclass(frozen=True, slots=True)
class Everyone(Condition):
    """Filters that keep every business."""

    newmax: int = 2


def profile_of(records: Records) -> NDArray[np.uint16]:
    """Profile number of each business."""
    years = np.minimum(records.years, YEARS_MORE)
    years = np.where(records.years < 0, YEARS_UNKNOWN, years)
    profile = records.use.astype(np.uint16)
    for size, codes in zip(
        SHAPE[1:], (years, records.growth, records.sector, records.size), strict=True
    ):
        profile *= np.uint16(size)
        profile += codes.astype(np.uint16)
    return profile


def age_of_years(newmax: int) -> NDArray[np.int64]:
    """For each code of years since start, the index into `tuple(Age)`."""
    ages = [Age.NEW if years <= newmax else Age.ESTABLISHED for years in range(YEARS_UNKNOWN)]
    return np.array([tuple(Age).index(age) for age in (*ages, Age.UNKNOWN)])


def axes(chosen: Chosen, newmax: int) -> tuple[NDArray[np.bool_], ...]:
    """For each axis of `SHAPE`, which of its codes are chosen."""
    return _axes(chosen.use, chosen.age, chosen.growth, chosen.sector, chosen.size, newmax)


def grid(chosen: Chosen, newmax: int) -> NDArray[np.bool_]:
    """Which profiles are chosen, a read-only array of shape `SHAPE`."""
    return _outer(chosen.use, chosen.age, chosen.growth, chosen.sector, chosen.size, newmax)


@computed_once(maxsize=16)
def possible(span: int | None) -> NDArray[np.bool_]:
    """Which profiles a business can have (`geo.derive.growth_class`), read-only, shape `SHAPE`.

    `span` is the number of years from the base year to the survey, None without a base year.
    Whoever started after the base year is an entrant, and nobody else is; without a base year no
    growth is known.
    """
    growth = np.array(Growth)
    years = np.arange(YEARS_UNKNOWN + 1)[:, np.newaxis]
    if span is None:
        pairs = np.broadcast_to(growth == Growth.UNKNOWN, (len(years), len(growth)))
    else:
        entrant = (years < span) & (years != YEARS_UNKNOWN)
        # `YEARS_MORE` stands for any number from six: some lie before the base year, whichever.
        pairs = np.where(growth == Growth.ENTRANT, entrant, (years >= span) | (years >= YEARS_MORE))
    return np.broadcast_to(pairs[np.newaxis, :, :, np.newaxis, np.newaxis], SHAPE)


def union(conditions: Iterable[Chosen], newmax: int) -> NDArray[np.bool_]:
    """Which profiles meet at least one of the conditions, an array of shape `SHAPE`."""
    found = np.zeros(SHAPE, dtype=bool)
    for condition in conditions:
        found |= grid(condition, newmax)
    return found


def _one_axis(chosen: frozenset[str], codes: tuple[str, ...]) -> NDArray[np.bool_]:
    if not chosen:
        return np.ones(len(codes), dtype=bool)
    return np.array([code in chosen for code in codes])


def _axes(
    use: frozenset[Use],
    age: frozenset[Age],
    growth: frozenset[Growth],
    sector: frozenset[str],
    size: frozenset[Size],
    newmax: int,
) -> tuple[NDArray[np.bool_], ...]:
    return (
        _one_axis(use, tuple(Use)),
        _one_axis(age, tuple(Age))[age_of_years(newmax)],
        _one_axis(growth, tuple(Growth)),
        _one_axis(sector, SECTORS),
        _one_axis(size, tuple(Size)),
    )


@computed_once(maxsize=256)
def _outer(
    use: frozenset[Use],
    age: frozenset[Age],
    growth: frozenset[Growth],
    sector: frozenset[str],
    size: frozenset[Size],
    newmax: int,
) -> NDArray[np.bool_]:
    """Grid of the chosen codes, read-only: the conditions of the measures come again and again."""
    found = np.asarray(reduce(np.logical_and.outer, _axes(use, age, growth, sector, size, newmax)))
    found.flags.writeable = False
    return found
