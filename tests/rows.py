"""Estimates straight from the rows, the slow and obvious way: what the cell table must agree with.

A metric is said once more here, as plain masks and arithmetic on arrays, so that a wrong condition
in `geo.measures` shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geo.model import SECTORS, Age, Growth, Size, Use
from geo.query import Filters
from geo.records import Records

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Numerator, denominator, and masks of who counts and who is unknown, one element a row.

    `net`: the value is the sum of the numerator, not the quotient.
    """

    y: _Floats
    x: _Floats
    counted: _Mask
    unknown: _Mask
    scale: float
    net: bool = False


def kept(records: Records, filters: Filters) -> _Mask:
    """Rows that pass the filters."""
    found = np.ones(len(records.place), dtype=bool)
    for codes, chosen, column in (
        (tuple(Use), filters.use, records.use),
        (tuple(Growth), filters.growth, records.growth),
        (SECTORS, filters.sector, records.sector),
        (tuple(Size), filters.size, records.size),
    ):
        if chosen:
            found &= np.isin(column, [codes.index(code) for code in chosen])
    if filters.age:
        found &= np.isin(_age(records, filters.newmax), [list(Age).index(a) for a in filters.age])
    return found


def _age(records: Records, newmax: int) -> NDArray[np.int64]:
    return np.where(records.years < 0, 2, np.where(records.years <= newmax, 0, 1))


def rows(code: str, records: Records, newmax: int) -> Rows:
    """Rows of a metric before any filter."""
    one = np.ones(len(records.place))
    none = np.zeros(len(one), dtype=bool)
    use = np.array(list(Use))[records.use]
    growth = np.array(list(Growth))[records.growth]
    age = np.array(list(Age))[_age(records, newmax)]
    now, base = records.workers_now, records.workers_base
    known, online = use != "unknown", np.isin(use, ["integrated", "promotion", "other"])
    stayed, unclear = np.isin(growth, ["grew", "stable", "shrank"]), growth == "unknown"
    change, mean = np.where(stayed, now - base, 0.0), np.where(stayed, (now + base) / 2, 0.0)
    new, dated = age == "new", age != "unknown"
    pair = _pair(now, one, 1)
    of_dated = ~dated | pair.unknown
    hit = online if code == "online" else use == code
    flow = Rows(change, mean, stayed, unclear, 100)
    entrant = growth == "entrant"
    said = {
        "businesses": Rows(one, one, ~none, none, 1, net=True),
        "perkm2": Rows(one, one, ~none, none, 1, net=True),
        "per1000": Rows(one, one, ~none, none, 1000, net=True),
        **dict.fromkeys(
            ("online", "integrated", "promotion"), Rows(hit * one, one, known, ~known, 100)
        ),
        "new": Rows(new * one, one, dated, ~dated, 100),
        "newonline": Rows(online * one, one, new & known, ~dated | (new & ~known), 100),
        "workers": replace(pair, net=True),
        "workersper": pair,
        "netjobs": replace(flow, scale=1, net=True),
        "jobgrowth": flow,
        "creation": replace(flow, y=np.maximum(change, 0)),
        "destruction": replace(flow, y=np.maximum(-change, 0)),
        "entrantjobs": Rows(
            pair.y, one, entrant & pair.counted, ~dated | (entrant & pair.unknown), 1, net=True
        ),
        "entrantshare": Rows(pair.y * entrant, pair.y, ~of_dated, of_dated, 100),
        "itskills": _pair(records.workers_it_skilled, now, 100),
        "paid": _pair(records.workers_paid, now, 100),
        "female": _pair(records.workers_female, now, 100),
        "trained": _pair(records.workers_trained, now, 100),
        "ownedbywomen": _pair(records.owner_female, one, 100),
        "onlinesales": _pair(records.online_sales_share, one, 1),
    }
    return said[code]


def _pair(y: _Floats, x: _Floats, scale: float) -> Rows:
    known = np.isfinite(y) & np.isfinite(x)
    return Rows(np.where(known, y, 0), np.where(known, x, 0), known, ~known, scale)


def taylor(records: Records, z: _Floats) -> float:
    """Variance of the sum of weighted linearised values z, one a row of the whole sample."""
    psu = np.arange(len(z)) if records.psu is None else records.psu
    variance = 0.0
    for stratum in np.unique(records.stratum):
        inside = records.stratum == stratum
        _, number = np.unique(psu[inside], return_inverse=True)
        sums = np.bincount(number, z[inside])
        n = len(sums)
        variance += sums[0] ** 2 if n == 1 else n / (n - 1) * ((sums - sums.mean()) ** 2).sum()
    return variance


def degrees(records: Records, z: _Floats, *counted: _Mask) -> float:
    """Degrees of freedom of the variance of z, the number being of the rows `counted`.

    Several of them are terms, or areas: each must have some of its own.
    """
    psu = np.arange(len(z)) if records.psu is None else records.psu
    parts, squares = 0.0, 0.0
    for stratum in np.unique(records.stratum):
        inside = records.stratum == stratum
        one = replace(records, stratum=np.zeros_like(records.stratum))
        part = taylor(_rows_of(one, inside), z[inside])
        parts += part
        squares += part**2 / max(len(np.unique(psu[inside])) - 1, 1)

    def most(mask: _Mask) -> int:
        return len(np.unique(psu[mask])) - len(np.unique(records.stratum[mask]))

    if min(most(mask) for mask in counted) <= 0:
        return 0.0
    cap = float(most(np.logical_or.reduce(counted)))
    return cap if squares == 0 else min(cap, parts**2 / squares)


def _rows_of(records: Records, inside: _Mask) -> Records:
    psu = None if records.psu is None else records.psu[inside]
    return replace(records, stratum=records.stratum[inside], psu=psu)


def linear(found: Rows, mask: _Mask, weight: _Floats) -> tuple[float, _Floats]:
    """Value and weighted linearised values of the rows in `mask`."""
    w = np.where(mask & found.counted, weight, 0.0)
    if found.net:
        return found.scale * (w * found.y).sum(), found.scale * w * found.y
    top, bottom = (w * found.y).sum(), (w * found.x).sum()
    if bottom == 0:
        return np.nan, np.full(len(w), np.nan)
    return found.scale * top / bottom, found.scale * w * (found.y - top / bottom * found.x) / bottom
