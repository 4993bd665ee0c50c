"""What follows from the cells of a business: internet use, years, growth and size."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from geo.model import Growth, Purpose, Size, Use

UPSTREAM = frozenset(
    {Purpose.INPUTS, Purpose.STOCK, Purpose.PRODUCTION, Purpose.RECRUITMENT, Purpose.FINANCE}
)
DOWNSTREAM = frozenset({Purpose.PROMOTION, Purpose.SALES})
WORKERS: Mapping[Size, tuple[int, int]] = MappingProxyType(
    {Size.MICRO: (1, 4), Size.SMALL: (5, 19), Size.MEDIUM: (20, 99)}
)
"""Least and most workers of a size class (BPS)."""

Numbers = NDArray[np.float64]
Codes = NDArray[np.uint8]

_USE = tuple(Use)
_GROWTH = tuple(Growth)
_SIZE = tuple(Size)


def use_of_purposes(internet: Numbers, purposes: Mapping[Purpose, Numbers]) -> Codes:
    """Internet use (index into `tuple(Use)`) by the purposes that were ticked.

    `internet` and each of `purposes` hold 1 (yes), 0 (no) or NaN (blank), one element a business.
    Integrated: at least one upstream and one downstream purpose; promotion: downstream only; other:
    any other use, also use without a purpose. A blank purpose is no tick. None: no tick, and the
    business says that it does not use the internet, or leaves that blank and says no to every
    purpose; unknown otherwise. The two groups are the study's (PPK LIPI 2017), the rule is ours.
    """
    ticked = {purpose: answers == 1 for purpose, answers in purposes.items()}
    nowhere = np.zeros(len(internet), np.bool_)
    up = np.logical_or.reduce([nowhere, *(ticked[p] for p in ticked if p in UPSTREAM)])
    down = np.logical_or.reduce([nowhere, *(ticked[p] for p in ticked if p in DOWNSTREAM)])
    any_use = np.logical_or.reduce([internet == 1, *ticked.values()])
    denied = np.logical_and.reduce([answers == 0 for answers in purposes.values()])
    return np.select(
        [up & down, down, any_use, (internet == 0) | (np.isnan(internet) & denied)],
        [_use(Use.INTEGRATED), _use(Use.PROMOTION), _use(Use.OTHER), _use(Use.NONE)],
        _use(Use.UNKNOWN),
    ).astype(np.uint8)


def _use(use: Use) -> np.uint8:
    return np.uint8(_USE.index(use))


def years_since(year_started: Numbers, survey_year: int) -> NDArray[np.int16]:
    """Whole years from the start to the survey, -1 where the start is NaN."""
    return np.where(np.isnan(year_started), -1, survey_year - year_started).astype(np.int16)


def growth_class(
    year_started: Numbers, workers_base: Numbers, workers_now: Numbers, base_year: int | None
) -> Codes:
    """Change of workers since the base year, an index into `tuple(Growth)`.

    Entrant: started after the base year. Grew, stable, shrank: at least one worker in the base
    year, compared exactly. Unknown: all else, and all businesses where there is no base year.
    """
    if base_year is None:
        return np.full(len(year_started), _GROWTH.index(Growth.UNKNOWN), np.uint8)
    entrant = year_started > base_year
    continuing = ~entrant & (workers_base >= 1)
    return np.select(
        [
            entrant,
            continuing & (workers_now > workers_base),
            continuing & (workers_now == workers_base),
            continuing & (workers_now < workers_base),
        ],
        [
            np.uint8(_GROWTH.index(growth))
            for growth in (Growth.ENTRANT, Growth.GREW, Growth.STABLE, Growth.SHRANK)
        ],
        np.uint8(_GROWTH.index(Growth.UNKNOWN)),
    ).astype(np.uint8)


def size_class(workers_now: Numbers) -> Codes:
    """Size class by workers (BPS), an index into `tuple(Size)`; unknown if NaN or above 99."""
    found = np.full(len(workers_now), _SIZE.index(Size.UNKNOWN), np.uint8)
    for size, (least, most) in WORKERS.items():
        found[(workers_now >= least) & (workers_now <= most)] = _SIZE.index(size)
    return found
