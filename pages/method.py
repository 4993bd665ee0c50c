"""Method: definitions, rules, sources with their caveats, licences and limits."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from geo.curves import curve_lines
from geo.dataset import Dataset
from geo.indicators import REGISTRY, Metric, Topic
from geo.measures import Bounds
from geo.model import Design
from geo.wording import Words, words
from pages._ui import cached, markup, state, targets

_SECTIONS = (
    "shows", "evidence", "example", "use", "age", "sizes", "estimates", "reliability", "few",
    "ranks", "portrait", "flows", "apart", "why", "disclosure", "overlays", "honesty", "classes",
    "boundaries", "missing", "offline", "licences", "cite",
)  # fmt: skip


def main() -> None:
    """Draw the page of the current query."""
    data, query = cached.dataset(), state.current()
    say = words(query.lang)
    markup.heading(say.text("method.title"), say.text("method.lead"))
    for section in _SECTIONS:
        with st.container(key=f"method-{section}"):
            markup.subheading(say.text(f"method.{section}.title"))
            text = say.text(f"method.{section}.text", minimum=say.whole(data.disclosure_min))
            st.markdown(text)
            if section == "example":
                targets.write(data.targets, data.gazetteer, say)
            if section == "few" and data.records.design is Design.SAMPLE:
                st.markdown("\n".join(f"- {line}" for line in curve_lines(data, say)))
    markup.subheading(say.text("method.indicators"))
    for topic in Topic:
        _indicators(topic, data, query.metric, say)
    markup.subheading(say.text("method.sources"))
    markup.write("".join(_source(data, source, say) for source in data.figures.sources))
    markup.subheading(say.text("method.files"))
    _files(data, say)


def _terms(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f"<div><dt>{markup.text(term)}</dt><dd>{markup.text(text)}</dd></div>"
        for term, text in pairs
    )
    return f'<dl class="peta-terms">{rows}</dl>'


def _indicators(topic: Topic, data: Dataset, current: str, say: Words) -> None:
    items = "".join(
        _indicator(metric, data, metric.code == current, say)
        for metric in REGISTRY.values()
        if metric.topic is topic
    )
    title = markup.text(say.text(f"topic.{topic}"))
    markup.write(f'<section class="peta-group"><h3>{title}</h3>{items}</section>')


def _indicator(metric: Metric, data: Dataset, current: bool, say: Words) -> str:
    keys = ("definition", "numerator", "denominator", "formula", "caveat")
    terms = [
        (say.text(f"ui.{key}"), say.text(f"metric.{metric.code}.{key}"))
        for key in keys
        if say.has(f"metric.{metric.code}.{key}")
    ]
    if measure := metric.measure:
        terms += [
            (say.text("ui.bounds"), _bounds(measure.bounds, say)),
            (say.text("ui.contrast"), _bounds(measure.contrast, say)),
        ]
    periods = [say.years(metric, period) for period in metric.periods(data)]
    terms += [
        (say.text("ui.comparability"), say.text(f"comparable.{metric.comparable}")),
        (say.text("ui.control.year"), ", ".join(periods)),
        (
            say.text("ui.control.level"),
            ", ".join(say.text(f"level.{own}.one") for own in metric.levels),
        ),
    ]
    label = markup.text(say.text(f"metric.{metric.code}.label"))
    opened = " open" if current else ""
    return f"<details{opened}><summary>{label}</summary>{_terms(terms)}</details>"


def _bounds(bounds: Bounds, say: Words) -> str:
    limits = {"ok": say.plain(bounds.ok), "care": say.plain(bounds.care)}
    return say.text(f"method.bounds.{bounds.yardstick}", **limits)


def _source(data: Dataset, code: str, say: Words) -> str:
    source = data.figures.sources[code]
    terms = [
        (say.text(f"ui.{key}"), say.text(f"source.{code}.{key}"))
        for key in ("concept", "coverage", "licence", "caveat")
    ]
    terms.append((say.text("ui.confidence"), say.text(f"confidence.{source.confidence}")))
    terms.append((say.text("ui.address"), source.url))
    summary = markup.text(say.citation(source))
    return f'<details class="peta-source"><summary>{summary}</summary>{_terms(terms)}</details>'


def _files(data: Dataset, say: Words) -> None:
    heads = "".join(
        f'<th scope="col">{markup.text(say.text(f"method.file.{key}"))}</th>'
        for key in ("path", "rows", "checksum")
    )
    rows = "".join(
        f'<tr><th scope="row"><code>{markup.text(item.path)}</code></th><td>{item.rows}</td>'
        f"<td><code>{markup.text(item.checksum[:12])}</code></td></tr>"
        for item in data.files
        if not item.path.startswith("sources/")
    )
    markup.write(
        '<div class="peta-scroll" tabindex="0"><table class="peta-files">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


main()
