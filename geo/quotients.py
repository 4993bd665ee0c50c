"""Location quotients: which sectors are more common in an area than in its region.

LQ = (share of the sector among the businesses of the area) / (the same share in the region); so
Isserman (1977), "The Location Quotient Approach to Estimating Regional Economic Impacts", Journal
of the American Institute of Planners 43(1), 33-41, there of employment. Above 1 the sector is more
common than in the region. Over the areas of a region the quotients of a sector, weighted by their
businesses, have the mean 1; so have those of an area over the sectors, weighted by the shares of
the region. The area is part of the region: the interval is that of the logarithm of the quotient
by Taylor linearisation, covariance included. What is said of the sectors of an area is judged
together (Holm, `geo.intervals.together`): of seventeen quotients one would look clear by chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.caching import computed_once
from geo.controls import calibrated
from geo.dataset import Dataset
from geo.intervals import t_quantile, together
from geo.linear import linearised
from geo.measures import RSE
from geo.mixes import Piece, mix, share_measure
from geo.model import Design, Flag
from geo.query import Filters
from geo.recorded import SHOWN, domain_of
from geo.reliability import judge
from geo.separation import Ends, differ, subtract
from geo.smoothing import FEW
from geo.sums import sums_of
from geo.variances import Spread, spread, variance_apart


@dataclass(frozen=True, slots=True)
class Quotient:
    """One sector of an area: its share, and its quotient with interval and flag.

    NaN where the flag forbids a number, and where there is none; the interval is NaN in an
    enumeration. `around` is the share in the region. `clear` says that the quotient differs from 1
    when all of the area are judged together, and by itself with both shares, so that they and the
    quotient tell one story. `df` are the degrees of freedom of the interval.
    """

    share: Piece
    around: Piece
    value: float
    low: float
    high: float
    flag: Flag
    df: float = math.nan
    clear: bool = False

    @property
    def sure(self) -> int:
        """1 where the sector is clearly more common than in the region, -1 where less, else 0."""
        if not self.clear:
            return 0
        return 1 if self.value > 1 else -1


@computed_once(maxsize=256)
def quotients(data: Dataset, filters: Filters, area: str) -> tuple[Quotient, ...] | None:
    """Sectors that the region has, by KBLI letter; None where the filters choose sectors.

    The region itself has shares alone: its quotients would all be 1.
    """
    region = data.gazetteer.region_of(area).code
    own, around = (mix(data, "sector", filters, code) for code in (area, region))
    if own is None or around is None:
        return None
    pairs = [
        (one, other)
        for one, other in zip(own.pieces, around.pieces, strict=True)
        if other.flag is not Flag.NODATA and other.value != 0
    ]
    return _judged(data, [_quotient(data, filters, area, region, *pair) for pair in pairs])


def _judged(data: Dataset, found: Sequence[Quotient]) -> tuple[Quotient, ...]:
    """The quotients of an area with the verdict on each, all judged together."""
    if data.cells.design is Design.ENUMERATION:
        apart = [item.flag in SHOWN and subtract(item.value, 1.0) != 0 for item in found]
        return tuple(replace(item, clear=clear) for item, clear in zip(found, apart, strict=True))
    judged = [item for item in found if not math.isnan(item.low)]
    kept = together([_clearness(item) for item in judged], [item.df for item in judged])
    clear = {item.share.code for item, holds in zip(judged, kept, strict=True) if holds}
    return tuple(
        replace(item, clear=item.share.code in clear and _one_story(item)) for item in found
    )


def _one_story(item: Quotient) -> bool:
    """Whether a quotient with an interval is clear by itself, judged with both shares."""
    gap = np.log(np.array([item.value]))
    half = np.log(np.array([item.high])) - gap
    ends = (
        Ends(*(np.array([each]) for each in (own.value, own.low, own.high)))
        for own in (item.share, item.around)
    )
    return bool(differ(gap, half, *ends, shown=np.array([True]))[0])


def _clearness(item: Quotient) -> float:
    """The distance of the logarithm from 0 over the half-width of its interval."""
    half = math.log(item.high / item.value)
    away = abs(math.log(item.value))
    return away / half if half else away and math.inf


def _quotient(
    data: Dataset, filters: Filters, area: str, region: str, own: Piece, around: Piece
) -> Quotient:
    nan = float("nan")
    if area == region:
        return Quotient(own, around, nan, nan, nan, Flag.NODATA)
    if not (own.shown and around.shown):
        flag = own.flag if not own.shown else around.flag
        return Quotient(own, around, nan, nan, nan, flag)
    value = own.value / around.value
    if own.value == 0:
        return Quotient(own, around, value, nan, nan, own.flag)
    if data.cells.design is Design.ENUMERATION:
        return Quotient(own, around, value, nan, nan, Flag.OK)
    error, df = _relative_error(data, filters, own.code, area, region)
    (flag,) = judge(
        RSE,
        np.array([100 * error]),
        np.array([np.inf]),  # how many businesses there are was judged with the shares
        nodata=np.array([False]),
        extreme=np.array([False]),
        df=np.array([df]),
        care=np.array([df < FEW]),
    )
    if flag not in SHOWN:
        return Quotient(own, around, nan, nan, nan, flag)
    factor = float(np.exp(t_quantile(df) * error))
    return Quotient(own, around, value, value / factor, value * factor, flag, df)


def _relative_error(
    data: Dataset, filters: Filters, sector: str, area: str, region: str
) -> tuple[float, float]:
    """Standard error and df of the logarithm of the quotient of two shares that are not 0."""
    cells, measure = data.cells, share_measure("sector", sector)
    sums = sums_of(cells, measure, filters)

    def line(code: str) -> Spread:
        domain = domain_of(cells, (code,))
        plain = linearised(cells, measure, sums, domain, 1)
        found, _ = calibrated(plain, cells, measure, filters, domain)
        return spread(cells, sums, found.scaled(1 / float(found.value[0])))

    found = variance_apart(cells, sums, line(area), line(region))
    return float(np.sqrt(found.value[0])), float(found.df[0])
