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

BELOW_ZERO: tuple[str, ...] = ("#fbd3b0", "#f1a340", "#c06a13", "#7f3b08")
"""Nearest to zero first."""

ABOVE_ZERO: tuple[str, ...] = ("#dcd8ee", "#b2abd2", "#8073ac", "#54278f", "#2d004b")
"""Nearest to zero first."""

CIRCLE_POSITIVE = "#2070b4"
CIRCLE_NEGATIVE = "#c06a13"

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
    ramp = _RAMPS[palette]
    if k == 1:
        return (ramp[len(ramp) // 2],)
    return tuple(ramp[round(step * (len(ramp) - 1) / (k - 1))] for step in range(k))


def diverging(k_below: int, k_above: int) -> tuple[str, ...]:
    """Colours of `k_below` classes below and `k_above` above zero, lowest value first."""
    return (*reversed(_spread(BELOW_ZERO, k_below)), *_spread(ABOVE_ZERO, k_above))


def _spread(ramp: tuple[str, ...], k: int) -> tuple[str, ...]:
    # A side with few classes still ends in its strong tone when it has two or more.
    if k <= 1:
        return ramp[1 : 1 + k]
    return tuple(ramp[round(step * (len(ramp) - 1) / (k - 1))] for step in range(k))
