"""The place of one area among others, and the places that it could have.

The range of places is a confidence set for the rank of a single population: Mogstad, Romano,
Shaikh and Wilhelm (2024), "Inference for Ranks with Applications to Mobility across Neighbourhoods
and Academic Achievement across Countries", Review of Economic Studies 91(1), 476-518, section 3.
All differences between the area and the others get intervals that hold together at 95 % (by
Bonferroni's inequality); whoever is surely higher takes a place before it, whoever is surely lower
one behind. Klein, Wright and Wieczorek (2020), "A joint confidence region for an overall ranking of
populations", JRSS A 183(3), 589-606, get their region in the same way, from intervals of the values
themselves and for all areas at once; differences are narrower, since they know the covariance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.intervals import LEVEL, t_quantile

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rank:
    """The place (1 is the highest value), the lowest and highest it could be, among how many."""

    place: int
    low: int
    high: int
    among: int


def joint_half_width(se: _Floats, df: _Floats | None) -> _Floats:
    """Half-widths of intervals that hold together at 95 %.

    Args:
        se: standard errors, one a comparison; NaN where nothing is known of it.
        df: degrees of freedom of each, None for an enumeration, of which all is sure.

    Returns:
        Half-widths, infinite where nothing can be told apart.
    """
    if df is None:
        return np.zeros_like(se)
    quantile = t_quantile(df, (1 - LEVEL) / (2 * max(se.size, 1)))
    half = quantile * se
    return np.where(np.isnan(half), np.inf, half)


def rank_of(above: _Floats, half: _Floats) -> Rank:
    """Place of an area.

    Args:
        above: value of each other area minus that of the area.
        half: what a difference must exceed to be sure, one an area.

    Returns:
        The place and its range. Ties share the first of their places, and could have each of them.
    """
    higher, lower = np.count_nonzero(above > half), np.count_nonzero(above < -half)
    place = 1 + int(np.count_nonzero(above > 0))
    return Rank(place, 1 + int(higher), above.size + 1 - int(lower), above.size + 1)
