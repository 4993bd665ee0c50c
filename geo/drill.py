"""Moving through the areas: to one that was found, into the parts of one, and back up.

Every function returns the fields of the Query that change, for the caller to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.dataset import Dataset
from geo.indicators import REGISTRY
from geo.model import Area, Level
from geo.query import Query

Fields = Mapping[str, Any]
"""Fields of a Query and their new values."""


def finer(query: Query, data: Dataset, code: str) -> Level | None:
    """The next level inside an area (BPS code) at which the query's metric has a value.

    None where there is none, so that nobody drills into an empty view.
    """
    metric, depth = REGISTRY[query.metric], data.gazetteer.area(code).level.depth
    for level in metric.levels:
        parts = data.gazetteer.descendants(code, level) if level.depth > depth else ()
        if parts and metric.periods(data, *(part.code for part in parts)):
            return level
    return None


def go(query: Query, data: Dataset, code: str) -> Fields:
    """To an area that was found: the area itself down to a kabupaten/kota, with its parts.

    Anything finer is selected within its kabupaten/kota, at a level of its own, which the metric
    may lack: then the view says so, and the sentence what is known.
    """
    area = data.gazetteer.area(code)
    if area.level.depth <= Level.KABKOTA.depth:
        return _view(query, data, code, at=None, level=_below(query, data, area))
    around = next(
        up for up in data.gazetteer.ancestors(code) if up.level.depth <= Level.KABKOTA.depth
    )
    return _view(query, data, around.code, at=code, level=area.level)


def into(query: Query, data: Dataset, code: str) -> Fields:
    """Into the parts of an area; nothing changes where the metric knows none of them."""
    level = finer(query, data, code)
    return {} if level is None else _view(query, data, code, at=None, level=level)


def back(query: Query, data: Dataset, code: str) -> Fields:
    """To an area of the trail: up to one around the view, with the way that led down selected.

    The area in view itself gives up its selection; one between it and the selected area, which
    stays selected, becomes the area in view.
    """
    path = [area.code for area in trail(query, data)]
    if code not in path:
        return {}
    if code == query.a:
        return {"at": None}
    area = data.gazetteer.area(code)
    if path.index(code) < path.index(query.a):
        came = data.gazetteer.area(path[path.index(code) + 1])
        # From a rest the way up leads to what it leaves out: the rest itself is no part of a map.
        at = came.without or came.code
        return _view(query, data, code, at=at, level=_below(query, data, area))
    level = max(query.level, _below(query, data, area), key=lambda own: own.depth)
    return _view(query, data, code, at=query.at, level=level)


def trail(query: Query, data: Dataset) -> tuple[Area, ...]:
    """The region, down to the area in view, and on to the selected area where it lies inside."""
    gazetteer = data.gazetteer
    view = (*gazetteer.ancestors(query.a)[::-1], gazetteer.area(query.a))
    if query.at is None or query.at == query.a or not gazetteer.holds(query.a, query.at):
        return view
    way = (*gazetteer.ancestors(query.at)[::-1], gazetteer.area(query.at))
    return (*view, *(area for area in way if area not in view))


def _below(query: Query, data: Dataset, area: Area) -> Level:
    """The level to show inside an area: the next that the metric knows, else the next."""
    under = tuple(Level)[min(area.level.depth + 1, Level.KELURAHAN.depth)]
    return finer(query, data, area.code) or under


def _view(query: Query, data: Dataset, area: str, *, at: str | None, level: Level) -> Fields:
    far = data.gazetteer.region_of(area) != data.gazetteer.region_of(query.a)
    # Off to the other side of Compare, that side goes on with what was left.
    other = query.a if far and query.b == area else query.b
    return {"a": area, "b": other, "at": at, "level": level}
