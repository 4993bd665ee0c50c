from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.aggregate import AreaTable, area_tables
from geo.formulas import Reading
from geo.indicators import REGISTRY
from geo.model import Lang, Level
from geo.query import Query
from geo.sentences import answer
from geo.wording import Words, words
from tests.data import dataset
from tests.prose import ORDER, check_sentence
from tests.strategies import queries

ID, EN = words(Lang.ID), words(Lang.EN)


def _table(metric: str, area: str, year: str | None = None) -> AreaTable:
    query = Query(metric=metric, a=area, year=year)
    return area_tables(query, dataset(), area)[0]


def _say(
    metric: str, area: str, at: str | None = None, say: Words = ID, year: str | None = None
) -> str:
    return answer(say, dataset(), _table(metric, area, year), at).replace("\u00a0", " ")


@given(queries(), st.sampled_from([ID, EN]))
def test_any_view_has_one_clean_sentence(query: Query, say: Words) -> None:
    (table,) = area_tables(query, dataset(), query.a)
    text = answer(say, dataset(), table, query.at)
    check_sentence(text, say)
    if not table.metric.ranked:
        assert not ORDER.search(text), text


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


@pytest.mark.parametrize(
    ("metric", "area", "told"),
    [
        (
            "emprate",
            "3404070",
            "as context, in Kabupaten Sleman, 70.2% of people aged 15 and over were in work",
        ),
        (
            "se2016",
            "3404070",
            "as context, Kabupaten Sleman has 145,442 of the 533,670 non-farm businesses in DIY",
        ),
        ("per1000", "3404070001", "for Kalurahan Caturtunggal itself there is no figure."),
    ],
)
def test_below_the_last_level_of_a_metric_the_nearest_area_around_is_told(
    metric: str, area: str, told: str
) -> None:
    query = Query(lang=Lang.EN, metric=metric, a=area, level=Level.KELURAHAN)
    (table,) = area_tables(query, dataset(), area)
    assert told in answer(EN, dataset(), table).replace("\u00a0", " ")
