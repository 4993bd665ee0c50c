from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from geo.cells import build_cells
from geo.clearness import Verdict, verdict
from geo.compare import compare_all
from geo.comparing import family, inside, judgeable, stays_clear, surely, whole_sentence
from geo.differs import differences, differs_payload
from geo.indicators import REGISTRY
from geo.intervals import t_quantile, together
from geo.model import Design, Lang, Size, Use
from geo.query import Filters, Query
from geo.wording import words
from tests.data import dataset
from tests.prose import check_sentence
from tests.strategies import queries

DATA = dataset()
ID, EN = words(Lang.ID), words(Lang.EN)
KABKOTA = ("3401", "3402", "3403", "3404", "3471", "3273")


def _told(query: Query, lang: Lang = Lang.ID) -> str:
    return whole_sentence(words(lang), DATA, query, compare_all(query, DATA))


@given(queries(), st.sampled_from(Lang))
@settings(max_examples=40)
def test_any_pair_has_one_clean_sentence(query: Query, lang: Lang) -> None:
    check_sentence(_told(query, lang), words(lang))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(("a", "b"), list(combinations(KABKOTA, 2)))
def test_the_sentence_can_be_read_aloud(a: str, b: str, lang: Lang) -> None:
    told = _told(Query(a=a, b=b), lang)
    assert not re.search(r"[()%±]|\d–", told)
    assert len(told.split()) <= 65


@given(queries())
@settings(max_examples=30)
def test_what_is_sure_of_all_is_sure_by_itself(query: Query) -> None:
    items = judgeable(DATA, compare_all(query, DATA))
    for item in surely(DATA, items):
        assert verdict(item) in (Verdict.HIGHER, Verdict.LOWER)


@given(st.lists(st.tuples(st.floats(0, 6), st.integers(2, 2000)), max_size=25))
def test_judging_together_is_stricter_than_each_and_milder_than_dividing(
    items: list[tuple[float, int]],
) -> None:
    kept = together([ratio for ratio, _ in items], [df for _, df in items])
    assert len(kept) == len(items)
    for (ratio, df), clear in zip(items, kept, strict=True):
        assert not clear or ratio > 1
        if ratio * float(t_quantile(df)) > float(t_quantile(df, 0.025 / len(items))) + 1e-6:
            assert clear
    # Nothing clear is less clear than something that is not, by its own degrees of freedom.
    chances = [float(student.sf(r * t_quantile(df), df)) for r, df in items]
    most = max((p for p, clear in zip(chances, kept, strict=True) if clear), default=0.0)
    assert all(p >= most * (1 - 1e-9) for p, clear in zip(chances, kept, strict=True) if not clear)


def test_steps_of_holm_by_hand() -> None:
    # p = 0.01, 0.02, 0.03 against 0.05/3, 0.05/2, 0.05: all; 0.01, 0.03, 0.04: the first alone.
    def kept(*chances: float, df: tuple[float, ...] = (10**6, 4, 30)) -> tuple[bool, ...]:
        pairs = zip(chances, df, strict=True)
        return together([float(t_quantile(own, p / 2) / t_quantile(own)) for p, own in pairs], df)

    assert kept(0.01, 0.02, 0.03) == (True, True, True)
    assert kept(0.03, 0.01, 0.04) == (False, True, False)
    assert together([], []) == ()


def test_a_part_beside_its_whole_counts_no_totals() -> None:
    told = _told(Query(a="34", b="3404"))
    assert told.startswith("Dari 15 indikator UMKM yang dapat dibandingkan, ")
    assert "DIY secara keseluruhan dan Kabupaten Sleman" in told


