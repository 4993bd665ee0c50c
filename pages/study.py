"""Study: the findings of 2017, claim by claim, and what figures can and cannot show of each."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.indicators import REGISTRY
from geo.model import Page
from geo.query import Query
from geo.wording import Words, words
from pages._ui import cached, markup, state
from pages._ui.links import link

_CLAIMS = {
    "use": (("internetusers", "imkonline", "ecommerce"), ("online",)),
    "groups": (("ecommerce",), ("integrated", "promotion")),
    "jobs": (("emprate", "employed"), ("jobgrowth", "growthgap")),
    "newbusiness": (("sechange", "register"), ("new", "newonline")),
    "workforce": (("employed", "unemprate"), ("creation", "destruction")),
    "skills": (("formalwork",), ("trained",)),
    "local": (("ecommerce",), ("onlinesales",)),
    "literacy": (("internetusers",), ("promotion",)),
    "itskills": ((), ("itskills",)),
    "farming": (("onlinesellers", "employed"), ()),
}
"""Claims in the study's order, each with the metrics, official and of records, nearest to it."""


def main() -> None:
    """Draw the page of the current query."""
    query = state.current()
    say = words(query.lang)
    markup.heading(say.text("study.title"), say.text("study.lead"))
    kind = REGISTRY["businesses"].evidence_in(cached.dataset())
    markup.notice(say.text("study.limits"))
    for number, (claim, (official, recorded)) in enumerate(_CLAIMS.items(), start=1):
        with st.container(key=f"claim-{claim}"):
            _claim(number, claim, say)
            _related(official, query, say)
            if recorded:
                _links(say.text(f"evidence.{kind}.name"), recorded, query, say)
    sources = "".join(
        f"<p>{markup.text(say.text(f'study.{key}'))}</p>" for key in ("source", "book")
    )
    markup.write(f'<section class="peta-sources">{sources}</section>')


def _claim(number: int, claim: str, say: Words) -> None:
    title = markup.text(say.text(f"study.{claim}.title"))
    columns = "".join(
        f"<div><h3>{markup.text(say.text(f'study.{part}label'))}</h3>"
        f"<p>{markup.text(say.text(f'study.{claim}.{part}'))}</p></div>"
        for part in ("claim", "official", "records")
    )
    markup.write(
        f'<section class="peta-claim"><h2><span aria-hidden="true">{number}</span>{title}</h2>'
        f'<div class="peta-three">{columns}</div></section>'
    )


def _related(metrics: tuple[str, ...], query: Query, say: Words) -> None:
    if not metrics:
        markup.write(f'<p class="peta-quiet">{markup.text(say.text("study.norelated"))}</p>')
        return
    _links(say.text("study.related"), metrics, query, say)


def _links(title: str, metrics: tuple[str, ...], query: Query, say: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        markup.write(f'<p class="peta-quiet">{markup.text(title)}</p>')
        for code in metrics:
            link(
                Page.EXPLORE,
                say.text(f"metric.{code}.short"),
                replace(query, a="34", b="3273", metric=code, year=None, since=None, at=None),
            )


main()
