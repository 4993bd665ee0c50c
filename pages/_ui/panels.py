"""What stands around the figures: notices, empty states, series, sources, the link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from geo.aggregate import AreaTable, Context
from geo.choosing import alone, beside
from geo.citing import caveats_of
from geo.contrasts import contrasts_payload
from geo.dataset import Dataset
from geo.drill import go, into
from geo.lists import sectors, series_payload
from geo.model import Flag, Level, Page, Sort
from geo.portrait import profile_payload
from geo.query import Query
from geo.taken import take_payload, today
from geo.wording import Words
from pages._ui import links, markup, parts, state


def snapped(data: Dataset, table: AreaTable, say: Words) -> None:
    """Say so where the metric lacks the level that was asked for."""
    if table.level is not table.wanted:
        region = data.gazetteer.region_of(table.area).code
        markup.notice(
            say.text(
                "ui.snapped",
                wanted=say.level(table.wanted, region),
                level=say.level(table.level, region),
            )
        )


def coarser(data: Dataset, tables: Sequence[AreaTable], say: Words) -> None:
    """Where more than half of the areas can't be shown, offer the next coarser level."""
    table = tables[0]
    flags = [flag for own in tables for flag in own.flags]
    hidden = sum(flag in (Flag.UNRELIABLE, Flag.SUPPRESSED) for flag in flags)
    above = [own for own in table.metric.levels if own.depth < table.level.depth]
    depth = data.gazetteer.area(table.area).level.depth
    if 2 * hidden <= len(flags) or not above or above[-1].depth < depth:
        return
    region = data.gazetteer.region_of(table.area).code
    parts = say.level(table.level, region, plural=True)
    markup.notice(say.text("ui.filter.coarser", parts=parts))
    label = say.text("ui.filter.coarserlink", level=say.level(above[-1], region))
    # No callback: a session that begins with this click would have none to call.
    if st.button(label, key="coarser", type="tertiary"):
        state.change(level=above[-1])
        st.rerun()


def nothing(data: Dataset, table: AreaTable, say: Words) -> None:
    """The empty state: what is missing here, and within what the metric is published."""
    area = say.short(data.gazetteer, table.area)
    lines = [
        say.text("ui.explore.empty"),
        say.text(
            "ui.explore.emptytext",
            metric=say.label(table.metric),
            area=area,
        ),
        say.text(f"comparable.{table.metric.comparable}"),
    ]
    if table.context:
        lines[1] = say.text("ui.explore.contextonly", area=area)
        lines += [_context_line(item, data, table, say) for item in table.context]
    title, *rest = (markup.text(line) for line in lines)
    body = "".join(f"<p>{line}</p>" for line in rest)
    markup.write(f'<div class="peta-empty"><p><b>{title}</b></p>{body}</div>')


def areas(data: Dataset, payload: Mapping[str, Any]) -> None:
    """Select box, chart and table of one side; nothing where the side has no areas."""
    if payload["codes"]:
        parts.show(
            payload,
            key=f"areas-{payload['side']}",
            select=lambda code: state.change(at=code or None),
            sort=lambda order: state.change(sort=Sort(order)),
            drill=lambda code: state.change(**into(state.current(), data, code)),
        )


def profile(query: Query, data: Dataset, say: Words, *, alone: bool) -> None:
    """Profile of the selected area, else of the area in view; `alone` where no list is beside."""
    # Who has selected once looks at profiles: the next view then has its key figures at once.
    asked = state.opened("profile", "key") if query.at else state.opened("profile")
    parts.show(
        profile_payload(query, data, asked, say, alone=alone),
        key="profile",
        open=lambda codes: state.open_sections("profile", codes),
        select=lambda code: state.change(**_to(data, code)),
    )


def contrasts(query: Query, data: Dataset, say: Words) -> None:
    """What lies behind the difference of the compared areas, in sections that open in place."""
    parts.show(
        contrasts_payload(query, data, state.opened("contrasts"), say),
        key="contrasts",
        open=lambda codes: state.open_sections("contrasts", codes),
    )


