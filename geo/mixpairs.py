"""The mixes of the compared areas as paired bars: one section of what lies behind a difference."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from geo.dataset import Dataset
from geo.indicators import Unit
from geo.mixgaps import Beside, Option, beside
from geo.model import Design
from geo.query import Query
from geo.sections import share_row
from geo.wording import Words

FEW = 2.0
"""A sector whose share is smaller in every area, in per cent, is folded away."""

STEP = 10
"""Axes end at a multiple of so many per cent."""

_SORTED = "sector"
"""The dimension with many options and no order of its own: the most common one comes first."""

_ORDER = ("use", "age", "growth", "size", _SORTED)


def mix_pairs(query: Query, data: Dataset, say: Words) -> dict[str, Any]:
    """Shares of the compared areas in all dimensions, each under the query's filters.

    `groups` hold one dimension each: `rows` as in `_row`, `top` the end of its axis in per cent
    and `ticks` its printed numbers, `fold` the first row that is folded away, `u` who is unknown.
    """
    areas = query.compared
    return {
        "newmax": query.filters.newmax,
        "few": _percent(FEW, say),
        **({"sample": 1} if data.records.design is Design.SAMPLE else {}),
        "groups": [
            _group(name, beside(data, name, query.filters, areas), data, areas, say)
            for name in _ORDER
        ],
    }


def _group(
    name: str, found: Beside | None, data: Dataset, areas: Sequence[str], say: Words
) -> dict[str, Any]:
    if found is None:
        return {"d": name, "x": say.text("ui.profile.filtered")}
    options = list(found.options)
    if all(option.void for option in options):
        return {"d": name, "x": say.text("ui.profile.none")}
    top = max(STEP, STEP * math.ceil(max(option.end for option in options) / STEP))
    payload: dict[str, Any] = {"d": name, "top": top}
    payload["ticks"] = [_percent(share, say) for share in (0, top / 2, top)]
    if name == _SORTED:
        # Of a share that is not shown nothing is known: it comes last.
        options = sorted(
            (option for option in options if not option.void), key=lambda option: -option.largest
        )
        payload["fold"] = sum(option.largest >= FEW for option in options)
    payload["rows"] = [_row(option, say) for option in options]
    unknown = [
        f"{say.short(data.gazetteer, area)} {say.whole(count)}"
        for area, count in zip(areas, found.unknown, strict=True)
        if count
    ]
    if unknown:
        payload["u"] = say.text("ui.mixpairs.unknown", counts=", ".join(unknown))
    return payload


def _row(option: Option, say: Words) -> list[Any]:
    """Code, the share of each area as in `share_row` without its code, and what is sure."""
    return [option.code, [share_row(piece, say)[1:] for piece in option.pieces], list(option.sure)]


def _percent(share: float, say: Words) -> str:
    return say.text(f"unit.{Unit.PERCENT}.value", number=say.plain(share))