@given(queries())
@settings(max_examples=30)
def test_of_what_says_nearly_the_same_one_is_judged(query: Query) -> None:
    items = compare_all(query, DATA)
    judged = stays_clear(DATA, items).keys()
    fit = {item.metric.code for item in judgeable(DATA, items) if item.metric.measure is not None}
    nested = inside(DATA, query.a, query.b) is not None
    for alike in (("per1000", "perkm2", "businesses"), ("jobgrowth", "creation", "destruction")):
        own = [code for code in alike if code in fit and not (nested and code == "businesses")]
        assert [code for code in alike if code in judged] == own[:1]
    counted = {item.metric.code for item in family(DATA, items)}
    assert judged <= counted
    assert not counted & {code for code, metric in REGISTRY.items() if metric.measure is None}


@given(queries())
@settings(max_examples=30)
def test_sentence_and_table_count_alike(query: Query) -> None:
    items = compare_all(query, DATA)
    together = stays_clear(DATA, items)
    own, told = sum(together.values()), _told(query, Lang.EN)
    if query.a == query.b or len(together) < 2:
        return
    assert told.startswith(f"Of {len(together)} indicators")
    count = {0: "none", 1: "only one", len(together): "all"}.get(own, str(own))
    assert f", {count} differ" in told
    payload = differs_payload(query, DATA, differences(query, DATA), EN)
    marked = {row[0] for group in payload["groups"] for row in group["rows"] if row[6:] == [1]}
    assert marked == {code for code, clear in together.items() if clear}
    note = f": {own} of {len(together)} indicators, as the sentence above counts."
    assert payload["mark"].endswith(note)


def test_where_nothing_is_over_residents_the_area_stands_for_the_number() -> None:
    items = compare_all(Query(a="3404", b="3471"), DATA)
    for lacking, first in (((), "per1000"), (("per1000",), "perkm2")):
        left = [item for item in items if item.metric.code not in lacking]
        counted = {item.metric.code for item in family(DATA, left)}
        assert counted & {"per1000", "perkm2", "businesses"} == {first}


def test_filters_are_named_and_nothing_to_show_is_said() -> None:
    micro = Filters(size=frozenset({Size.MICRO}))
    assert ", khusus usaha dengan 1–4 pekerja, " in _told(Query(filters=micro))
    few = Filters(size=frozenset({Size.MEDIUM}), use=frozenset({Use.INTEGRATED}))
    told = _told(Query(a="3404070001", b="3404060001", filters=few), Lang.EN)
    assert told.endswith("because the figures can't be shown.")
    assert told.startswith("No indicator")


@pytest.mark.parametrize(
    ("clear", "unclear", "start"),
    [
        (1, 0, "Only one indicator of small businesses can be compared between DIY and"),
        (0, 1, "Only one indicator of small businesses can be compared between DIY and"),
        (0, 2, "Of 2 indicators of small businesses, none differs significantly between"),
        (1, 1, "Of 2 indicators of small businesses, only one differs significantly between"),
        (2, 0, "Of 2 indicators of small businesses, all differ significantly between"),
    ],
)
def test_one_none_and_all_have_words_of_their_own(clear: int, unclear: int, start: str) -> None:
    items = judgeable(DATA, [item for item in compare_all(Query(), DATA) if item.metric.measure])
    sure = surely(DATA, items)
    doubtful = [item for item in items if verdict(item) is Verdict.UNCLEAR]
    told = whole_sentence(EN, DATA, Query(), [*sure[:clear], *doubtful[:unclear]])
    check_sentence(told, EN)
    assert told.startswith(start)
    assert told.endswith("differ significantly.") == ((clear, unclear) == (0, 1))


def test_a_register_says_what_differs_without_chance() -> None:
    records = replace(DATA.records, design=Design.ENUMERATION)
    register = replace(DATA, records=records, cells=build_cells(records))
    for say in (ID, EN):
        told = whole_sentence(say, register, Query(), compare_all(Query(), register))
        check_sentence(told, say)
        assert not re.search(r"nyata|significant|diperkirakan|estimated", told)
    assert "registered small businesses" in told


def test_exchanging_the_areas_says_the_same_of_them() -> None:
    there, back = _told(Query(a="3404", b="3471")), _told(Query(a="3471", b="3404"))
    assert there.partition(": ")[2] == back.partition(": ")[2]
