"""What to bear in mind about job flows, by themselves or because of the filters."""

from __future__ import annotations

from enum import StrEnum

from geo.indicators import Metric
from geo.measures import CONTINUING
from geo.profiles import Chosen


class Caution(StrEnum):
    """What is said beside a value.

    `survivors`: businesses that have closed are not in it; `outcome`: a filter on growth selects
    businesses by what is measured of them; `sizegrowth`: sizes are those of the survey year, so
    that who grew stands in a higher class for having grown.
    """

    SURVIVORS = "survivors"
    OUTCOME = "outcome"
    SIZEGROWTH = "sizegrowth"


def cautions(metric: Metric, filters: Chosen) -> tuple[Caution, ...]:
    """What to bear in mind about values under filters; nothing of an official metric."""
    if metric.measure is None:
        return ()
    outcome = bool(filters.growth) and not filters.growth >= CONTINUING
    found = {
        Caution.SURVIVORS: metric.flow,
        Caution.OUTCOME: metric.flow and outcome,
        Caution.SIZEGROWTH: bool(filters.size) and (metric.flow or bool(filters.growth)),
    }
    return tuple(caution for caution, holds in found.items() if holds)
