"""Explore: one region on the map, with its answer, chart, table and series."""

from __future__ import annotations

import streamlit as st

from geo.act import judge
from geo.aggregate import area_tables
from geo.boxes import explore_boxes
from geo.finding import parts_text
from geo.lists import areas_payload
from geo.overlays import overlay
from geo.periods import pooled_legend, series_of
from geo.sentences import answer
from geo.views import legend_payload, map_payload, outline_words, outlines
from geo.wording import words
from pages._ui import cached, controls, mapview, markup, panels, parts, state

MAP_HEIGHT = 540


def main() -> None:
    """Draw the page of the current query."""
    data, query = cached.dataset(), state.current()
    say = words(query.lang)
    (table,) = area_tables(query, data, query.a)
    series = series_of(query, data, table)
    legend = series.legend
    judged = judge(query, data)
    inside = parts_text(query, data, say)

    # The map is what a reader watches: it is sent first, wherever it stands.
    lead = st.container(key="lead")
    filter_side, map_side, list_side = st.columns([1.15, 2.6, 1.9], gap="medium")
    with map_side:
        payload = map_payload(query, data, table, legend, say)
        described = pooled_legend(legend_payload((table,), legend, say), series, say)
        laid = overlay(query, data, table, say)
        payload |= laid.map
        described |= laid.legend
        if judged is not None:
            payload["act"] = outlines(data, judged)
            described["outlines"] = outline_words(say)
        payload["drill"] = bool(inside)
        mapview.show(data, query.a, payload, side="a", height=MAP_HEIGHT, linked=False)
    mapview.let_paint(1)
    with lead:
        markup.heading(say.text("ui.explore.title"), answer(say, data, table, query.at))
        controls.find(query, data, say)
        controls.boxes(explore_boxes(query, data, table, say), data)
        panels.snapped(data, table, say)
        panels.coarser(data, (table,), say)
    with filter_side:
        controls.filters(query, data, (query.a,), say)
    with map_side:
        parts.show(described, key="legend")
        controls.time(query, data, series, say)
        controls.options(query, data, (table,), legend)
        panels.parts_of_metric(query, data, table, say)
    with list_side:
        if table.empty:
            panels.nothing(data, table, say)
        shown = say.place(data.gazetteer, query.at or query.a, parent=False)
        listed = areas_payload(query, data, table, legend, say)
        panels.areas(data, {**listed, "drill": inside, "profile": shown})
        panels.profile(query, data, say, alone=not table.codes)
        panels.series(query, data, table, say)
        panels.to_compare(query, data, say)
    markup.subheading(say.text("ui.act.title"))
    controls.act(query, data, judged, say)
    panels.provenance(data, (table,), say)
    panels.take(query, data, (table,), say)


main()
