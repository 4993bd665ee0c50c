"""Controls that show fields of the Query and change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from geo.act import Judgement
from geo.aggregate import AreaTable, periods_at, periods_in
from geo.choices import filters_payload, read_filters
from geo.dataset import Dataset
from geo.drill import back, go
from geo.finding import find_payload
from geo.indicators import REGISTRY
from geo.model import Lang, Level, Theme
from geo.passing import passing_payload, read_conditions
from geo.query import Query
from geo.wording import Words, words
from pages._ui import parts, state


def _choose(
    key: str,
    label: str,
    options: Sequence[str],
    value: str,
    name: Callable[[str], str],
    act: Callable[[str], None],
) -> None:
    """A select box that shows `value` and calls `act` with what the reader picks instead."""
    st.session_state[key] = value
    st.selectbox(
        label,
        options,
        format_func=name,
        key=key,
        # Without the text filter the box says nothing of its own, so nothing stays untranslated.
        filter_mode=None,
        on_change=lambda: act(st.session_state[key]),
        disabled=len(options) < 2,
    )


def find(query: Query, data: Dataset, say: Words) -> None:
    """Search for an area, and the trail back up from the one in view."""
    parts.show(
        find_payload(query, data, say),
        key="find",
        go=lambda code: state.change(**go(state.current(), data, code)),
        back=lambda code: state.change(**back(state.current(), data, code)),
    )


def region(query: Query, data: Dataset, say: Words) -> None:
    """Switch between the study regions."""
    here = data.gazetteer.region_of(query.a).code

    def act() -> None:
        # Clicking the chosen one again empties a segmented control.
        chosen = st.session_state["region"]
        if chosen is not None and chosen != here:
            _go(chosen)

    st.session_state["region"] = here
    st.segmented_control(
        say.text("ui.control.region"),
        [item.code for item in data.gazetteer.regions],
        format_func=lambda code: say.short(data.gazetteer, code),
        key="region",
        on_change=act,
    )


def _go(area: str) -> None:
    query = state.current()
    # The other side of Compare keeps showing the region that was left.
    other = query.a if query.b == area else query.b
    state.change(a=area, b=other, at=None)


def area(query: Query, data: Dataset, say: Words) -> None:
    """Choose the area in view: the region, or one of its kabupaten/kota."""
    here = data.gazetteer.region_of(query.a).code
    _area("a", "ui.control.area", (here,), query, data, say)


def pair(query: Query, data: Dataset, say: Words) -> None:
    """Choose the two areas of Compare, and exchange them."""
    regions = tuple(item.code for item in data.gazetteer.regions)
    _area("a", "ui.control.first", regions, query, data, say)
    st.button(
        say.text("ui.control.swap"),
        key="swap",
        on_click=lambda: state.change(a=query.b, b=query.a),
    )
    _area("b", "ui.control.second", regions, query, data, say)


def _area(
    side: str, label: str, regions: Sequence[str], query: Query, data: Dataset, say: Words
) -> None:
    current: str = getattr(query, side)
    _choose(
        f"area-{side}",
        say.text(label),
        _areas(data, regions, current),
        current,
        lambda code: say.short(data.gazetteer, code),
        lambda code: state.change(**{side: code, "at": None}),
    )


def _areas(data: Dataset, regions: Sequence[str], current: str) -> list[str]:
    options = [
        part.code
        for code in regions
        for part in (
            data.gazetteer.area(code),
            *data.gazetteer.descendants(code, Level.KABKOTA),
        )
    ]
    return list(dict.fromkeys([*options, current]))


def level(query: Query, data: Dataset, table: AreaTable, say: Words) -> None:
    """Choose the level, among those at which the metric exists inside the area."""
    depth = data.gazetteer.area(query.a).level.depth
    options = [own for own in table.metric.levels if own.depth >= depth] or [table.level]
    region_code = data.gazetteer.region_of(query.a).code
    _choose(
        "level",
        say.text("ui.control.level"),
        [str(option) for option in options],
        str(table.level),
        lambda code: say.level(Level(code), region_code),
        lambda code: state.change(level=Level(code)),
    )


def metric(query: Query, data: Dataset, areas: Sequence[str], say: Words) -> None:
    """Choose the metric; those that nobody published for the areas in view say so."""

    def name(code: str) -> str:
        short = say.text(f"metric.{code}.short")
        if not any(periods_in(REGISTRY[code], data, area) for area in areas):
            return say.text("ui.control.unpublished", metric=short)
        return f"{say.text(f'topic.{REGISTRY[code].topic}')} · {short}"

    _choose(
        "metric",
        say.text("ui.control.metric"),
        list(REGISTRY),
        query.metric,
        name,
        lambda code: state.change(metric=code, year=_kept_year(data, code)),
    )


def _kept_year(data: Dataset, code: str) -> str | None:
    year = state.current().year
    return year if year in REGISTRY[code].periods(data) else None


def year(data: Dataset, tables: Sequence[AreaTable], say: Words) -> None:
    """Choose the period; the latest one that the areas in view share is the default."""
    chosen = tables[0].metric
    shown = tables[0].period
    inside = {p for t in tables for p in periods_at(chosen, data, t.area, t.level)}
    options = sorted(inside | {shown}, reverse=True)
    _choose(
        "year",
        say.text("ui.control.year"),
        options,
        shown,
        lambda code: say.years(chosen, code) if code else say.text("ui.noperiod"),
        lambda code: state.change(year=code),
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


def language(query: Query) -> None:
    """Change to the other language; a link to the page itself would leave its address alone."""
    other = Lang.EN if query.lang is Lang.ID else Lang.ID
    st.button(
        words(other).text("ui.thislanguage"),
        key="language",
        type="tertiary",
        on_click=lambda: state.change(lang=other),
    )


def theme(query: Query, say: Words) -> None:
    """Choose the look; the first choice follows the reader's system."""
    _choose(
        "theme",
        say.text("ui.look"),
        ["system", *Theme],
        "system" if query.theme is None else str(query.theme),
        lambda code: say.text(f"theme.{code}"),
        lambda code: state.change(theme=None if code == "system" else Theme(code)),
    )
