"""What is drawn over blank areas: hexagons (`geo.hexlayer`), single points, mixes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.aggregate import AreaTable
from geo.dataset import Dataset
from geo.hexes import hex_table
from geo.hexlayer import SEPARATOR, Overlay, hex_overlay, named, nobody, packed
from geo.indicators import Unit
from geo.kinds import OVERLAYS, closed, filters_of
from geo.legend import radius
from geo.mix import PARTS, MixTable, mix_table
from geo.model import Age, Show, Use
from geo.palette import USE_COLOURS
from geo.points import PointTable, point_table
from geo.query import Query
from geo.recorded import SHOWN
from geo.views import MARKS, OUTSIDE, UNCLASSED, circle_sizes, drawn_level
from geo.wording import Words

SHRINK = 0.6
"""Mixes are smaller than plain circles, since they cannot be seen through."""

UNSIZED, ALIKE = 6.0, 9.0
"""Radius in CSS pixels of a mix whose number of businesses may not be told, and where none may."""


def overlay(query: Query, data: Dataset, table: AreaTable, say: Words) -> Overlay:
    """The overlay of a view, or the reason why the one asked for is not shown."""
    if query.show not in OVERLAYS:
        return Overlay()
    if closed(query, data, query.show) is not None:
        return Overlay(legend={"said": [refusal(query, data, query.show, say)]})
    filters = filters_of(query)
    if query.show is Show.HEXES:
        return hex_overlay(query, data, hex_table(data, filters, query.a, table.level), say)
    if query.show is Show.POINTS:
        return _points(query, data, point_table(data, filters, query.a), say)
    return _mix(data, table, mix_table(data, filters, table.codes or (table.area,)), say)


def refusal(query: Query, data: Dataset, show: Show, say: Words) -> str:
    """Why a kind of map cannot be shown, in words; empty where it can."""
    why = closed(query, data, show)
    return "" if why is None else say.text(f"ui.options.reason.{why}")


def _points(query: Query, data: Dataset, table: PointTable, say: Words) -> Overlay:
    west, south, east, north = data.gazetteer.area(query.a).bounds
    # A point on the very edge may lie beyond the bounds by the rounding of either.
    x, y = (
        np.clip(np.rint((values - low) / (high - low) * 65535), 0, 65535).astype(np.uint16)
        for values, low, high in ((table.lon, west, east), (table.lat, south, north))
    )
    counts = np.bincount(table.use, minlength=len(Use)).tolist()
    newmax = say.whole(filters_of(query).newmax)
    items = [
        {"index": str(use), "use": str(use), "text": say.text(f"use.{use}.name"), "count": count}
        for use, count in zip(Use, counts, strict=True)
        if count
    ]
    said = [say.text("ui.overlay.points.said", count=say.whole(len(table)))]
    if data.records.synthetic:
        said.append(say.text("ui.overlay.points.example"))
    if table.unplaced:
        said.append(say.text("ui.overlay.points.unplaced", count=say.whole(table.unplaced)))
    return Overlay(
        map={
            "kind": str(Show.POINTS),
            "words": named("points", data, query.a, say),
            "overlay": {
                "count": len(table),
                "bounds": [west, south, east, north],
                "cells": packed(x, y, table.use, table.age),
                "uses": [str(use) for use in Use],
                "names": [say.text(f"use.{use}.name") for use in Use],
                "ages": [say.text(f"age.{age}.name", newmax=newmax) for age in Age],
                "words": {"title": say.text("ui.overlay.points.one")},
            },
        },
        legend={
            "kind": str(Show.POINTS),
            "title": say.text("ui.overlay.points.title"),
            "unit": "",
            "items": items,
            "extra": [],
            "care": None,
            "zero": None,
            "radii": [],
            "said": said if len(table) else [nobody(query, data, say)],
        },
    )


def _mix(data: Dataset, table: AreaTable, mix: MixTable, say: Words) -> Overlay:
    region = data.gazetteer.region_of(table.area).code
    features = [a.code for a in data.gazetteer.descendants(region, drawn_level(data, table))]
    rows = {code: row for row, code in enumerate(mix.codes)}
    shown = np.array([flag in SHOWN for flag in mix.flags], dtype=bool)
    sizes = np.where(shown, mix.size, np.nan)
    largest = float(np.nanmax(sizes)) if np.isfinite(sizes).any() else 0.0
    unsized = UNSIZED if largest else ALIKE
    radii = [
        0.0 if not own else unsized if np.isnan(size) else SHRINK * radius(size, largest)
        for own, size in zip(shown.tolist(), sizes.tolist(), strict=True)
    ]
    drawn = [rows[code] for code in features if code in rows and shown[rows[code]]]
    texts = [
        "" if np.isnan(share) else say.number(share, Unit.PERCENT)
        for share in mix.shares[drawn].ravel().tolist()
    ]
    return Overlay(
        map={
            "kind": str(Show.MIX),
            "words": named("mix", data, table.area, say),
            "classes": "".join(
                MARKS.get(mix.flags[rows[code]], UNCLASSED) if code in rows else OUTSIDE
                for code in features
            ),
            "radii": [round(radii[rows[code]], 1) if code in rows else 0.0 for code in features],
            "overlay": {
                "count": len(drawn),
                "cells": packed(
                    np.array([features.index(mix.codes[row]) for row in drawn], dtype=np.uint16),
                    np.rint(np.nan_to_num(mix.shares[drawn]) * 10).astype(np.uint16),
                    np.isnan(sizes[drawn]).astype(np.uint8),
                ),
                "texts": SEPARATOR.join(texts),
                "uses": [str(part) for part in PARTS],
                "names": [say.text(f"use.{part}.name") for part in PARTS],
                "words": {
                    "title": say.text("ui.overlay.mix.title"),
                    "unsure": say.text("ui.overlay.mix.unsure"),
                    "unit": say.text("unit.percent.value", number="").strip(),
                },
            },
        },
        legend=_mix_legend(mix, sizes, largest, say),
    )


def _mix_legend(
    mix: MixTable, sizes: NDArray[np.float64], largest: float, say: Words
) -> dict[str, Any]:
    absent = [MARKS[flag] for flag in mix.flags if flag not in SHOWN]
    drawn = np.array([flag in SHOWN for flag in mix.flags], dtype=bool)
    unsized = int(np.isnan(sizes[drawn]).sum())
    said = [say.text("ui.overlay.mix.said" if largest else "ui.overlay.mix.alike")]
    if np.isnan(mix.shares[drawn]).any():
        said.append(say.text("ui.overlay.mix.rest"))
    if unsized and largest:
        said.append(say.text("ui.overlay.mix.unsized", count=say.whole(unsized)))
    return {
        "kind": str(Show.MIX),
        "title": say.text("ui.overlay.mix.title"),
        "unit": "",
        "items": [
            {"index": str(use), "use": str(use), "text": say.text(f"use.{use}.name")}
            for use in PARTS
        ],
        "extra": [
            {"code": mark, "text": say.text(f"flag.{flag}"), "count": absent.count(mark)}
            for flag, mark in MARKS.items()
            if mark in absent
        ],
        "care": None,
        "zero": None,
        "radii": [
            {**own, "px": SHRINK * own["px"]} for own in circle_sizes(largest, Unit.BUSINESSES, say)
        ],
        "ring": USE_COLOURS[Use.OTHER],
        "said": said,
    }
