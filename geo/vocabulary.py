"""Words that the browser keeps: sent once a language, as boundaries are once a region."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.counts import OPTIONS
from geo.differs import WORDS
from geo.indicators import REGISTRY, Metric
from geo.kinds import SHOWS, Why
from geo.model import Base, Lang, Palette, Scheme, Theme
from geo.options import FIXES, PALETTE_FORMS
from geo.profiles import DIMENSIONS
from geo.serving import content_version
from geo.views import MARKS
from geo.wording import Words, words

_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "map",
        ("ui.map.zoomin", "ui.map.zoomout", "ui.map.reset", "ui.map.credit", "ui.map.failed",
         "ui.map.retry", "ui.map.elevation", "ui.map.again", "ui.map.deeper",
         "ui.map.closer", "ui.map.wholes", "ui.map.onescale",
         "ui.ground.wheel", "ui.ground.fingers", "ui.ground.keys", "ui.ground.unreachable",
         "ui.ground.untiled"),
    ),
    (
        "areas",
        ("ui.areas.pick", "ui.areas.choose", "ui.areas.hint", "ui.areas.chart", "ui.areas.name",
         "ui.areas.parent", "ui.areas.value", "ui.areas.rank", "ui.profile.pane", "ui.profile.list",
         "ui.profile.tab"),
    ),
    (
        "find",
        ("ui.find.label", "ui.find.placeholder", "ui.find.hits", "ui.find.count", "ui.find.none",
         "ui.find.cut", "ui.find.shown", "ui.find.trail"),
    ),
    ("boxes", ("ui.control.unpublished",)),
    (
        "places",
        ("ui.places.area", "ui.places.swap", "ui.places.add", "ui.places.remove", "ui.places.pick",
         "ui.places.pairs", "ui.places.rest", "ui.places.places", "ui.places.similar",
         "ui.places.siblings", "ui.places.unfit", "ui.places.moved", "ui.places.left",
         "ui.places.back", "ui.places.mixed"),
    ),
    ("page", ("ui.look", *(f"theme.{name}" for name in ("system", *Theme)))),
    (
        "pair",
        ("ui.compare.caption", "ui.compare.indicator", "ui.compare.chart",
         "ui.compare.difference", "ui.compare.word", "ui.compare.apart", "ui.compare.stays"),
    ),
    (
        "contrasts",
        ("ui.contrasts.title", "ui.contrasts.mixes", "ui.contrasts.jobs", "ui.contrasts.why",
         "ui.contrasts.official"),
    ),
    (
        "mixpairs",
        ("ui.mixpairs.option", "ui.mixpairs.area", "ui.mixpairs.share", "ui.mixpairs.reading",
         "ui.mixpairs.more", "ui.mixpairs.morethan", "ui.mixpairs.even", "ui.mixpairs.fold",
         "ui.mixpairs.folded", "ui.mixpairs.help", "ui.mixpairs.sample"),
    ),
    (
        "jobs",
        ("ui.jobs.switch", "ui.jobs.caption", "ui.jobs.option", "ui.jobs.made", "ui.jobs.total",
         "ui.jobs.others", "ui.jobs.rising", "ui.jobs.falling", "ui.jobs.share", "ui.jobs.growth",
         "ui.jobs.among", "ui.jobs.nobody", "ui.jobs.undivided", "ui.jobs.whole", "ui.jobs.fixed",
         "ui.jobs.narrowed", "ui.jobs.how", "ui.jobs.together", "ui.jobs.example",
         "caution.sizegrowth", "caution.survivors"),
    ),
    (
        "why",
        ("ui.why.mix", "ui.why.behaviour", "ui.why.difference", "ui.why.part", "ui.why.points",
         "ui.why.caption", "ui.why.instead", "ui.why.what", "ui.why.help", "ui.why.example"),
    ),
    (
        "official",
        ("ui.official.help", "ui.official.view", "ui.official.together", "ui.official.apart",
         "ui.official.table", "ui.official.year", "ui.official.nothing"),
    ),
    (
        "filters",
        ("ui.filter.title", "ui.filter.reset", "ui.filter.remove", "ui.filter.presets",
         "ui.filter.newbefore", "ui.filter.newafter", "ui.filter.none"),
    ),
    (
        "choices",
        ("ui.options.title", "ui.options.kind", "ui.options.why", "ui.options.explain",
         "ui.options.classes", "ui.options.method", "ui.options.k", "ui.options.breaks",
         "ui.options.breakshint", "ui.options.apply", "ui.options.notnumber",
         "ui.options.decimals", "ui.options.twice", "ui.options.few", "ui.options.many",
         "ui.options.colours", "ui.options.ground", "ui.options.reset"),
    ),
    (
        "time",
        ("ui.time.title", "ui.time.year", "ui.time.play", "ui.time.pause", "ui.time.back",
         "ui.time.forward", "ui.time.since", "ui.time.none", "ui.time.all", "ui.time.alllead",
         "ui.time.nofigure"),
    ),
    (
        "take",
        ("ui.take.title", "ui.take.png", "ui.take.svg", "ui.take.xlsx", "ui.take.zip",
         "ui.take.geojson", "ui.take.link", "ui.take.linked", "ui.take.cite", "ui.take.cited",
         "ui.take.print", "ui.take.busy", "ui.take.ready", "ui.take.failed", "ui.take.bycopy",
         "ui.take.close"),
    ),
    (
        "act",
        ("ui.act.lead", "ui.act.above", "ui.act.below", "ui.act.metric", "ui.act.direction",
         "ui.act.threshold", "ui.act.add", "ui.act.remove", "ui.act.number", "ui.act.clear",
         "ui.act.presets", "ui.act.sure", "ui.act.likely", "ui.act.certainty", "ui.act.area",
         "ui.act.listed", "ui.act.explain"),
    ),
    (
        "profile",
        ("ui.profile.key", "ui.profile.mix", "ui.profile.sectors", "ui.profile.series",
         "ui.profile.similar", "ui.profile.loading", "ui.profile.none", "ui.profile.sector",
         "ui.profile.portion", "ui.profile.quotient", "ui.profile.above", "ui.profile.below",
         "ui.profile.even", "ui.profile.remark", "ui.profile.marked", "ui.profile.distance",
         "ui.profile.alike", "ui.profile.apart", "ui.profile.open", "ui.profile.features",
         "ui.profile.nosimilar", "ui.profile.mixhelp", "ui.profile.sectorshelp",
         "ui.profile.sectorswhole", "ui.profile.serieshelp", "ui.profile.similarhelp"),
    ),
)  # fmt: skip


@lru_cache(maxsize=len(Lang))
def vocabulary(lang: Lang) -> dict[str, Any]:
    """Words by part of the page; never changed by who gets them.

    `metrics` holds label and unit of each metric, `topics` their short names by topic, `options`
    name and explanation of each option by dimension, `choices` the words of the map options.
    """
    say = words(lang)
    flags = {str(flag): say.text(f"flag.{flag}") for flag in MARKS} | {
        "care": say.text("flag.care")
    }
    # A text keeps its placeholder, which the browser fills in.
    parts: dict[str, Any] = {
        part: {key.rpartition(".")[2]: say.texts[key] for key in keys} for part, keys in _PARTS
    }
    parts["map"] |= flags
    parts["areas"] |= flags
    parts["profile"] |= flags
    parts["metrics"] = {
        metric.code: [
            say.text(f"metric.{metric.code}.label"), say.text(f"unit.{metric.unit}.name"),
        ]
        for metric in REGISTRY.values()
    }  # fmt: skip
    parts["choices"] |= {
        "shows": {code: _named(say, "show", code) for code in SHOWS},
        "reasons": {code: say.text(f"ui.options.reason.{code}") for code in Why},
        "fixes": {code: say.text(f"ui.options.fixed.{code}") for code in FIXES},
        "schemes": {code: _named(say, "scheme", code) for code in Scheme},
        "palettes": {
            form: {code: say.text(f"ui.options.{form}.{code}.name") for code in Palette}
            for form in PALETTE_FORMS
        },
        "bases": {code: _named(say, "base", code) for code in Base},
    }
    parts["pair"] |= flags
    parts["pair"]["readings"] = {code: say.texts[f"ui.compare.{code}"] for code in WORDS}
    parts["topics"] = [
        (say.text(f"topic.{topic}"), [(m.code, say.text(f"metric.{m.code}.short")) for m in own])
        for topic, own in _by_topic().items()
    ]
    parts["page"]["language"] = words(Lang.EN if lang is Lang.ID else Lang.ID).text(
        "ui.thislanguage"
    )
    parts["dimensions"] = {
        name: [say.text(f"dimension.{name}.name"), say.text(f"dimension.{name}.help")]
        for name in DIMENSIONS
    }
    parts["options"] = {
        name: {code: _option(say, name, code) for code in codes}
        for name, codes in zip(DIMENSIONS, OPTIONS, strict=True)
    }
    return parts


def _by_topic() -> dict[str, list[Metric]]:
    found: dict[str, list[Metric]] = {}
    for metric in REGISTRY.values():
        found.setdefault(str(metric.topic), []).append(metric)
    return found


def _named(say: Words, group: str, code: str) -> tuple[str, str]:
    """Name and explanation of a map option."""
    return say.text(f"ui.options.{group}.{code}.name"), say.text(f"ui.options.{group}.{code}.help")


def _option(say: Words, dimension: str, code: str) -> tuple[str, str]:
    """Name and explanation of an option; an age keeps its placeholder."""
    key = f"{dimension}.{code}.help"
    return say.texts[f"{dimension}.{code}.name"], say.text(key) if say.has(key) else ""


def vocabulary_url() -> str:
    """URL prefix of the vocabularies; `/{lang}.json` follows. It changes with any word."""
    return f"/words/{content_version((Path(__file__).parent / 'locales').glob('*.toml'))}"
