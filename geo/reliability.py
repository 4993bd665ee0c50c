"""Flags: how far a value may be trusted (DESIGN, "Reliability")."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.measures import Bounds, Yardstick
from geo.model import Flag

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]

FEWEST = 10
"""Below so many businesses nothing estimated from a sample is reliable."""

MANY = 30
"""From so many businesses on, a value of none or of all says something."""


def judge(
    bounds: Bounds,
    width: _Floats,
    fewest: _Floats,
    *,
    nodata: _Mask,
    extreme: _Mask,
    df: _Floats | None,
    care: _Mask | None = None,
) -> tuple[Flag, ...]:
    """Flag of each area.

    Args:
        bounds: what is sure enough.
        width: by the yardstick of the bounds; NaN is wider than anything, infinity even where
            `extreme`.
        fewest: number of businesses, of the smaller group where two are compared.
        nodata: where there is no value.
        extreme: where nobody, or for a share everybody, is in the numerator, so that the width
            says little.
        df: degrees of freedom of each, None for an enumeration, of which all is sure.
        care: where nothing is sure, however narrow.

    Returns:
        The flags; never `suppressed`, which is decided elsewhere.
    """
    choices = [(nodata, Flag.NODATA)]
    if df is not None:
        choices += [
            (~(df > 0), Flag.UNRELIABLE),
            (fewest < FEWEST, Flag.UNRELIABLE),
            (extreme & (fewest >= MANY) & (width != np.inf), Flag.CARE),
            (extreme, Flag.UNRELIABLE),
            ((width <= bounds.ok) & (True if care is None else ~care), Flag.OK),
            (width <= bounds.care, Flag.CARE),
            (np.full(len(fewest), True), Flag.UNRELIABLE),
        ]
    order = tuple(Flag)
    chosen = np.select(
        [where for where, _ in choices],
        [order.index(flag) for _, flag in choices],
        order.index(Flag.OK),
    )
    return tuple(order[number] for number in chosen.tolist())


def relative(error: _Floats, to: _Floats) -> _Floats:
    """An error in per cent of a quantity, NaN where that is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(to != 0, 100 * error / np.abs(to), np.nan)


def width_of(
    yardstick: Yardstick, se: _Floats, half: _Floats, level: _Floats, base: _Floats
) -> _Floats:
    """What `judge` compares with the bounds: a standard error or half-width by its yardstick.

    `level` is the size of the value (for a difference: the mean size of both), `base` the
    denominator.
    """
    match yardstick:
        case Yardstick.RSE:
            return relative(se, level)
        case Yardstick.POINTS:
            return half
        case Yardstick.BASE:
            return relative(half, base)
        case Yardstick.LEVEL:
            return relative(half, level)
        case Yardstick.INTERVAL:
            return 2 * half


_NONE = 1e-9
_WIDEST = 30.0
_RELATIVE = 1.3
"""Of twice the smaller of a share and its complement; NCHS: of the proportion itself."""


def share_width(value: _Floats, low: _Floats, high: _Floats, n_eff: _Floats) -> _Floats:
    """Width of the intervals of shares in per cent, infinite where they are not shown.

    So they are where an interval is as wide as `_WIDEST`, or wider than `_RELATIVE` of twice the
    smaller of share and complement (but for none or all, of which half of that is 0), or where the
    effective size is under `MANY` (after NCHS: `geo.measures.INTERVAL`). NCHS applies the relative
    width between its two absolute ones alone, and to the proportion, not to its complement; that a
    narrow interval has to meet it too is ours.
    """
    width = high - low
    smaller = np.minimum(value, 100 - value)
    wide = (smaller > _NONE) & (width > _RELATIVE * 2 * smaller)
    return np.where(wide | (width >= _WIDEST) | ~(n_eff >= MANY), np.inf, width)
