"""A view on its way out of the app: its tables, and everything that a file says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from geo.aggregate import AreaTable, area_tables
from geo.choices import base_text
from geo.citing import caveats_of, citation, filter_text, periods_of, sources_of, title_of
from geo.codec import to_params
from geo.compare import compare
from geo.counts import live_counts
from geo.dataset import Dataset
from geo.kinds import OVERLAYS, shown
from geo.model import Evidence
from geo.query import Query
from geo.rests import filed
from geo.sentences import answer, compare_sentence
from geo.wording import Words, words

_LINK = "\0"
"""Stands for the link of the view, which no text holds."""

_FOREIGN = ("theme", "b", "base", "slide", "story")
"""Parameters of a page that change nothing in a file."""


_WIB = timezone(timedelta(hours=7))
"""Western Indonesia, whose day it is that a view is taken on, whatever the server's clock."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where and when a file was taken: the address of the view, and the day."""

    link: str
    day: date


@dataclass(frozen=True, slots=True)
class Cited:
    """A source: its id, how it is cited, its address (may be empty) and its licence."""

    id: str
    citation: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about its numbers, in words.

    `notice` says that records are made up, empty where they are not; `filters` and `base` say
    which businesses count and how many they are, empty for official metrics; `kind` names the kind
    of evidence, and `evidence` explains it.
    """

    title: str
    sentence: str
    notice: str
    filters: str
    base: str
    kind: str
    evidence: str
    caveats: tuple[str, ...]
    sources: tuple[Cited, ...]
    citation: str
    attribution: str
    link: str
    day: str


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """One view to be taken along: the tables of its sides, `a` first, and what they rest on."""

    query: Query
    data: Dataset
    tables: tuple[AreaTable, ...]
    about: About
    stamp: Stamp

    @property
    def say(self) -> Words:
        """Words of the reader's language."""
        return words(self.query.lang)

    @property
    def name(self) -> str:
        """Name of a file without its ending: metric, areas, level, period; sorts and tells."""
        table = self.tables[0]
        areas = "-".join(filed(own.area) for own in self.tables)
        parts = ("peta-umkm", table.metric.code, areas, table.level, table.span)
        return "-".join(str(part) for part in parts if part)

    @property
    def pair(self) -> tuple[AreaTable, ...]:
        """The tables that a picture draws: of one area, or of the first two."""
        return self.tables[:2]

    @property
    def filters(self) -> str:
        """Which business records count."""
        return filter_text(self.query.filters, self.say)

    @property
    def other_kind(self) -> bool:
        """Whether the page shows something over the areas that a figure does not draw."""
        return shown(self.query, self.data) in OVERLAYS

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Everything that is to be said of the numbers, as pairs of a label and a text."""
        say, about, metric = self.say, self.about, self.tables[0].metric
        code = metric.code
        told = {
            "ui.take.about": about.title,
            "take.label.notice": about.notice,
            "take.label.sentence": about.sentence,
            "ui.control.metric": f"{say.label(metric)} ({code})",
            "ui.definition": say.definition(metric),
            **{
                f"ui.{part}": say.text(f"metric.{code}.{part}")
                for part in ("numerator", "denominator", "formula")
                if say.has(f"metric.{code}.{part}")
            },
            "take.label.unit": say.text(f"unit.{metric.unit}.name"),
            "take.label.filters": about.filters,
            "take.label.base": about.base,
            "take.label.evidence": f"{about.kind}. {about.evidence}",
        }
        sources = (
            f"{item.citation} {say.text('ui.licence')}: {item.licence} {item.url}".strip()
            for item in about.sources
        )
        several = (
            *((say.text("ui.caveat"), text) for text in about.caveats),
            *((say.text("ui.source"), text) for text in sources),
            (say.text("take.label.boundaries"), about.attribution),
            (say.text("take.label.citation"), about.citation),
            (say.text("take.label.link"), about.link),
            (say.text("take.label.day"), about.day),
        )
        return (*((say.text(key), text) for key, text in told.items() if text), *several)


def today() -> date:
    """The day that views are taken on."""
    return datetime.now(_WIB).date()


def take(query: Query, data: Dataset, stamp: Stamp, *, both: bool = False) -> Taken:
    """The view of area `a`, and beside it that of `b` where `both` are asked for."""
    areas = (query.a, query.b) if both else (query.a,)
    tables = beside(query, data, area_tables(query, data, *areas))
    return Taken(query, data, tables, _about(query, data, tables, stamp), stamp)


def beside(query: Query, data: Dataset, tables: tuple[AreaTable, ...]) -> tuple[AreaTable, ...]:
    """`tables` of `a` and `b`, then those of `c` and `d` in the same period; of one area, it alone.

    Where `a` and `b` share no period, `c` and `d` stand in the latest that these two share.
    """
    more = query.compared[2:]
    if len(tables) == 1 or not more:
        return tables
    periods = periods_of(tables)
    shared = periods[0] if len(periods) == 1 and periods[0] else query.year
    return (*tables, *area_tables(replace(query, year=shared), data, *more))


def take_payload(
    query: Query, data: Dataset, tables: Sequence[AreaTable], day: date, say: Words
) -> dict[str, Any]:
    """What the row under a view needs: parameters of its files, and its citation.

    The browser knows the link of the view best, so the citation comes in two pieces around it.
    """
    tables = beside(query, data, tuple(tables))
    title = title_of(data, tables, say)
    cited = citation(data, tables, title, _LINK, say.dates(day.isoformat()), say)
    return {
        "part": "take",
        "lang": str(query.lang),
        "asked": urlencode(file_params(query, both=len(tables) > 1)),
        "citation": cited.split(_LINK),
    }


def file_params(query: Query, both: bool) -> dict[str, str]:
    """Parameters with which the interface gives the files of a view.

    `b`, `c` and `d` only where `both` are shown, and others beside them.
    """
    foreign = _FOREIGN if both else (*_FOREIGN, "c", "d")
    kept = {name: text for name, text in to_params(query).items() if name not in foreign}
    return kept | ({"b": query.b} if both else {})


def _about(query: Query, data: Dataset, tables: tuple[AreaTable, ...], stamp: Stamp) -> About:
    say, metric = words(query.lang), tables[0].metric
    recorded = metric.measure is not None
    title, day = title_of(data, tables, say), say.dates(stamp.day.isoformat())
    evidence = metric.evidence_in(data)
    base = ""
    if recorded:
        counts = live_counts(data.cells, query.filters, [table.area for table in tables])
        base = base_text(data, counts.chosen, say)
    return About(
        title=title,
        sentence=_sentence(query, data, tables, say),
        notice=say.text("record.example") if evidence is Evidence.EXAMPLE else "",
        filters=filter_text(query.filters, say) if recorded else "",
        base=base,
        kind=say.text(f"evidence.{evidence}.name"),
        evidence=say.text(f"evidence.{evidence}.explain"),
        caveats=caveats_of(data, tables, say),
        sources=tuple(cited_source(data, source, say) for source in sources_of(data, tables)),
        citation=citation(data, tables, title, stamp.link, day, say),
        attribution=say.text("ui.attribution"),
        link=stamp.link,
        day=day,
    )


def cited_source(data: Dataset, source: str, say: Words) -> Cited:
    """A source by its id, as files name it."""
    own = data.figures.sources[source]
    return Cited(source, say.citation(own), own.url, say.text(f"source.{source}.licence"))


def _sentence(query: Query, data: Dataset, tables: tuple[AreaTable, ...], say: Words) -> str:
    """The sentence that stands above the view in the app."""
    if len(tables) == 1 or query.since is not None:
        # Compare has no changes between years: each area is told by itself.
        return " ".join(answer(say, data, table, query.at) for table in tables)
    metric, periods = tables[0].metric, periods_of(tables[:2])
    shared = periods[0] if len(periods) == 1 else query.year
    areas = (tables[0].area, tables[1].area)
    found = compare(data, metric, *areas, shared, query.filters)
    return compare_sentence(say, data, found, query.filters)
