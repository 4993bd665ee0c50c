from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.act import Certainty, Judgement, judge
from geo.aggregate import area_tables
from geo.codec import parse
from geo.conditions import Bound, Condition, condition, fit, written
from geo.dropped import Dropped, DropReason
from geo.indicators import REGISTRY
from geo.model import Design, Flag, Lang, Level
from geo.passing import LISTED, PRESETS, passing_payload, read_conditions
from geo.query import Query
from geo.views import OUTLINES, outlines
from geo.wording import words
from tests.data import dataset
from tests.served import client
from tests.strategies import conditions, queries

DATA = dataset()
PASSING = (Certainty.SURE, Certainty.LIKELY)


def _judged(query: Query) -> Judgement:
    found = judge(query, DATA)
    assert found is not None
    return found


def _asked(text: str, **more: object) -> Query:
    return replace(Query(act=read_conditions(text, DATA)), **more)  # type: ignore[arg-type]


@given(conditions())
def test_a_condition_written_is_read_back(item: Condition) -> None:
    assert condition(written([item])) == item


@given(queries(), st.lists(conditions(), min_size=1, max_size=3))
@settings(max_examples=60)
def test_certainty_follows_from_the_tables(query: Query, asked: list[Condition]) -> None:
    query = replace(query, act=tuple(asked))
    judged = _judged(query)
    for item, own in zip(asked, judged.tables, strict=True):
        assert own.level is judged.level
        assert own.codes == judged.codes
        year = query.year if item.metric == query.metric else None
        shown = replace(query, metric=item.metric, level=judged.level, year=year, since=None)
        np.testing.assert_array_equal(own.value, area_tables(shown, DATA, query.a)[0].value)
    for at, certainty in enumerate(judged.certainty):
        standing = []
        for item, own in zip(asked, judged.tables, strict=True):
            if own.flags[at] not in (Flag.OK, Flag.CARE):
                standing.append("hidden")
                continue
            sign = 1 if item.bound is Bound.ABOVE else -1
            near = own.ci_low[at] if sign > 0 else own.ci_high[at]
            meets = sign * (own.value[at] - item.threshold) > 0
            whole = own.metric.measure is None or sign * (near - item.threshold) > 0
            standing.append("fails" if not meets else "whole" if whole else "crosses")
        assert certainty == (
            "no"
            if "fails" in standing
            else "unknown"
            if "hidden" in standing
            else "likely"
            if "crosses" in standing
            else "sure"
        )


@given(queries(), conditions())
@settings(max_examples=40)
def test_list_and_map_show_what_was_judged(query: Query, item: Condition) -> None:
    query = replace(query, act=(item,))
    judged = _judged(query)
    passing = {
        code for code, own in zip(judged.codes, judged.certainty, strict=True) if own in PASSING
    }
    assert {judged.codes[at] for at in judged.order} == passing
    sure = [judged.certainty[at] is Certainty.SURE for at in judged.order]
    assert sure == sorted(sure, reverse=True)
    drawn = outlines(DATA, judged)
    region = DATA.gazetteer.region_of(query.a).code
    features = [area.code for area in DATA.gazetteer.descendants(region, Level(drawn["level"]))]
    marked = dict(zip(features, drawn["marks"], strict=True))
    assert {code for code, mark in marked.items() if mark in OUTLINES.values()} == passing
    shown = passing_payload(query, DATA, judged, words(query.lang))
    assert shown["codes"] == [judged.codes[at] for at in judged.order][:LISTED]
    assert [len(texts) for texts in shown["texts"]] == [len(shown["codes"])]


def test_conditions_stay_on_values_while_the_map_shows_their_change() -> None:
    conditions = (
        Condition("jobgrowth", Bound.ABOVE, 2.0),
        Condition("emprate", Bound.ABOVE, 70.0),
    )
    shown = Query(metric="emprate", level=Level.KABKOTA, act=conditions)
    plain, changing = judge(shown, DATA), judge(replace(shown, since="2018"), DATA)
    assert plain is not None
    assert changing is not None
    assert changing.certainty == plain.certainty


