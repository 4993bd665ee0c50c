"""The reader's own bounds between classes, as one URL parameter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.dropped import Dropped, DropReason

FEWEST_BREAKS, MOST_BREAKS = 2, 6
"""Bounds between classes: three to seven classes, as with any other classification."""

_FORM = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,3})?")


def own_breaks(text: str | None) -> tuple[tuple[float, ...], list[Dropped]]:
    """Bounds written as `10,20.5,30`, ascending in any case, and each item that is none of them.

    A number has at most nine digits and three decimals. Fewer than two make no classes: then there
    are no bounds at all.
    """
    found: dict[float, str] = {}
    left: list[Dropped] = []
    for item in [] if text is None else text.split(","):
        # Minus nought would be written back without its sign.
        number = float(item) + 0.0 if _FORM.fullmatch(item) else None
        if number is None:
            left.append(Dropped("breaks", item, DropReason.FORM))
        elif number in found:
            left.append(Dropped("breaks", item, DropReason.TWICE))
        elif len(found) == MOST_BREAKS:
            left.append(Dropped("breaks", item, DropReason.BREAKS))
        else:
            found[number] = item
    if len(found) < FEWEST_BREAKS:
        return (), left + [Dropped("breaks", item, DropReason.FEW) for item in found.values()]
    return tuple(sorted(found)), left


def listed(bounds: Iterable[float]) -> str:
    """Bounds as one parameter, which `own_breaks` reads."""
    return ",".join(f"{number:.3f}".rstrip("0").rstrip(".") for number in bounds)
