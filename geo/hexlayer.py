"""What hexagons are sent as: packed numbers for the map, words for the legend.

Map and legend of a view come from one computation. Numbers travel as base64 of little-endian
arrays that stand one behind another; the client knows their order.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.dataset import Dataset
from geo.hexes import HexTable
from geo.indicators import Unit
from geo.lattice import degrees_fit
from geo.legend import ClassRange, hexagon_classes
from geo.model import Flag, Show
from geo.query import Query
from geo.recorded import SHOWN
from geo.wording import Words

CARE, UNSURE = 64, 128
"""Bits beside the class of a hexagon: to be read with care, or too unsure for a number."""

SEPARATOR = "|"
"""Between texts of one kind, which travel as one string."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is added to the payloads of map and legend; nothing where areas or circles are drawn."""

    map: Mapping[str, Any] = field(default_factory=dict)
    legend: Mapping[str, Any] = field(default_factory=dict)


def packed(*arrays: NDArray[Any]) -> str:
    """Arrays as base64 text, each as it is, little-endian, one behind another."""
    parts = (np.ascontiguousarray(array, array.dtype.newbyteorder("<")) for array in arrays)
    return base64.b64encode(b"".join(part.tobytes() for part in parts)).decode()


def named(kind: str, data: Dataset, area: str, say: Words) -> dict[str, str]:
    """What the map is called for who cannot see it: not after the metric of its areas."""
    title = say.text(f"ui.overlay.{kind}.title")
    place, year = say.area(data.gazetteer, area), str(data.records.survey_year)
    return {"map": say.text("ui.map.title", metric=title, area=place, period=year)}


def nobody(query: Query, data: Dataset, say: Words) -> str:
    """The sentence of a map that the filters have emptied."""
    return say.text("ui.overlay.nobody", area=say.short(data.gazetteer, query.a))


def hex_overlay(query: Query, data: Dataset, table: HexTable, say: Words) -> Overlay:
    """Hexagons of a view: where they are, their classes and texts, and the legend of all that."""
    ranges, classes = hexagon_classes(query, table.value)
    low_q, low_r = (int(axis.min(initial=2**31 - 1)) if axis.size else 0 for axis in _axes(table))
    shown = np.array([flag in SHOWN for flag in table.flags], dtype=bool)
    care = np.array([flag is Flag.CARE for flag in table.flags], dtype=bool)
    centre, of_lon, of_lat = degrees_fit(
        table.epsg, data.gazetteer.area(data.gazetteer.region_of(query.a).code).bounds
    )
    width = _width(table.width, say)
    return Overlay(
        map={
            "kind": str(Show.HEXES),
            "words": named("hexes", data, query.a, say),
            "overlay": {
                "count": len(table.q),
                "width": table.width,
                "from": [low_q, low_r],
                "cells": packed(
                    (table.q - low_q).astype(np.int16),
                    (table.r - low_r).astype(np.int16),
                    (classes + CARE * care + UNSURE * ~shown).astype(np.uint8),
                ),
                "texts": SEPARATOR.join(_hex_texts(table, shown, say)),
                "colours": [own.colour for own in ranges],
                "metres": list(centre),
                "lon": list(of_lon),
                "lat": list(of_lat),
                "words": {
                    "title": say.text("ui.overlay.hexes.one", width=width),
                    "value": say.text("ui.overlay.hexes.value"),
                    "unsure": say.text("ui.overlay.hexes.unsure"),
                    "care": say.text("flag.care"),
                },
            },
        },
        legend={
            "kind": str(Show.HEXES),
            "title": say.text("ui.overlay.hexes.title"),
            "unit": say.text("ui.overlay.hexes.unit", width=width),
            "items": _hex_items(ranges, shown, say),
            "extra": [],
            "care": None,
            "zero": None,
            "radii": [],
            "said": _hex_sentences(query, data, table, shown, say),
        },
    )


def _axes(table: HexTable) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return table.q, table.r


def _width(metres: int, say: Words) -> str:
    if metres < 1000:
        return say.text("ui.overlay.metres", number=say.whole(metres))
    return say.text("ui.overlay.kilometres", number=say.whole(metres / 1000))


def _hex_texts(table: HexTable, shown: NDArray[np.bool_], say: Words) -> list[str]:
    """The number of each hexagon; of an unreliable one its records, as tables of areas give it."""
    few = say.text("ui.overlay.few")
    return [
        say.number(value, Unit.BUSINESSES) if sure else few if np.isnan(n) else say.whole(n)
        for value, n, sure in zip(
            table.value.tolist(), table.n.tolist(), shown.tolist(), strict=True
        )
    ]


def _hex_items(
    ranges: Sequence[ClassRange], shown: NDArray[np.bool_], say: Words
) -> list[dict[str, Any]]:
    """Classes by their bounds; by their rank alone where a bound would be an unsure number."""
    items = []
    for place, own in enumerate(ranges):
        if shown.all():
            low, high = (say.number(end, Unit.BUSINESSES) for end in (own.low, own.high))
            text = low if low == high else f"{low} – {high}"
        else:
            step = {0: "fewest", len(ranges) - 1: "most"}.get(place, "step")
            number = {"number": say.whole(place + 1)} if step == "step" else {}
            text = say.text(f"ui.overlay.hexes.{step}", **number)
        items.append({"index": place, "colour": own.colour, "text": text, "count": own.count})
    return items


def _hex_sentences(
    query: Query, data: Dataset, table: HexTable, shown: NDArray[np.bool_], say: Words
) -> list[str]:
    area = say.short(data.gazetteer, query.a)
    drawn, withheld, unplaced = (
        float(part.sum()) for part in (table.drawn, table.withheld, table.unplaced)
    )
    total = drawn + withheld + unplaced
    if not total:
        return [nobody(query, data, say)]
    said = [say.text("ui.overlay.hexes.said", width=_width(table.width, say))]
    if withheld or unplaced:
        share = _percent(drawn / total, say)
        said.append(say.text("ui.overlay.hexes.covered", area=area, share=share))
    else:
        said.append(say.text("ui.overlay.hexes.whole", area=area))
    if withheld:
        said.append(say.text("ui.overlay.hexes.withheld", min=say.whole(data.disclosure_min)))
    if unplaced:
        share = _percent(unplaced / total, say)
        said.append(say.text("ui.overlay.hexes.unplaced", share=share))
    unsure = int((~shown).sum())
    if unsure:
        counts = {"count": say.whole(unsure), "total": say.whole(len(shown))}
        said.append(say.text("ui.overlay.hexes.pattern", **counts))
    return said


def _percent(share: float, say: Words) -> str:
    """A part in whole per cent; what is neither nothing nor all is not rounded to either."""
    whole = min(max(round(100 * share), 1), 99) if 0 < share < 1 else round(100 * share)
    return say.text("unit.percent.value", number=say.whole(whole))