def test_the_level_is_the_coarsest_that_every_condition_has() -> None:
    judged = _judged(_asked("jobgrowth.above.2,emprate.above.60", level=Level.KELURAHAN))
    assert judged.level is Level.KABKOTA
    say = words(Lang.EN)
    query = _asked("jobgrowth.above.2,emprate.above.60", lang=Lang.EN)
    notes = passing_payload(query, DATA, judge(query, DATA), say)["notes"]
    assert any("regency or city" in note for note in notes)


def test_a_register_has_no_interval_so_the_value_decides() -> None:
    counted = replace(DATA, records=replace(DATA.records, design=Design.ENUMERATION))
    judged = judge(_asked("integrated.below.15"), counted)
    assert judged is not None
    assert Certainty.SURE in judged.certainty
    assert Certainty.LIKELY not in judged.certainty


def test_areas_without_the_figure_are_not_judged_and_counted_as_such() -> None:
    query = _asked("register.above.0", a="3273", b="34", lang=Lang.EN)
    judged = _judged(query)
    assert set(judged.certainty) == {Certainty.UNKNOWN}
    shown = passing_payload(query, DATA, judged, words(Lang.EN))
    assert any(note.startswith("1 areas were not judged") for note in shown["notes"])
    assert shown["codes"] == []


def test_the_example_is_called_so_where_its_figures_decide() -> None:
    say = words(Lang.EN)
    for text, told in (("jobgrowth.above.2", True), ("emprate.above.2", False)):
        query = _asked(text, lang=Lang.EN)
        notes = passing_payload(query, DATA, judge(query, DATA), say)["notes"]
        assert (say.text("ui.act.example") in notes) is told


@pytest.mark.parametrize("text", PRESETS.values())
def test_an_example_finds_areas_in_both_regions(text: str) -> None:
    for area, other in (("34", "3273"), ("3273", "34")):
        judged = _judged(_asked(text, a=area, b=other))
        assert 0 < len(judged.order) < len(judged.codes)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("jobgrowth.over.2", DropReason.FORM),
        ("jobgrowth.above.2e3", DropReason.FORM),
        ("jobgrowth.above.٢", DropReason.FORM),
        ("jobgrowth.above.1.2345", DropReason.FORM),
        ("", DropReason.FORM),
        ("growth.above.2", DropReason.UNFIT),
        ("selfemployed.above.2", DropReason.UNFIT),
        ("msmebase.above.2", DropReason.UNFIT),
        ("internetusers.above.2", DropReason.UNFIT),
    ],
)
def test_a_bad_condition_is_named_and_the_others_stay(item: str, reason: DropReason) -> None:
    query, dropped = parse({"act": f"jobgrowth.above.2.50,{item}"}, DATA)
    assert query.act == (Condition("jobgrowth", Bound.ABOVE, 2.5),)
    assert dropped == (Dropped("act", item, reason),)


def test_the_fourth_condition_is_one_too_many() -> None:
    query, dropped = parse({"act": ",".join(f"new.above.{at}" for at in range(4))}, DATA)
    assert len(query.act) == 3
    assert dropped == (Dropped("act", "new.above.3", DropReason.MANY),)


def test_what_is_never_ranked_is_not_offered() -> None:
    offered = passing_payload(Query(), DATA, None, words(Lang.ID))["metrics"]
    assert offered
    assert all(fit(REGISTRY[code]) for code in offered)
    assert "selfemployed" not in offered


def test_the_interface_takes_the_link() -> None:
    asked = "/api/v1/areas.json?metric=online&act=jobgrowth.above.2"
    assert client().get(asked).status_code == 200
    refused = client().get(f"{asked},selfemployed.above.1")
    assert refused.status_code == 400
    assert refused.json()["parameters"][0]["value"] == "selfemployed.above.1"
