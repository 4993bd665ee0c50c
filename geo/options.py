"""The map options as the reader sees them: kind of map, classes, colours, base map, and reasons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from geo import palette
from geo.aggregate import AreaTable
from geo.codec import parse, to_params
from geo.dataset import Dataset
from geo.indicators import MapKind
from geo.kinds import OVERLAYS, Why, offers, shown
from geo.legend import Legend
from geo.model import Palette, Show
from geo.query import Query

FIELDS = ("show", "scheme", "breaks", "k", "palette", "base")
"""Fields of a Query that the options change."""

FIXES = ("circles", "relative", "hexes", "marks")
"""Reasons why there are no classes to choose."""

PALETTE_FORMS = ("palette", "palettesigned")
"""Palettes have another name where they run to both sides of zero."""


def options_payload(
    query: Query, data: Dataset, tables: Sequence[AreaTable], legend: Legend
) -> dict[str, Any]:
    """What is set now and what can't be; names and explanations are in the vocabulary.

    `fixed` is one of `FIXES`, empty where there are classes to choose; `shows` pairs each kind of
    map with why it is closed.
    """
    several = len(tables) > 1
    asked = replace(query, show=None) if several and query.show in OVERLAYS else query
    show = shown(asked, data)
    return {
        "part": "options",
        "lang": str(query.lang),
        "shows": [
            # Two maps share the legend of their areas, which an overlay has nothing to do with.
            [own.show, Why.SIDES if several and own.show in OVERLAYS else own.why or ""]
            for own in offers(query, data)
        ],
        "show": str(show),
        "fixed": _fixed(legend, show),
        "scheme": str(query.scheme),
        "k": query.k,
        "breaks": list(query.breaks or legend.between),
        "palette": str(query.palette),
        "form": PALETTE_FORMS[tables[0].metric.kind is MapKind.DIVERGING],
        "swatches": [_swatch(own, tables[0].metric.kind) for own in Palette],
        "base": str(query.base),
        "changed": any(getattr(query, name) != getattr(Query(), name) for name in FIELDS),
    }


def read_options(text: str, query: Query, data: Dataset) -> dict[str, Any]:
    """Fields of a Query from what the browser sends: parameters by name, empty for the default.

    Read as a link is, so that nothing can be chosen that a link could not hold.
    """
    sent = json.loads(text)
    params = to_params(query) | {name: str(sent[name]) for name in FIELDS if name in sent}
    read, _ = parse({name: value for name, value in params.items() if value}, data)
    return {name: getattr(read, name) for name in FIELDS}


def _fixed(legend: Legend, show: Show) -> str:
    if show in OVERLAYS:
        return "hexes" if show is Show.HEXES else "marks"
    if legend.kind is MapKind.CIRCLES:
        return "circles"
    return "relative" if legend.relative else ""


def _swatch(own: Palette, kind: MapKind) -> list[str]:
    """A palette as it would colour a map of this kind."""
    match kind:
        case MapKind.CIRCLES:
            return list(palette.circles(own)[2:])
        case MapKind.DIVERGING:
            return list(palette.diverging(own, 3, 3))
        case MapKind.CHOROPLETH:
            return list(palette.sequential(own, 5))
