"""Colours of classes. All ramps are ColorBrewer's or viridis' (safe for colour-blind readers)."""

from __future__ import annotations

from types import MappingProxyType

from geo.model import Palette, Use

_RAMPS = MappingProxyType(
    {
        Palette.BLUES: (
            "#eff3ff", "#d6e4f2", "#b3d1e8", "#85b8db", "#4a98c9", "#2070b4", "#08408a", "#08306b",
        ),
        Palette.VIRIDIS: (
            "#fde725", "#b5de2b", "#6ece58", "#35b779", "#1f9e89", "#31688e", "#3b528b", "#440154",
        ),
    }
)  # fmt: skip

_SIDES = MappingProxyType(
    {
        Palette.BLUES: (
            ("#fee0b6", "#fdc57f", "#f5a54a", "#e08214", "#c06a13", "#a0520d", "#7f3b08"),
            ("#d8daeb", "#b9b4d8", "#9c92c4", "#8073ac", "#6a4e9b", "#54278f", "#2d004b"),
        ),
        Palette.VIRIDIS: (
            ("#f6e8c3", "#e9d199", "#d9b66c", "#bf812d", "#a0661b", "#7c4a0b", "#543005"),
            ("#c7eae5", "#9dd9d0", "#6dbfb5", "#35978f", "#157c74", "#01605a", "#003c30"),
        ),
    }
)
"""Below and above zero, nearest to zero first."""

_CIRCLES = MappingProxyType(
    {
        Palette.BLUES: ("#c06a13", "#7b8fa1", "#2070b4"),
        Palette.VIRIDIS: ("#a0661b", "#7b8fa1", "#157c74"),
    }
)
"""A fall, no change, and a rise or a count."""

USE_COLOURS = MappingProxyType(
    {
        Use.INTEGRATED: "#08306b",
        Use.PROMOTION: "#d95f02",
        Use.OTHER: "#7b8fa1",
        Use.NONE: "#f3e9c6",
    }
)


def sequential(palette: Palette, k: int) -> tuple[str, ...]:
    """`k` hex colours (1 to 7), lightest (lowest) first, spread evenly over the ramp."""
    return _spread(_RAMPS[palette], k)


def diverging(
    palette: Palette, k_below: int, k_above: int, *, matched: bool = False
) -> tuple[str, ...]:
    """Colours of `k_below` classes below and `k_above` above zero (to 7 each), lowest first.

    Each side has its whole ramp, unless the classes of both are `matched`: then the n-th from zero
    is as dark on either side.
    """
    below, above = _SIDES[palette]
    most = max(k_below, k_above)
    lower = _spread(below, most if matched else k_below)[:k_below]
    upper = _spread(above, most if matched else k_above)[:k_above]
    return (*reversed(lower), *upper)


def circles(palette: Palette) -> tuple[str, str, str]:
    """Colours of circles below, at and above zero."""
    return _CIRCLES[palette]


def _spread(ramp: tuple[str, ...], k: int) -> tuple[str, ...]:
    if k <= 1:
        return ramp[len(ramp) // 2 :][:k]
    return tuple(ramp[round(step * (len(ramp) - 1) / (k - 1))] for step in range(k))
