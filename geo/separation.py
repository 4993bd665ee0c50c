"""Whether two numbers differ: one tolerance, and one story of values and their difference."""

from __future__ import annotations

from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]

_ROUNDING = 1e-9
"""Numbers that are as near as this part of the larger (or of 1) are equal but for rounding."""


class Ends(NamedTuple):
    """Values with the ends of their intervals; ends are NaN where a value has no error."""

    value: _Floats
    low: _Floats
    high: _Floats

    @property
    def known(self) -> tuple[_Floats, _Floats]:
        """The ends; a value without an error is its own."""
        low, high = (np.where(np.isnan(end), self.value, end) for end in (self.low, self.high))
        return low, high


@overload
def subtract(a: float, b: float) -> float: ...


@overload
def subtract(a: _Floats, b: _Floats | float) -> _Floats: ...


def subtract(a: _Floats | float, b: _Floats | float) -> _Floats | float:
    """A - b, and exactly 0 where both are equal but for rounding: 99.99999999999999 and 100."""
    scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1.0)
    gap = np.subtract(a, b)
    found = np.where(np.abs(gap) <= _ROUNDING * scale, 0.0, gap)
    return found if found.ndim else float(found)


def reaches(size: float, limit: float) -> bool:
    """Whether a number is at least a limit, but for rounding: 4.1 - 2.1 reaches 2."""
    return subtract(size, limit) >= 0


def beyond(gap: _Floats, half: _Floats) -> _Mask:
    """Whether a difference exceeds the half-width of its interval; never where that is NaN."""
    return np.asarray(subtract(np.abs(gap), half) > 0)


def differ(gap: _Floats, half: _Floats, one: Ends, other: Ends, *, shown: _Mask) -> _Mask:
    """Whether a difference is clear, such that values and difference tell one story.

    Clear where two intervals do not overlap, not clear where each holds the other's value; between
    these only the test of the difference decides. Never where a value is too unsure to be `shown`.

    Args:
        gap: differences, in any unit, by `subtract` or as such.
        half: half-widths of their intervals in that unit, 0 where nothing is left to chance, NaN
            where nothing is known.
        one: first values, of which nothing but the order counts.
        other: second values.
        shown: whether both values are.
    """
    (low, high), (least, most) = one.known, other.known
    parted = (subtract(low, most) > 0) | (subtract(least, high) > 0)
    alike = (
        (subtract(other.value, low) >= 0)
        & (subtract(high, other.value) >= 0)
        & (subtract(one.value, least) >= 0)
        & (subtract(most, one.value) >= 0)
    )
    return np.asarray(shown & ~np.isnan(half) & (parted | (~alike & beyond(gap, half))))
