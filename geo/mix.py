"""The mix of internet use of many areas at once, and how many businesses each has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.dataset import Dataset
from geo.estimate import estimate
from geo.indicators import REGISTRY
from geo.mixes import share_measure
from geo.model import Flag, Use
from geo.query import Filters
from geo.recorded import SHOWN, domain_of, record_rows
from geo.withheld import shares_withheld

_Floats = NDArray[np.float64]

PARTS: tuple[Use, ...] = (Use.INTEGRATED, Use.PROMOTION, Use.OTHER, Use.NONE)
"""Parts of the mix; businesses whose use is unknown are in none."""


@dataclass(frozen=True, slots=True, eq=False)
class MixTable:
    """One element an area of `codes` (BPS codes), all arrays read-only.

    `shares` (areas, PARTS) are per cent of the businesses whose use is known, NaN where withheld
    or unreliable: the numbers of `mixes.mix`. `size` is the number of businesses of the table of
    areas, NaN where that carries none: such a mix has no size. `flags` is `ok` where at least one
    share is shown, else why there is none.
    """

    codes: tuple[str, ...]
    shares: _Floats
    size: _Floats
    flags: tuple[Flag, ...]


def mix_table(data: Dataset, filters: Filters, codes: Sequence[str]) -> MixTable:
    """Mix of areas of one level, under filters that choose no internet use."""
    domain = domain_of(data.cells, codes)
    found = [
        estimate(data.cells, share_measure("use", str(part)), filters, domain, len(codes))
        for part in PARTS
    ]
    out = shares_withheld(data, "use", filters, codes)
    sure = np.array([[flag in SHOWN for flag in own.flags] for own in found], dtype=bool).T
    known = np.array([[flag is not Flag.NODATA for flag in own.flags] for own in found], dtype=bool)
    shares = np.where(sure & ~out, np.stack([own.value for own in found], axis=1), np.nan)
    shares.flags.writeable = False
    chosen = np.select(
        [np.any(np.isfinite(shares), axis=1), ~np.any(known, axis=0), np.any(out, axis=1)],
        [0, 1, 2],
        3,
    )
    standing = (Flag.OK, Flag.NODATA, Flag.SUPPRESSED, Flag.UNRELIABLE)
    flags = tuple(standing[number] for number in chosen.tolist())
    businesses = REGISTRY["businesses"]
    if businesses.measure is None:
        raise ValueError(businesses.code)
    size = record_rows(data, businesses, businesses.measure, filters, codes).value
    return MixTable(tuple(codes), shares, size, flags)
