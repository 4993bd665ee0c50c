"""Compare: two areas at one scale, with one legend, and what may be said of their difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from geo.aggregate import AreaTable, area_tables
from geo.boxes import chosen, compare_boxes
from geo.compare import Comparison, compare
from geo.comparing import whole_sentence
from geo.dataset import Dataset
from geo.differs import differences, differs_payload
from geo.legend import legend_of
from geo.lists import areas_payload
from geo.query import Query
from geo.sentences import compare_sentence
from geo.spread import sides_payload
from geo.views import SIDES, legend_payload, map_payload
from geo.wording import words
from pages._ui import cached, controls, mapview, markup, panels, parts, state

MAP_HEIGHT = 420


def main() -> None:
    """Draw the page of the current query."""
    # Two areas are compared in one period: the change between two is Explore's.
    data, query = cached.dataset(), replace(state.current(), since=None)
    say = words(query.lang)
    areas = (query.a, query.b)
    tables = area_tables(query, data, *areas)
    legend = legend_of(query, tables)

    # The maps are what a reader watches: they are sent first, wherever they stand.
    lead = st.container(key="lead")
    maps = st.columns(2, gap="medium", vertical_alignment="bottom")
    for side, (column, table) in enumerate(zip(maps, tables, strict=True)):
        with column:
            markup.subheading(panels.area_title(data, table.area, say), side=SIDES[side])
            payload = map_payload(query, data, table, legend, say, side)
            mapview.show(
                data, table.area, payload, side=SIDES[side], height=MAP_HEIGHT, linked=True
            )
    mapview.let_paint(len(tables))
    with lead:
        told = compare_sentence(say, data, _pair(query, data, tables), query.filters)
        markup.heading(say.text("ui.compare.title"), told)
        controls.places(query, data, say)
        controls.boxes(compare_boxes(query, data, tables, say), data)
        panels.snapped(data, tables[0], say)
        panels.coarser(data, tables, say)
        controls.filters(query, data, areas, say, folded=True)
    for column, area in zip(maps, areas, strict=True):
        with column:
            panels.to_explore(query, data, area, say)
    described = legend_payload(tables, legend, say) | sides_payload(data, tables, legend, say)
    parts.show(described, key="legend")
    controls.options(query, data, tables, legend)
    rows = differences(query, data)
    whole = whole_sentence(say, data, query, [row[0] for row in rows])
    markup.subheading(say.text("ui.compare.differs"), whole)
    parts.show(
        differs_payload(query, data, rows, say),
        key="pair",
        metric=lambda code: state.become(chosen(state.current(), data, "metric", code)),
    )
    panels.contrasts(query, data, say)
    for side, (column, table) in enumerate(zip(st.columns(2, gap="medium"), tables, strict=True)):
        with column:
            if table.empty:
                panels.nothing(data, table, say)
            panels.areas(data, areas_payload(query, data, table, legend, say, side))
    panels.provenance(data, tables, say)
    panels.take(query, data, tables, say)


def _pair(query: Query, data: Dataset, tables: Sequence[AreaTable]) -> Comparison:
    """The first two areas in the period of their maps, by the metric in view."""
    periods = {table.period for table in tables}
    shared = tables[0].period if len(periods) == 1 else query.year
    return compare(data, tables[0].metric, query.a, query.b, shared, query.filters)


main()