def _to(data: Dataset, code: str) -> Mapping[str, Any]:
    """Fields of the query that select an area: in the view where it holds it, else in its own."""
    query = state.current()
    return {"at": code} if data.gazetteer.holds(query.a, code) else go(query, data, code)


def _context_line(item: Context, data: Dataset, table: AreaTable, say: Words) -> str:
    name = say.area(data.gazetteer, item.area)
    value = say.value(item.reading.value, table.metric.unit)
    return f"{name} ({say.text('ui.context')}): {value}"


def series(query: Query, data: Dataset, table: AreaTable, say: Words) -> None:
    """Sparkline of the selected area, else of the area in view, where a series exists.

    Where the area can have none, that of the nearest area around it.
    """
    area = query.at or table.area
    if not table.codes and table.context:
        area = table.context[0].area
    payload = series_payload(data, table, area, say)
    if payload is not None:
        parts.show(payload, key="series")


def parts_of_metric(query: Query, data: Dataset, table: AreaTable, say: Words) -> None:
    """Sectors of the selected area, else of the area in view, where the metric has them."""
    area = query.at or table.area
    found = sectors(data, table, area, say)
    if not found:
        return
    rows = "".join(
        f'<tr><th scope="row">{markup.text(label)}</th><td>{markup.text(value)}</td>'
        f'<td aria-hidden="true"><i style="width:{100 * (share or 0):.1f}%"></i></td></tr>'
        for label, value, share in found
    )
    period = say.period(table.metric, table.period)
    title = f"{say.text('ui.series.parts', period=period)}: {say.area(data.gazetteer, area)}"
    markup.write(
        f'<table class="peta-sectors"><caption>{markup.text(title)}</caption>'
        f"<tbody>{rows}</tbody></table>"
    )


def area_title(data: Dataset, code: str, say: Words) -> str:
    """Name of an area with its size in km², so that the size on screen does not mislead."""
    area = data.gazetteer.area(code)
    name = say.area(data.gazetteer, code)
    level = Level.KECAMATAN if area.level.depth < Level.KECAMATAN.depth else Level.KELURAHAN
    parts_inside = data.gazetteer.descendants(code, level)
    return say.text(
        "ui.compare.area",
        area=name,
        km2=say.whole(area.km2),
        count=say.whole(len(parts_inside)),
        parts=say.level(level, area.region, plural=True),
    )


def to_explore(query: Query, data: Dataset, area: str, say: Words) -> None:
    """The way from one of the compared areas to the same figures of it on Explore."""
    label = say.text("ui.places.explore", area=say.short(data.gazetteer, area))
    links.link(Page.EXPLORE, label, alone(query, data, area))


def to_compare(query: Query, data: Dataset, say: Words) -> None:
    """The ways from the area that Explore tells of to comparisons of it."""
    for onward in beside(query, data):
        other = say.short(data.gazetteer, onward.b)
        label = say.text("ui.places.compare", other=other)
        links.link(Page.COMPARE, label, onward)


def provenance(data: Dataset, tables: Sequence[AreaTable], say: Words) -> None:
    """Definition, caveat, kind of evidence and sources of what is shown."""
    metric = tables[0].metric
    paragraphs = (say.definition(metric), *caveats_of(data, tables, say))
    sources = dict.fromkeys(source for table in tables for source in table.sources)
    cited = [say.citation(data.figures.sources[source]) for source in sources]
    body = "".join(f"<p>{markup.text(item)}</p>" for item in paragraphs)
    listed = "".join(f"<li>{markup.text(item)}</li>" for item in cited)
    evidence = metric.evidence_in(data)
    kind, explained = (
        markup.text(say.text(f"evidence.{evidence}.{key}")) for key in ("name", "explain")
    )
    body += f"<p><b>{kind}.</b> {explained}</p>"
    title = markup.text(say.text("ui.about"))
    markup.write(f'<section class="peta-sources"><h2>{title}</h2>{body}<ul>{listed}</ul></section>')


def take(query: Query, data: Dataset, tables: Sequence[AreaTable], say: Words) -> None:
    """Files, link and citation of the view, and print."""
    parts.show(take_payload(query, data, tables, today(), say), key="take")
