from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.aggregate import AreaTable, area_tables
from geo.compare import Comparison, Guard, compare
from geo.formulas import Reading
from geo.indicators import REGISTRY, Unit
from geo.model import Lang
from geo.query import Query
from geo.sentences import answer, compare_sentence, difference, guard_reason, reading_word
from geo.wording import Words, words
from tests.data import dataset
from tests.strategies import queries

ID, EN = words(Lang.ID), words(Lang.EN)
ORDER = re.compile(
    r"\b(peringkat|urutan|ter(tinggi|rendah|banyak|sedikit|besar|kecil)|paling"
    r"|lebih (tinggi|rendah|banyak|sedikit|besar|kecil)"
    r"|rank\w*|highest|lowest|most|fewest|largest|smallest|fastest|higher|lower|more|fewer)\b"
)
GAP = re.compile(
    r"\b(lebih (tinggi|rendah|banyak|sedikit)|di (atas|bawah)|higher|lower|above|below)\b"
)
CHANCE = {Lang.ID: "bisa jadi kebetulan", Lang.EN: "may be chance"}
AREAS = st.sampled_from(sorted(dataset().gazetteer.areas))
UPPER = st.sampled_from([code for code in sorted(dataset().gazetteer.areas) if len(code) <= 4])


def _table(metric: str, area: str, year: str | None = None) -> AreaTable:
    query = Query(metric=metric, a=area, year=year)
    return area_tables(query, dataset(), area)[0]


def _say(
    metric: str, area: str, at: str | None = None, say: Words = ID, year: str | None = None
) -> str:
    return answer(say, dataset(), _table(metric, area, year), at).replace("\u00a0", " ")


def _pair(metric: str, a: str, b: str) -> Comparison:
    return compare(dataset(), REGISTRY[metric], a, b)


def _set(metric: str, a: str, b: str, say: Words = ID) -> str:
    return compare_sentence(say, dataset(), _pair(metric, a, b)).replace("\u00a0", " ")


def _is_one_clean_sentence(text: str, say: Words) -> None:
    assert text.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", text), text
    assert not re.search(r"[{}_]|\bnan\b|\binf\b|,,|;;|  | ,| ;|\(\)|““", text), text
    assert text[0].isupper() or text[0] == "“", text
    others = words(Lang.EN if say.lang is Lang.ID else Lang.ID)
    assert others.text("unit.persons.name") not in text.split()


@given(queries(), st.sampled_from([ID, EN]))
def test_any_view_has_one_clean_sentence(query: Query, say: Words) -> None:
    (table,) = area_tables(query, dataset(), query.a)
    text = answer(say, dataset(), table, query.at)
    _is_one_clean_sentence(text, say)
    if not table.metric.ranked:
        assert not ORDER.search(text), text


@given(st.sampled_from(list(REGISTRY)), UPPER | AREAS, UPPER | AREAS, st.sampled_from([ID, EN]))
def test_any_comparison_has_one_clean_sentence(metric: str, a: str, b: str, say: Words) -> None:
    pair = _pair(metric, a, b)
    text = compare_sentence(say, dataset(), pair)
    _is_one_clean_sentence(text, say)
    if pair.guard is not None:
        assert guard_reason(say, pair) in text
        assert difference(say, pair) == ""
    if pair.guard is not None or not pair.metric.ranked:
        assert not ORDER.search(text.removeprefix(say.text(f"metric.{metric}.label"))), text
    if pair.noise:
        assert CHANCE[say.lang] in text
        assert not GAP.search(text), text
        assert reading_word(say, pair) == CHANCE[say.lang]


@pytest.mark.parametrize("say", [ID, EN], ids=["id", "en"])
@pytest.mark.parametrize("metric", REGISTRY)
def test_the_number_told_is_the_number_of_the_table(metric: str, say: Words) -> None:
    for region in dataset().gazetteer.regions:
        table = _table(metric, region.code)
        for code, value in zip(table.codes, table.value.tolist(), strict=True):
            if np.isfinite(value):
                shown = say.number(abs(value), table.metric.unit)
                assert shown in answer(say, dataset(), table, code)
        if table.metric.ranked and len(table.codes) > 1 and not table.empty:
            top = table.codes[int(np.nanargmax(table.value))]
            name = say.place(dataset().gazetteer, top)
            shown = say.number(float(np.nanmax(table.value)), table.metric.unit)
            assert name in answer(say, dataset(), table)
            assert shown in answer(say, dataset(), table)


