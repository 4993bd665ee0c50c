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

_BELOW_ZERO = ("#fee0b6", "#fdc57f", "#f5a54a", "#e08214", "#c06a13", "#a0520d", "#7f3b08")
_ABOVE_ZERO = ("#d8daeb", "#b9b4d8", "#9c92c4", "#8073ac", "#6a4e9b", "#54278f", "#2d004b")
# Nearest to zero first.

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
    return _spread(_RAMPS[palette], k)


def diverging(k_below: int, k_above: int) -> tuple[str, ...]:
    """Colours of `k_below` classes below and `k_above` above zero (to 7 each), lowest first."""
    return (*reversed(_spread(_BELOW_ZERO, k_below)), *_spread(_ABOVE_ZERO, k_above))


def _spread(ramp: tuple[str, ...], k: int) -> tuple[str, ...]:
    if k <= 1:
        return ramp[len(ramp) // 2 :][:k]
    return tuple(ramp[round(step * (len(ramp) - 1) / (k - 1))] for step in range(k))
