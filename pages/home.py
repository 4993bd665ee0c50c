"""Home: what this is, the headline figures, both regions, and a door for each kind of reader."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.dataset import Dataset
from geo.indicators import REGISTRY, Unit
from geo.lists import thumb_payload
from geo.model import Level, Page
from geo.query import Query
from geo.wording import Words, words
from pages._ui import cached, markup, parts, state
from pages._ui.links import link

_HEADLINES = (
    ("se2016", "34"),
    ("sechange", "34"),
    ("msmebase", "3273"),
    ("imkonline", "34"),
    ("internetusers", "34"),
    ("emprate", "3273"),
)
_DOORS = {
    "policymaker": Page.EXPLORE,
    "researcher": Page.COMPARE,
    "presenter": Page.STUDY,
}


def main() -> None:
    """Draw the page of the current query."""
    data, query = cached.dataset(), state.current()
    say = words(query.lang)
    lead = "".join(f"<p>{markup.text(say.text(f'home.{key}'))}</p>" for key in ("lead", "aim"))
    title = markup.text(say.text("home.title"))
    markup.write(f'<div class="peta-hero"><h1>{title}</h1>{lead}</div>')
    with st.container(key="doors"):
        _doors(query, say)
    markup.subheading(say.text("home.regions"))
    with st.container(key="regions"):
        _regions(query, data, say)
    markup.subheading(say.text("home.headlines"))
    with st.container(key="figures"):
        _headlines(query, data, say)


def _doors(query: Query, say: Words) -> None:
    for reader, page in _DOORS.items():
        with st.container(key=f"door-{reader}"):
            title, text = (
                markup.text(say.text(f"home.{reader}.{key}")) for key in ("title", "text")
            )
            markup.write(f'<div class="peta-door"><h2>{title}</h2><p>{text}</p></div>')
            link(page, say.text(f"home.{reader}.link"), query)


def _regions(query: Query, data: Dataset, say: Words) -> None:
    regions = data.gazetteer.regions
    for region in regions:
        with st.container(key=f"region-{region.code}"):
            count = len(data.gazetteer.descendants(region.code, Level.KECAMATAN))
            name = say.area(data.gazetteer, region.code)
            title = say.text(
                "home.regiontitle",
                area=name,
                count=str(count),
                parts=say.level(Level.KECAMATAN, region.code, plural=True),
            )
            parts.show(thumb_payload(data, region.code, say), key=f"thumb-{region.code}")
            markup.write(f'<p class="peta-regiontitle">{markup.text(title)}</p>')
            other = next(item.code for item in regions if item != region)
            link(
                Page.EXPLORE,
                say.text("home.open", area=say.short(data.gazetteer, region.code)),
                replace(query, a=region.code, b=other, at=None),
            )


def _headlines(query: Query, data: Dataset, say: Words) -> None:
    for code, area in _HEADLINES:
        metric = REGISTRY[code]
        period = metric.periods(data, area)[-1]
        reading = metric.read(data, area, period)
        if reading is None:
            continue
        number = say.number(reading.value, metric.unit)
        if metric.unit is Unit.PERCENT:
            number = say.value(reading.value, metric.unit)
        text = markup.text(say.text(f"home.figure.{code}", period=say.period(metric, period)))
        source = markup.text(say.citation(data.figures.sources[reading.sources[0]]))
        with st.container(key=f"figure-{code}"):
            markup.write(
                f'<div class="peta-figure"><p class="peta-number">{markup.text(number)}</p>'
                f"<p>{text}</p><p><small>{source}</small></p></div>"
            )
            link(
                Page.EXPLORE,
                say.text("study.related"),
                replace(query, a=area, metric=code, year=None, since=None, at=None),
            )


main()
