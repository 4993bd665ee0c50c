"""How the businesses of one area divide over the options of a dimension, in per cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from geo.caching import computed_once
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.estimate import estimate
from geo.measures import INTERVAL, MEASURES, POINTS, Column, Kind, Measure, Part, Term, Variable
from geo.model import Flag
from geo.profiles import DIMENSIONS, Condition
from geo.query import Filters
from geo.recorded import SHOWN, Published, domain_of
from geo.withheld import withheld, withheld_shares

_OF_METRICS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("use", "integrated"): "integrated",
        ("use", "promotion"): "promotion",
        ("age", "new"): "new",
    }
)
"""Shares that are a metric by themselves: the mix gives the same number."""


@dataclass(frozen=True, slots=True)
class Piece(Published):
    """Share of one option, in per cent."""

    code: str


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares of all known options of a dimension, of the businesses of which the option is known.

    `unknown` counts the businesses in the data that are left out, None where that is withheld.
    """

    dimension: str
    pieces: tuple[Piece, ...]
    unknown: int | None

    @property
    def rest(self) -> float:
        """Per cent that the options without a number hold together."""
        return max(0.0, 100.0 - sum(piece.value for piece in self.pieces if piece.shown))

    @property
    def whole(self) -> bool:
        """Whether every option has a number."""
        return all(piece.shown for piece in self.pieces)


def share_measure(dimension: str, option: str) -> Measure:
    """The share of one option among the businesses of which the option is known."""
    if (dimension, option) in _OF_METRICS:
        return MEASURES[_OF_METRICS[dimension, option]]
    known = OPTIONS[DIMENSIONS.index(dimension)][:-1]
    top = _condition(dimension, frozenset({option}))
    bottom = _condition(dimension, frozenset(known))
    parts = Part(Column.Y, top), Part(Column.X, bottom)
    unknown = (_condition(dimension, frozenset({"unknown"})),)
    term = Term(Variable.BUSINESSES, *parts)
    code = f"{dimension}.{option}"
    return Measure(code, Kind.SHARE, (term,), unknown, 100, INTERVAL, POINTS)


@computed_once(maxsize=512)
def mix(data: Dataset, dimension: str, filters: Filters, area: str) -> Mix | None:
    """The mix of an area (BPS code), None where the filters choose among its options already."""
    if getattr(filters, dimension):
        return None
    options = OPTIONS[DIMENSIONS.index(dimension)][:-1]
    hidden = withheld_shares(data, dimension, filters, area).tolist()
    pieces = tuple(
        _piece(data, dimension, option, filters, area, out)
        for option, out in zip(options, hidden, strict=True)
    )
    return Mix(dimension, pieces, _unknown(data, dimension, filters, area))


def _piece(
    data: Dataset, dimension: str, option: str, filters: Filters, area: str, out: bool
) -> Piece:
    measure = share_measure(dimension, option)
    found = estimate(data.cells, measure, filters, domain_of(data.cells, (area,)), 1)
    flag = Flag.SUPPRESSED if out and found.flags[0] is not Flag.NODATA else found.flags[0]
    numbers = (float(each[0]) for each in (found.value, found.ci_low, found.ci_high))
    value, low, high = numbers if flag in SHOWN else (np.nan, np.nan, np.nan)
    return Piece(value, low, high, flag, option)


def _unknown(data: Dataset, dimension: str, filters: Filters, area: str) -> int | None:
    everyone = MEASURES["businesses"]
    chosen: dict[str, Any] = {dimension: frozenset({"unknown"})}
    only = replace(filters, **chosen)
    if withheld(data, everyone, only, (area,))[0]:
        return None
    return int(estimate(data.cells, everyone, only, domain_of(data.cells, (area,)), 1).n[0])


def _condition(dimension: str, codes: frozenset[str]) -> Condition:
    chosen: dict[str, Any] = {dimension: codes}
    return Condition(**chosen)
