"""Finding an area, as the browser is sent it: hits of a search, and the trail to the area."""

from __future__ import annotations

from typing import Any

from geo.codes import dotted
from geo.dataset import Dataset
from geo.drill import finer, trail
from geo.model import Area
from geo.query import Query
from geo.search import search
from geo.wording import Words


def find_payload(query: Query, data: Dataset, say: Words) -> dict[str, Any]:
    """The search box and the trail: code and name of each area, the one in view by its place."""
    path = trail(query, data)
    return {
        "part": "find",
        "lang": str(query.lang),
        "trail": [[area.code, _step(data, area, say)] for area in path],
        "here": [area.code for area in path].index(query.a),
    }


def hits(data: Dataset, text: str, say: Words) -> list[dict[str, Any]]:
    """What a search finds, best first; `other` is the second spelling, None where there is one."""
    return [_hit(data, hit.area, say) for hit in search(data, text)]


def parts_text(query: Query, data: Dataset, say: Words) -> str:
    """What the button is called that drills into the selected area; empty where it can't be."""
    if query.at is None or finer(query, data, query.at) is None:
        return ""
    area = say.place(data.gazetteer, query.at, parent=False)
    return say.text("ui.find.parts", area=area)


def _hit(data: Dataset, area: Area, say: Words) -> dict[str, Any]:
    return {
        "code": area.code,
        "kemendagri": dotted(area.kemendagri),
        "name": area.name,
        "other": area.name_bps if area.name_bps != area.name else None,
        "level": str(area.level),
        "kind": say.text(f"kind.{area.kind}.label"),
        "parents": [
            say.short(data.gazetteer, up.code) if up.code == area.region else _step(data, up, say)
            for up in data.gazetteer.ancestors(area.code)
        ],
    }


def _step(data: Dataset, area: Area, say: Words) -> str:
    """Name of an area whose parents stand beside it, with its kind where it has none there."""
    if area.code == area.region:
        return say.short(data.gazetteer, area.code)
    if area.rest is not None:
        return say.short(data.gazetteer, area.code, parent=False)
    return say.text(f"kind.{area.kind}.short", name=area.name)
