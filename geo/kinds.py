"""Which kinds of map a view may be drawn as, and which one a Query asks for.

The one place to add a kind: a member of `Show`, a line in `_RULES` that says where it can't be
used, and its words under `ui.options`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from geo import points
from geo.change import metric_of
from geo.dataset import Dataset
from geo.indicators import REGISTRY, MapKind, Metric
from geo.model import Show
from geo.query import Filters, Query


class Why(StrEnum):
    """Why a kind of map is not offered; its words are under `ui.options.why`."""

    COUNT = "count"
    RATE = "rate"
    PROVENANCE = "provenance"
    NOPOINTS = "nopoints"
    MANY = "many"
    SETTLED = "settled"
    SIDES = "sides"


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of map for the metric in view; `why` says why it is closed, None where it is not."""

    show: Show
    why: Why | None


def _areas(query: Query, _: Dataset) -> Why | None:
    # A coloured count mostly says how large an area is.
    return Why.COUNT if metric_of(query).kind is MapKind.CIRCLES else None


def _circles(query: Query, _: Dataset) -> Why | None:
    # A rate is no amount of anything, so there is nothing that the size of a circle could add up.
    return None if metric_of(query).kind is MapKind.CIRCLES else Why.RATE


def _hexes(_: Query, data: Dataset) -> Why | None:
    return None if points.placed(data) else Why.NOPOINTS


def _points(query: Query, data: Dataset) -> Why | None:
    if not points.allowed(data):
        return Why.PROVENANCE
    if not points.placed(data):
        return Why.NOPOINTS
    many = points.count_in(data, filters_of(query), query.a) > points.MOST
    return Why.MANY if many else None


def _mix(query: Query, _: Dataset) -> Why | None:
    return Why.SETTLED if filters_of(query).use else None


_RULES: Mapping[Show, Callable[[Query, Dataset], Why | None]] = MappingProxyType(
    {
        Show.AREAS: _areas,
        Show.CIRCLES: _circles,
        Show.HEXES: _hexes,
        Show.POINTS: _points,
        Show.MIX: _mix,
    }
)

SHOWS: tuple[Show, ...] = tuple(_RULES)
"""Kinds of map that the page can draw, in the order in which choices are shown."""


OVERLAYS: tuple[Show, ...] = (Show.HEXES, Show.POINTS, Show.MIX)
"""Kinds that draw business records over blank areas, whatever the metric."""


def filters_of(query: Query) -> Filters:
    """Filters that an overlay applies: those of the page, which rest under an official metric."""
    return Filters() if REGISTRY[query.metric].measure is None else query.filters


def closed(query: Query, data: Dataset, show: Show) -> Why | None:
    """Why `show` cannot be used for the view; None where it can."""
    return _RULES[show](query, data)


def natural(metric: Metric) -> Show:
    """The kind that suits a metric: circles for a count, areas for a rate or a change."""
    return Show.CIRCLES if metric.kind is MapKind.CIRCLES else Show.AREAS


def offers(query: Query, data: Dataset) -> tuple[Offer, ...]:
    """Every kind in `SHOWS`, with the reason why it can't be used for the metric in view."""
    return tuple(Offer(show, rule(query, data)) for show, rule in _RULES.items())


def shown(query: Query, data: Dataset) -> Show:
    """The kind that is drawn: the one asked for where it is offered, else the metric's own."""
    open_ = [offer.show for offer in offers(query, data) if offer.why is None]
    return query.show if query.show in open_ else natural(metric_of(query))
