"""Colours of classes, safe for readers with a colour-vision deficiency, as the tests measure.

Ramps follow ColorBrewer's and viridis' hues in steps of equal lightness (CIELAB L*), so that any
number of classes from two to seven is spread as evenly as it can be.
"""

from __future__ import annotations

from types import MappingProxyType

from geo.model import Palette, Use

_RAMPS = MappingProxyType(
    {
        Palette.BLUES: (
            "#f1f5fd", "#d4e3f2", "#b5d2e8", "#95c0df", "#76afd6", "#569dcc", "#3e8ac2",
            "#2977b8", "#1a64aa", "#0e519a", "#084084", "#08306b", "#07224e",
        ),
        Palette.VIRIDIS: (
            "#fde725", "#c3e02a", "#8ed549", "#5dc665", "#33b47b", "#22a088", "#258c8c",
            "#2c778e", "#35628d", "#3d4c89", "#46347e", "#471d6c", "#440154",
        ),
    }
)  # fmt: skip
"""Lowest first."""

_SIDES = MappingProxyType(
    {
        Palette.BLUES: (
            (
                "#fee8c8", "#ffd29a", "#fbbc70", "#f5a64b", "#ea912f", "#db7e14", "#c66f13",
                "#b26010", "#9e510d", "#8a430a", "#753608", "#5f2b05", "#492103",
            ),
            (
                "#e4e4f2", "#d4d2e8", "#c4c0de", "#b4aed4", "#a59cca", "#968bbf", "#877bb2",
                "#7a69a8", "#6f579f", "#654498", "#593092", "#4c1f81", "#3f126a",
            ),
        ),
        Palette.VIRIDIS: (
            (
                "#fde0d0", "#fbcab3", "#f8b496", "#f19f7d", "#e8896c", "#df745b", "#d45d4b",
                "#c8473f", "#bb2e33", "#a9152a", "#900c26", "#770422", "#5f001a",
            ),
            (
                "#d9eaf4", "#bddbeb", "#a0cce2", "#86bcd9", "#6eacd1", "#549cc8", "#3e8bbf",
                "#3279b6", "#2368ad", "#1a599a", "#134a85", "#0b3c71", "#053061",
            ),
        ),
    }
)  # fmt: skip
"""Below and above zero, nearest to zero first."""

_CIRCLES = MappingProxyType(
    {
        Palette.BLUES: ("#c06a13", "#7b8fa1", "#2f80c8"),
        Palette.VIRIDIS: ("#a67c00", "#7b8fa1", "#9467bd"),
    }
)
"""A fall, no change, and a rise or a count; each stands out from the land, by day and by night."""

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
