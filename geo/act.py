"""Where to act: which areas meet every condition, and how sure that is.

Everything follows from the AreaTables of the conditions, so what these hide decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from geo.aggregate import AreaTable, area_tables
from geo.conditions import Bound, Condition
from geo.dataset import Dataset
from geo.indicators import REGISTRY
from geo.model import Design, Level
from geo.query import Query


class Certainty(StrEnum):
    """How an area stands to all conditions together.

    `sure`: each whole interval lies on the required side; `likely`: all values meet their
    condition, but an interval crosses a threshold; `no`: a value fails; `unknown`: none fails, but
    a figure is not shown.
    """

    SURE = "sure"
    LIKELY = "likely"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Areas of one level held against conditions.

    `tables` has one table a condition, all with the same `codes`; `certainty` one element an area;
    `order` the indices of the areas that pass: the certain ones first, then by how far the value of
    the first condition lies beyond its threshold.
    """

    conditions: tuple[Condition, ...]
    level: Level
    tables: tuple[AreaTable, ...]
    certainty: tuple[Certainty, ...]
    order: tuple[int, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """BPS codes of the areas, in order."""
        return self.tables[0].codes

    def count(self, certainty: Certainty) -> int:
        """How many areas stand so."""
        return self.certainty.count(certainty)


def judge(query: Query, data: Dataset) -> Judgement | None:
    """The parts of `query.a` under `query.act`; None without conditions.

    The level is the query's, or the nearest coarser one that every metric has. The map's own metric
    is taken in the query's year, others in their latest.
    """
    if not query.act:
        return None
    level = shared_level(query)
    tables = tuple(_table(query, data, item, level) for item in query.act)
    pairs = list(zip(tables, query.act, strict=True))
    shown = np.array([np.isfinite(table.value) for table in tables])
    meets = np.array([_beyond(table.value, item) for table, item in pairs])
    sure = np.array([_surely(table, item, data) for table, item in pairs])
    fails, hidden = np.any(shown & ~meets, axis=0), np.any(~shown, axis=0)
    found = np.select(
        [fails, hidden, np.all(sure, axis=0)],
        [Certainty.NO, Certainty.UNKNOWN, Certainty.SURE],
        Certainty.LIKELY,
    )
    certainty = tuple(Certainty(own) for own in found.tolist())
    return Judgement(query.act, level, tables, certainty, _order(tables[0], query.act, certainty))


def shared_level(query: Query) -> Level:
    """The query's level, or the nearest coarser one that the metric of every condition has."""
    level = query.level
    metrics = [REGISTRY[item.metric] for item in query.act]
    while any(level not in metric.levels for metric in metrics):
        snapped = min((metric.snap(level) for metric in metrics), key=lambda own: own.depth)
        # A metric without any coarser level can only be had at its coarsest.
        if snapped is level:
            return max((metric.levels[0] for metric in metrics), key=lambda own: own.depth)
        level = snapped
    return level


def _table(query: Query, data: Dataset, item: Condition, level: Level) -> AreaTable:
    year = query.year if item.metric == query.metric else None
    # A condition is on the value itself, also while the map shows its change.
    own = replace(query, metric=item.metric, level=level, year=year, since=None)
    return area_tables(own, data, query.a)[0]


def _beyond(values: NDArray[np.float64], item: Condition) -> NDArray[np.bool_]:
    """Whether values lie on the required side; never where there is none."""
    found: NDArray[np.bool_] = (
        values > item.threshold if item.bound is Bound.ABOVE else values < item.threshold
    )
    return found


def _surely(table: AreaTable, item: Condition, data: Dataset) -> NDArray[np.bool_]:
    if table.metric.measure is None or data.records.design is Design.ENUMERATION:
        return _beyond(table.value, item)
    return _beyond(table.ci_low if item.bound is Bound.ABOVE else table.ci_high, item)


def _order(
    table: AreaTable, conditions: Sequence[Condition], certainty: Sequence[Certainty]
) -> tuple[int, ...]:
    passing = [
        place for place, own in enumerate(certainty) if own in (Certainty.SURE, Certainty.LIKELY)
    ]
    away = np.abs(table.value - conditions[0].threshold)
    return tuple(
        sorted(passing, key=lambda at: (certainty[at] is not Certainty.SURE, -away[at], at))
    )
