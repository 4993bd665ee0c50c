"""A Query as URL parameters, and back.

The parser is total: any parameters give a valid `Query` and the list of what was dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from geo.bounds import listed, own_breaks
from geo.conditions import MOST, Condition, condition, written
from geo.dataset import Dataset
from geo.dropped import Dropped, DropReason
from geo.indicators import REGISTRY
from geo.model import (
    SECTORS,
    Age,
    Base,
    Growth,
    Lang,
    Level,
    Palette,
    Scheme,
    Show,
    Size,
    Sort,
    Theme,
    Use,
)
from geo.query import Filters, Query, usual_other

_FILTER_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "use": tuple(Use),
        "age": tuple(Age),
        "growth": tuple(Growth),
        "sector": SECTORS,
        "size": tuple(Size),
    }
)
_ENUMS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "lang": Lang,
        "theme": Theme,
        "level": Level,
        "scheme": Scheme,
        "palette": Palette,
        "show": Show,
        "base": Base,
        "sort": Sort,
    }
)
_AREAS = ("a", "b", "c", "d", "at")
_RANGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"k": (3, 7), "slide": (1, 99), "newmax": (1, 5)}
)
_FORMS: Mapping[str, str] = MappingProxyType(
    {"story": r"[a-z0-9-]{1,40}", "data": r"[0-9a-f]{8,64}"}
)

NAMES: tuple[str, ...] = (
    *(name for name in (f.name for f in fields(Query)) if name != "filters"),
    *_FILTER_CHOICES,
    "newmax",
)
"""Every parameter that is ours."""


def parse(params: Mapping[str, str], data: Dataset) -> tuple[Query, tuple[Dropped, ...]]:
    """Query of URL parameters, and what was dropped, in the order of `NAMES`.

    Names that are not ours are ignored. Area codes are accepted in BPS and Kemendagri form.
    """
    reader = _Reader(params, data)
    plain: dict[str, Any] = {}
    plain |= reader.collect(_ENUMS, lambda name, text: _ENUMS[name](text), DropReason.CHOICE)
    plain |= reader.other(reader.collect(_AREAS, reader.area, DropReason.AREA))
    plain |= reader.collect(("k", "slide"), _whole_number, DropReason.RANGE)
    plain |= reader.collect(_FORMS, _formed, DropReason.FORM)
    plain |= reader.collect(("metric",), _metric, DropReason.METRIC)
    chosen: dict[str, Any] = {name: reader.choices(name) for name in _FILTER_CHOICES}
    newmax = reader.collect(("newmax",), _whole_number, DropReason.RANGE)
    filters = replace(Filters(), **chosen, **newmax)
    query = replace(
        Query(), filters=filters, act=reader.conditions(), breaks=reader.breaks(), **plain
    )
    query = reader.scheme(query)
    query = reader.since(reader.period(query))
    query = reader.inside(query)
    order = {name: place for place, name in enumerate(NAMES)}
    return query, tuple(sorted(reader.dropped, key=lambda item: order[item.name]))


def to_params(query: Query) -> dict[str, str]:
    """URL parameters of a query, defaults left out; `parse` gives the same query back."""
    usual = Query()
    params: dict[str, str] = {}
    for name in NAMES:
        holder, defaults = (
            (query.filters, usual.filters) if hasattr(query.filters, name) else (query, usual)
        )
        value = getattr(holder, name)
        default = usual_other(query.a) if name == "b" else getattr(defaults, name)
        if value == default or value is None:
            continue
        if isinstance(value, frozenset):
            params[name] = ",".join(item for item in _FILTER_CHOICES[name] if item in value)
        elif name == "breaks":
            params[name] = listed(value)
        elif isinstance(value, tuple):
            params[name] = written(value)
        else:
            params[name] = str(value)
    return params


class _Reader:
    """Reads parameters one kind at a time and keeps what it could not use."""

    def __init__(self, params: Mapping[str, str], data: Dataset) -> None:
        self.params = params
        self.data = data
        self.dropped: list[Dropped] = []

    def drop(self, name: str, value: str, reason: DropReason) -> None:
        self.dropped.append(Dropped(name, value, reason))

    def collect(
        self,
        names: Mapping[str, object] | tuple[str, ...],
        read: Callable[[str, str], str | int],
        reason: DropReason,
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in names:
            if name in self.params:
                try:
                    found[name] = read(name, self.params[name])
                except ValueError:
                    self.drop(name, self.params[name], reason)
        return found

    def area(self, name: str, text: str) -> str:
        area = self.data.gazetteer.find(text)
        # Nothing on a map or in a list is a rest: none is selected.
        if area is None or (name == "at" and area.without is not None):
            raise ValueError(text)
        return area.code

    def other(self, areas: dict[str, Any]) -> dict[str, Any]:
        """`areas` by name, with two that differ where a link names the same one twice.

        Who names only `b`, and that is what `a` is by default, sees it beside another A.
        """
        first, second = areas.get("a"), areas.get("b")
        if first is None and second == Query().a:
            return {**areas, "a": usual_other(Query().a)}
        if first is None or first != second:
            return areas
        self.drop("b", self.params["b"], DropReason.SAME)
        return {**areas, "b": self.data.gazetteer.rest_of(first) or usual_other(first)}

    def choices(self, name: str) -> frozenset[str]:
        known = {str(choice): choice for choice in _FILTER_CHOICES[name]}
        found = set()
        for item in self.params[name].split(",") if name in self.params else ():
            if item in known:
                found.add(known[item])
            else:
                self.drop(name, item, DropReason.CHOICE)
        return frozenset(found)

    def conditions(self) -> tuple[Condition, ...]:
        found: list[Condition] = []
        for item in self.params["act"].split(",") if "act" in self.params else ():
            try:
                read = condition(item)
            except ValueError:
                self.drop("act", item, DropReason.FORM)
            except KeyError:
                self.drop("act", item, DropReason.UNFIT)
            else:
                if len(found) < MOST:
                    found.append(read)
                else:
                    self.drop("act", item, DropReason.MANY)
        return tuple(found)

    def breaks(self) -> tuple[float, ...]:
        kept, left = own_breaks(self.params.get("breaks"))
        self.dropped += left
        return kept

    def scheme(self, query: Query) -> Query:
        if query.scheme is Scheme.OWN and not query.breaks:
            self.drop("scheme", self.params["scheme"], DropReason.FEW)
            return replace(query, scheme=Query().scheme)
        return query

    def period(self, query: Query) -> Query:
        year = self.params.get("year")
        if year is None:
            return query
        if year not in REGISTRY[query.metric].periods(self.data):
            self.drop("year", year, DropReason.PERIOD)
            return query
        return replace(query, year=year)

    def since(self, query: Query) -> Query:
        since = self.params.get("since")
        if since is None:
            return query
        known = REGISTRY[query.metric].periods(self.data)
        if since not in known:
            self.drop("since", since, DropReason.PERIOD)
            return query
        if since >= (query.year or known[-1]):
            self.drop("since", since, DropReason.EARLIER)
            return query
        return replace(query, since=since)

    def inside(self, query: Query) -> Query:
        if query.at is None:
            return query
        holds = self.data.gazetteer.holds
        if not any(holds(area, query.at) for area in query.compared):
            self.drop("at", self.params["at"], DropReason.OUTSIDE)
            return replace(query, at=None)
        return query


def _whole_number(name: str, text: str) -> int:
    low, high = _RANGES[name]
    # isascii: int() would also take other scripts' digits, which to_params would rewrite.
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and low <= int(text) <= high):
        raise ValueError(text)
    return int(text)


def _formed(name: str, text: str) -> str:
    if re.fullmatch(_FORMS[name], text) is None:
        raise ValueError(text)
    return text


def _metric(_: str, text: str) -> str:
    if text not in REGISTRY:
        raise ValueError(text)
    return text
