"""Controls that show fields of the Query and change them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from geo.act import Judgement
from geo.aggregate import AreaTable
from geo.boxes import chosen
from geo.choices import filters_payload, read_filters
from geo.choosing import placed, places_payload
from geo.dataset import Dataset
from geo.drill import back, go
from geo.finding import find_payload
from geo.legend import Legend
from geo.model import Lang, Theme
from geo.options import options_payload, read_options
from geo.passing import passing_payload, read_conditions
from geo.periods import Series, time_payload
from geo.query import Query
from geo.wording import Words
from pages._ui import parts, state


def find(query: Query, data: Dataset, say: Words) -> None:
    """Search for an area, and the trail back up from the one in view."""
    parts.show(
        find_payload(query, data, say),
        key="find",
        go=lambda code: state.change(**go(state.current(), data, code)),
        back=lambda code: state.change(**back(state.current(), data, code)),
    )


def boxes(payload: Mapping[str, Any], data: Dataset) -> None:
    """Choose what a figure shows: area, metric, level, year (a payload of `geo.boxes`)."""
    parts.show(
        payload,
        key="boxes",
        choose=lambda text: state.become(chosen(state.current(), data, *json.loads(text))),
    )


def places(query: Query, data: Dataset, say: Words) -> None:
    """Choose which areas are compared."""
    parts.show(
        places_payload(query, data, say),
        key="places",
        place=lambda text: state.become(placed(state.current(), data, *json.loads(text))),
    )


def time(query: Query, data: Dataset, series: Series, say: Words) -> None:
    """Move through the years of a series, and choose a year to compare with."""
    payload = time_payload(query, data, series, say)
    if payload is not None:
        parts.show(
            payload,
            key="time",
            year=lambda code: state.change(year=code),
            since=lambda code: state.change(since=code or None),
        )


def filters(
    query: Query, data: Dataset, areas: Sequence[str], say: Words, *, folded: bool = False
) -> None:
    """Choose which businesses count, with what each option would leave in `areas`.

    `folded` opens them on demand, where they would push the maps out of sight.
    """
    parts.show(
        {**filters_payload(query, data, areas, say), "folded": folded},
        key="filters",
        filters=lambda text: state.change(filters=read_filters(text)),
    )


def act(query: Query, data: Dataset, judged: Judgement | None, say: Words) -> None:
    """Choose conditions, and list the areas that meet them."""
    parts.show(
        passing_payload(query, data, judged, say),
        key="act",
        act=lambda text: state.change(act=read_conditions(text, data)),
        select=lambda code: state.change(at=code),
    )


def options(query: Query, data: Dataset, tables: Sequence[AreaTable], legend: Legend) -> None:
    """Choose kind of map, classes, colours and base map."""
    parts.show(
        options_payload(query, data, tables, legend),
        key="options",
        options=lambda text: state.change(**read_options(text, state.current(), data)),
    )


def page(query: Query, title: str) -> None:
    """Change language and look; the first look follows the reader's system.

    It comes last in every run, and so tells the client which of its events this page answers.
    """
    parts.show(
        {
            "part": "page",
            "lang": str(query.lang),
            "other": str(Lang.EN if query.lang is Lang.ID else Lang.ID),
            "title": title,
            "theme": "" if query.theme is None else str(query.theme),
            "themes": ["", *Theme],
            "heard": state.heard(),
        },
        key="page",
        # A link to the page itself would leave its address alone.
        language=lambda code: state.change(lang=Lang(code)),
        theme=lambda code: state.change(theme=Theme(code) if code else None),
    )
