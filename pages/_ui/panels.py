"""What stands around the figures: notices, empty states, series, sources, the link."""

from __future__ import annotations

from collections.abc import Sequence

from geo.aggregate import AreaTable
from geo.dataset import Dataset
from geo.lists import copy_payload, sectors, series_payload
from geo.model import Level
from geo.query import Query
from geo.wording import Words
from pages._ui import html, parts


def snapped(data: Dataset, table: AreaTable, say: Words) -> None:
    """Say so where the metric lacks the level that was asked for."""
    if table.level is not table.wanted:
        region = data.gazetteer.region_of(table.area).code
        html.notice(
            say.text(
                "ui.snapped",
                wanted=say.level(table.wanted, region),
                level=say.level(table.level, region),
            )
        )


def nothing(data: Dataset, table: AreaTable, say: Words) -> None:
    """The empty state: what is missing here, and within what the metric is published."""
    area = say.short(data.gazetteer, table.area)
    lines = [
        say.text("ui.explore.empty"),
        say.text(
            "ui.explore.emptytext",
            metric=say.text(f"metric.{table.metric.code}.label"),
            area=area,
        ),
        say.text(f"comparable.{table.metric.comparable}"),
    ]
    if table.context:
        lines[1] = say.text("ui.explore.contextonly", area=area)
    title, *rest = (html.text(line) for line in lines)
    body = "".join(f"<p>{line}</p>" for line in rest)
    html.write(f'<div class="peta-empty"><p><b>{title}</b></p>{body}</div>')


def series(query: Query, data: Dataset, table: AreaTable, say: Words) -> None:
    """Sparkline of the selected area, else of the area in view, where a series exists."""
    payload = series_payload(data, table, query.at or table.area, say)
    if payload is not None:
        parts.show(payload, key="series")


def parts_of_metric(query: Query, data: Dataset, table: AreaTable, say: Words) -> None:
    """Sectors of the selected area, else of the area in view, where the metric has them."""
    area = query.at or table.area
    found = sectors(data, table, area, say)
    if not found:
        return
    rows = "".join(
        f'<tr><th scope="row">{html.text(label)}</th><td>{html.text(value)}</td>'
        f'<td aria-hidden="true"><i style="width:{100 * (share or 0):.1f}%"></i></td></tr>'
        for label, value, share in found
    )
    period = say.period(table.metric, table.period)
    title = f"{say.text('ui.series.parts', period=period)}: {say.area(data.gazetteer, area)}"
    html.write(
        f'<table class="peta-sectors"><caption>{html.text(title)}</caption>'
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


def provenance(data: Dataset, tables: Sequence[AreaTable], say: Words) -> None:
    """Definition, caveat and sources of what is shown."""
    metric = tables[0].metric
    paragraphs = [
        say.text(f"metric.{metric.code}.definition"),
        say.text(f"metric.{metric.code}.caveat"),
        *(say.text(f"note.{note}") for note in dict.fromkeys(n for t in tables for n in t.notes)),
    ]
    sources = dict.fromkeys(source for table in tables for source in table.sources)
    cited = [say.citation(data.figures.sources[source]) for source in sources]
    body = "".join(f"<p>{html.text(item)}</p>" for item in paragraphs)
    listed = "".join(f"<li>{html.text(item)}</li>" for item in cited)
    title = html.text(say.text("ui.about"))
    html.write(f'<section class="peta-sources"><h2>{title}</h2>{body}<ul>{listed}</ul></section>')


def copy_link(say: Words) -> None:
    """The button that copies the link of this view."""
    parts.show(copy_payload(say), key="copy")
