"""What a view is called and how it is cited, wherever it goes: title, sources, filters, caveats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.aggregate import AreaTable
from geo.cautions import cautions
from geo.change import since_of
from geo.choices import option_name
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.indicators import Unit
from geo.profiles import DIMENSIONS
from geo.query import Filters
from geo.wording import Words


def title_of(data: Dataset, tables: Sequence[AreaTable], say: Words) -> str:
    """What a file is called inside: metric, areas, level and period."""
    table = tables[0]
    names = [say.short(data.gazetteer, own.area) for own in tables]
    regions = {data.gazetteer.region_of(own.area).code for own in tables}
    told = [
        say.period(own.metric, period) if period else say.text("ui.noperiod")
        for own, period in zip(tables, periods_of(tables), strict=False)
    ]
    metric, period = say.label(table.metric), ", ".join(told)
    return say.text(
        _title_key(tables, metric, period),
        metric=metric,
        area=say.listed(names),
        # A local name holds for its own region alone.
        level=say.level(table.level, regions.pop() if len(regions) == 1 else ""),
        period=period,
    )


def _title_key(tables: Sequence[AreaTable], metric: str, period: str) -> str:
    """Which words title a view: an area alone has no parts, and some labels say their years."""
    if all(table.codes == (table.area,) for table in tables):
        return "ui.areas.caption"
    return "take.timed" if period in metric else "take.title"


def citation(
    data: Dataset, tables: Sequence[AreaTable], title: str, link: str, day: str, say: Words
) -> str:
    """How to cite a view: its sources, who worked them up, the view, its link and the day."""
    return cited_as(data, sources_of(data, tables), title, link, day, say)


def cited_as(
    data: Dataset, sources: Iterable[str], title: str, link: str, day: str, say: Words
) -> str:
    """As `citation`, of sources by their ids."""
    cited = [say.cited(data.figures.sources[source]) for source in sources]
    worked = say.text("take.citation", title=title, link=link, day=day)
    return " ".join((f"{'; '.join(cited)}.", worked)) if cited else worked


def sources_of(data: Dataset, tables: Sequence[AreaTable]) -> tuple[str, ...]:
    """Ids of all sources; of business records also where every value is withheld."""
    metric = tables[0].metric
    own = (str(metric.evidence_in(data)),) if metric.measure is not None else ()
    every = (*own, *(source for table in tables for source in table.sources))
    return tuple(source for source in dict.fromkeys(every) if source in data.figures.sources)


def periods_of(tables: Sequence[AreaTable]) -> tuple[str, ...]:
    """Periods of a view, without repetition."""
    return tuple(dict.fromkeys(table.period for table in tables))


def filter_text(filters: Filters, say: Words) -> str:
    """Which businesses count: each filtered dimension with its chosen options."""
    told = []
    for name in DIMENSIONS:
        chosen = [option_name(say, name, code, filters.newmax) for code in _chosen(filters, name)]
        if chosen:
            told.append(f"{say.text(f'dimension.{name}.name')}: {', '.join(chosen)}")
    return "; ".join(told) or say.text("take.unfiltered")


def _chosen(filters: Filters, name: str) -> list[str]:
    found = getattr(filters, name)
    return [code for code in dict(zip(DIMENSIONS, OPTIONS, strict=True))[name] if code in found]


def caveats_of(data: Dataset, tables: Sequence[AreaTable], say: Words) -> tuple[str, ...]:
    """What to bear in mind about a view: of its metric, its records and single figures."""
    metric = tables[0].metric
    notes = dict.fromkeys(note for table in tables for note in table.notes)
    return (
        say.text(f"metric.{metric.code}.caveat"),
        say.text(f"comparable.{metric.comparable}"),
        *(say.text(f"caution.{caution}") for caution in cautions(metric, tables[0].filters)),
        *([_of_design(data, say)] if metric.measure is not None else []),
        *_residents(tables, say),
        *(say.text(f"note.{note}") for note in notes),
    )


def _residents(tables: Sequence[AreaTable], say: Words) -> tuple[str, ...]:
    """The periods of values per resident and of the residents, where they are not the same."""
    metric = tables[0].metric
    if metric.unit is not Unit.PERTHOUSAND or since_of(metric) is not None:
        return ()
    pairs = dict.fromkeys(
        (table.period, reading.reference)
        for table in tables
        for reading in table.readings
        if reading is not None and reading.reference not in ("", table.period)
    )
    return tuple(
        say.text(
            "caution.years",
            period=say.period(metric, period),
            reference=say.moment(reference),
        )
        for period, reference in pairs
    )


def _of_design(data: Dataset, say: Words) -> str:
    name, what = (
        say.text(f"record.design.{data.records.design}.{key}") for key in ("name", "help")
    )
    return f"{name}: {what}"