def test_the_largest_count_stands_beside_the_whole() -> None:
    assert _say("se2016", "34") == (
        "Kabupaten Sleman memiliki usaha nonpertanian terbanyak di DIY: 145.442 dari 533.670 usaha"
        " nonpertanian (27 %), menurut listing Sensus Ekonomi 2016 (angka sementara)."
    )
    assert _say("se2016", "34", say=EN) == (
        "Kabupaten Sleman has the most non-farm businesses in DIY: 145,442 of the 533,670 non-farm"
        " businesses (27%), by the listing of the Economic Census of 2016 (provisional)."
    )


def test_a_selected_area_has_its_rank_and_its_share() -> None:
    text = _say("se2016", "34", "3402")
    assert "141.362 dari 533.670 usaha nonpertanian di DIY (26 %)" in text
    assert "peringkat 2 dari 5 kabupaten/kota" in text


def test_the_self_employed_are_told_as_a_range_without_any_order() -> None:
    assert _say("selfemployed", "34") == (
        "Di 78 kapanewon/kemantren DIY tercatat 25,7 sampai 273,1 wiraswasta per 1.000 penduduk"
        " pada semester 1 2024; praktik pencatatan berbeda antarwilayah, jadi angka ini tidak"
        " diurutkan."
    )
    assert _say("selfemployed", "34", "3404").startswith("Di 17 kapanewon Kabupaten Sleman")
    assert "dibanding 64,9 di Kabupaten Sleman secara keseluruhan" in _say(
        "selfemployed", "34", "3404070"
    )


def test_a_lead_under_the_rule_of_thumb_may_be_chance() -> None:
    text = _say("emprate", "34")
    assert "tetapi bedanya dari Kabupaten Gunungkidul (75,2 %) bisa jadi kebetulan" in text
    assert "(patokan kami: 2 poin)" in text
    assert "melampaui patokan kebetulan kami (2 poin)" in _say("emprate", "34", "3471")


def test_an_area_alone_is_set_against_its_year_before() -> None:
    assert "naik 1,8 poin persen sejak 2023, tetapi kenaikan itu bisa jadi kebetulan" in _say(
        "emprate", "3273"
    )
    assert "sejak" not in _say("emprate", "3273", year="2018")


def test_a_province_is_set_against_its_context() -> None:
    assert _say("internetusers", "34") == (
        "Di DIY, 80,1 % penduduk berusia 5 tahun ke atas memakai internet pada 2024,"
        " dibanding 72,8 % di Indonesia."
    )


def test_a_city_does_not_borrow_the_value_of_its_province() -> None:
    assert _say("internetusers", "3273", say=EN) == (
        "Kota Bandung has no figure of its own; as context, in West Java, 76.6% of people aged 5"
        " and over used the internet in 2024, against 72.8% in Indonesia."
    )


def test_nothing_published_says_where_there_is_something() -> None:
    assert _say("se2016", "3273") == (
        "Angka “Usaha nonpertanian, Sensus Ekonomi 2016” tidak ada untuk Kota Bandung;"
        " angka itu hanya terbit untuk DIY (2016)."
    )
    assert "tetapi ada untuk Kabupaten Sleman (2025)" in _say("register", "34", "3404", year="2023")
    assert "untuk tiap kabupaten/kota tidak ada angka" in _say("register", "34", year="2023")
    assert "untuk kabupaten/kota lain di DIY tidak ada angka" in _say("onlinesellers", "34")


def test_a_part_of_a_row_is_told_by_its_row() -> None:
    text = _say("se2016", "34", "3404070")
    assert text.startswith("Di Kabupaten Sleman tercatat 145.442")
    assert text.endswith("; untuk Kapanewon Depok sendiri tidak ada angka.")


