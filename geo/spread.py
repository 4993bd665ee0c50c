"""How the parts of the compared areas spread over the values of a metric: one lane a side.

The dots themselves are the areas that the lists of both sides were sent; this adds what all of
them share: the axis, the classes of the legend on it, and the median of each side.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.aggregate import AreaTable
from geo.dataset import Dataset
from geo.indicators import DECIMALS, MapKind, Unit
from geo.legend import Legend
from geo.recorded import SHOWN
from geo.views import SIDES, marks
from geo.wording import Words

_TICKS = 5
"""So many round numbers about stand on an axis without classes."""


def sides_payload(
    data: Dataset, tables: Sequence[AreaTable], legend: Legend, say: Words
) -> dict[str, Any]:
    """What the legend of several sides has beside its entries: `sides` and, if any, `strip`."""
    sides = {
        "names": [say.short(data.gazetteer, table.area) for table in tables],
        "note": say.text("ui.strip.note"),
    }
    strip = strip_payload(data, tables, legend, say)
    return {"sides": sides, **({"strip": strip} if strip else {})}


def strip_payload(
    data: Dataset, tables: Sequence[AreaTable], legend: Legend, say: Words
) -> dict[str, Any] | None:
    """One lane a table on one axis, in the metric's unit.

    None where areas may not be put on one axis, or no side has two values. `edges` are where one
    class of the legend ends and the next begins, with the printed start of the next; where classes
    are no intervals, `ticks` are round numbers.
    """
    metric = tables[0].metric
    shown = [_shown(table) for table in tables]
    if not metric.ranked or legend.relative or max(own.size for own in shown) < 2:
        return None
    pooled = np.concatenate(shown)
    amounts = legend.kind is MapKind.CIRCLES
    low, high = float(pooled.min()), float(pooled.max())
    if amounts:
        # An amount is read by its distance from nought.
        low, high = min(low, 0.0), max(high, 0.0)
    unit = say.text(f"unit.{metric.unit}.name")
    key = "ui.strip.fromzero" if amounts and low == 0 else "ui.strip.axis"
    return {
        "title": say.text("ui.strip.title"),
        "axis": say.text(key, unit=unit),
        "low": low,
        "high": high,
        "ends": [say.number(end, metric.unit) for end in (low, high)],
        "edges": [] if amounts else _edges(legend, metric.unit, low, high, say),
        "ticks": [[t, say.number(t, metric.unit)] for t in _round(low, high)] if amounts else [],
        "lanes": [
            _lane(data, table, own, legend, side, say)
            for side, (table, own) in enumerate(zip(tables, shown, strict=True))
        ],
    }


def stamp(table: AreaTable, legend: Legend, side: int) -> int:
    """A number that changes with values, marks or colours of one side: what belongs together."""
    colours = "".join(item.colour for item in legend.ranges)
    told = "".join(marks(table, legend, side)) + colours + ",".join(table.codes)
    return zlib.crc32(told.encode(), zlib.crc32(table.value.tobytes()))


def _shown(table: AreaTable) -> NDArray[np.float64]:
    kept: NDArray[np.float64] = table.value[[flag in SHOWN for flag in table.flags]]
    return kept


def _lane(
    data: Dataset,
    table: AreaTable,
    shown: NDArray[np.float64],
    legend: Legend,
    side: int,
    say: Words,
) -> dict[str, Any]:
    """Side, name, median and what is said of them; the median is that of the areas shown."""
    unit, region = table.metric.unit, data.gazetteer.region_of(table.area).code
    one, many = (say.level(table.level, region, plural=plural) for plural in (False, True))
    letter, name = SIDES[side].upper(), say.short(data.gazetteer, table.area)
    lane: dict[str, Any] = {"side": SIDES[side], "name": name, "stamp": None}
    if table.codes:
        lane["stamp"] = stamp(table, legend, side)
    if not shown.size:
        told = say.text("ui.strip.none")
        return lane | {"text": told, "said": f"{letter}, {name}: {told}"}
    if shown.size == 1:
        told = say.text("ui.strip.one", level=one, value=say.value(float(shown[0]), unit))
        return lane | {"text": told, "said": f"{letter}, {name}: {told}"}
    median = float(np.median(shown))
    said = say.text(
        "ui.strip.said",
        side=letter,
        area=name,
        parts=many,
        median=say.value(median, unit),
        low=say.number(float(shown.min()), unit),
        high=say.number(float(shown.max()), unit),
        count=say.whole(shown.size),
        all=say.whole(len(table.codes)),
    )
    text = say.text("ui.strip.median", level=one, value=say.value(median, unit))
    return lane | {"text": text, "said": said, "median": median}


def _edges(legend: Legend, unit: Unit, low: float, high: float, say: Words) -> list[list[Any]]:
    """Where each class but the first begins on the axis: half a printed step below its start."""
    half = 0.5 / 10 ** DECIMALS[unit]
    return [
        [round(min(max(item.low - half, low), high), 6), say.number(item.low, unit)]
        for item in legend.ranges[1:]
    ]


def _round(low: float, high: float) -> list[float]:
    """About `_TICKS` round numbers from `low` to `high`, nought among them where it lies between.

    Steps of 1, 2 or 5 times a power of ten.
    """
    if not high > low:
        return [low]
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(place * step, 9) + 0.0 for place in range(first, last + 1)]
