"""Which kinds of map a metric may be drawn as, and which one a Query asks for.

The one place to add a kind: a member of `Show`, a line in `_RULES` that says where it can't be
used, and its words under `ui.options`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from geo.change import metric_of
from geo.dataset import Dataset
from geo.indicators import MapKind, Metric
from geo.model import Show
from geo.query import Query


class Why(StrEnum):
    """Why a kind of map is not offered; its words are under `ui.options.why`."""

    COUNT = "count"
    RATE = "rate"


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


_RULES: Mapping[Show, Callable[[Query, Dataset], Why | None]] = MappingProxyType(
    {Show.AREAS: _areas, Show.CIRCLES: _circles}
)

SHOWS: tuple[Show, ...] = tuple(_RULES)
"""Kinds of map that the page can draw, in the order in which choices are shown."""


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