def test_a_fall_is_called_a_fall() -> None:
    table = _table("sechange", "34")
    values = np.where(np.arange(len(table.codes)) == 0, -3.14, table.value)
    fallen = replace(table, value=values, readings=_with_value(table, -3.14))
    text = answer(ID, dataset(), fallen, table.codes[0]).replace("\u00a0", " ")
    assert "turun 3,1 %, dibanding +32,3 % di DIY" in text
    assert "naik" not in text


def _with_value(table: AreaTable, value: float) -> tuple[Reading | None, ...]:
    first, *rest = table.readings
    assert first is not None
    return (replace(first, value=value), *rest)


def test_two_values_are_told_with_their_difference() -> None:
    assert _set("se2016", "3404", "3402").startswith(
        "Di Kabupaten Sleman tercatat 145.442 usaha nonpertanian, 4.080 lebih banyak daripada di"
        " Kabupaten Bantul (141.362)"
    )
    assert difference(ID, _pair("se2016", "3404", "3402")) == "+4.080\u00a0usaha"


def test_a_range_is_set_against_a_value() -> None:
    assert _set("emprate", "34", "3273") == (
        "Di kabupaten/kota DIY, 66,5–77,0 % penduduk berusia 15 tahun ke atas bekerja pada"
        " Agustus 2024, 3,6 sampai 14,1 poin persen lebih tinggi daripada di Kota Bandung"
        " (62,9 %), melampaui patokan kebetulan kami (2 poin)."
    )
    pair = _pair("emprate", "34", "3273")
    assert difference(ID, pair) == "+3,6 sampai +14,1\u00a0poin persen"
    assert reading_word(ID, pair) == "A lebih tinggi"


def test_a_range_partly_under_the_rule_of_thumb_says_so() -> None:
    assert "sebagian selisih itu bisa jadi kebetulan" in _set("unemprate", "34", "3273")
    assert reading_word(ID, _pair("unemprate", "34", "3273")) == "sebagian bisa jadi kebetulan"
    assert "bertumpang-tindih" in _set("emprate", "34", "3404")


def test_a_part_beside_its_whole_is_a_share() -> None:
    both = {_set("se2016", "34", "3404"), _set("se2016", "3404", "34")}
    assert len(both) == 1
    assert "145.442 dari 533.670 usaha nonpertanian di DIY (27 %)" in both.pop()


def test_the_same_area_twice_claims_no_difference() -> None:
    assert "kedua sisi menunjukkan wilayah yang sama" in _set("se2016", "34", "34")
    assert reading_word(ID, _pair("se2016", "34", "34")) == "sama"


@pytest.mark.parametrize(
    ("metric", "a", "b", "guard"),
    [
        ("msmebase", "34", "3273", Guard.CONCEPT),
        ("se2016", "34", "3273", Guard.REGION),
        ("selfemployed", "3404", "3402", Guard.KABKOTA),
        ("internetusers", "34", "3273", Guard.CONTEXT),
        ("emprate", "3404070", "3273", Guard.MISSING),
    ],
)
def test_a_guard_gives_its_reason(metric: str, a: str, b: str, guard: Guard) -> None:
    pair = _pair(metric, a, b)
    assert pair.guard is guard
    assert ID.text(f"guard.{guard}") in _set(metric, a, b)
    assert reading_word(ID, pair) == "tidak dibandingkan"


def test_the_context_of_a_guard_is_named_as_context() -> None:
    assert "tidak ada angka untuk Kota Bandung sendiri (konteks: 76,6 % di Jawa Barat)" in _set(
        "internetusers", "34", "3273"
    )


@given(st.sampled_from([code for code in REGISTRY if REGISTRY[code].unit is Unit.PERCENT]), UPPER)
def test_a_percentage_point_is_never_called_a_per_cent(metric: str, area: str) -> None:
    text = compare_sentence(ID, dataset(), _pair(metric, area, "3402"))
    assert not re.search(r"%\s+lebih|%\s+di (atas|bawah)", text)
