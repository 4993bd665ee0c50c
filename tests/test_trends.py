from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.aggregate import area_table, area_tables
from geo.change import small
from geo.indicators import REGISTRY
from geo.model import Lang
from geo.query import Query
from geo.sentences import answer
from geo.wording import Words, words
from tests.data import dataset
from tests.prose import check_sentence
from tests.test_change import pairs

DATA = dataset()
ID, EN = words(Lang.ID), words(Lang.EN)
MOVES = {Lang.ID: ("naik", "turun", "tidak berubah"), Lang.EN: ("rose", "fell", "did not change")}

CHANCES = {
    Lang.ID: ("bisa jadi kebetulan", "melampaui patokan"),
    Lang.EN: ("may be chance", "more than our rule of thumb"),
}


@given(pairs(), st.sampled_from([ID, EN]))
def test_rise_and_fall_follow_the_sign(pair: tuple[Query, str], say: Words) -> None:
    query, year = pair
    table = area_table(query, DATA, query.a, year)
    rose, fell, stayed = MOVES[say.lang]
    for code, reading in zip(table.codes, table.readings, strict=True):
        told = answer(say, DATA, table, code)
        check_sentence(told, say)
        if reading is None or code == table.area:
            continue
        zero = say.number(reading.value, table.metric.unit) == say.number(0.0, table.metric.unit)
        word = stayed if zero else rose if reading.value > 0 else fell
        assert f" {word}" in told
        if REGISTRY[query.metric].noise is not None:
            maybe, sure = CHANCES[say.lang]
            assert (maybe in told) == small(table.metric, reading.value)
            assert (sure in told) == (not small(table.metric, reading.value))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"metric": "emprate", "since": "2018"},
            (
                "Di DIY, “Penduduk 15 tahun ke atas yang bekerja” sejak 2018 paling banyak"
                " berubah di Kabupaten Sleman: naik 2,4 poin persen, dari 67,8 % menjadi 70,2 %"
                " pada 2024, melampaui patokan kebetulan kami (2 poin)."
            ),
        ),
        (
            {"metric": "emprate", "since": "2018", "at": "3402010"},
            (
                "Di Kabupaten Bantul, “Penduduk 15 tahun ke atas yang bekerja” naik 0,5 poin"
                " persen sejak 2018, dari 71,7 % menjadi 72,2 % pada 2024, tetapi perubahan itu"
                " bisa jadi kebetulan (patokan kami: 2 poin); untuk Kapanewon Srandakan sendiri"
                " tidak ada angka."
            ),
        ),
        (
            {"metric": "employed", "since": "2012", "at": "3404"},
            (
                "Di Kabupaten Sleman, “Penduduk yang bekerja, rata-rata tiga tahun” naik 4,8 %"
                " sejak 2010–2012, dari 549.034 menjadi 575.262 pada 2013–2015, rata-rata"
                " 2010–2012 dan 2013–2015 menurut survei angkatan kerja BPS."
            ),
        ),
        (
            {"metric": "seper1000", "since": "2006"},
            (
                "“Usaha nonpertanian per 1.000 penduduk” di DIY tidak dapat dibandingkan antara"
                " 2006 dan 2016: kedua angka berasal dari sumber yang berbeda."
            ),
        ),
        (
            {"metric": "formalwork", "since": "2020", "a": "3273"},
            (
                "Kota Bandung tidak punya angka sendiri; sebagai konteks, di Jawa Barat, “Orang"
                " bekerja di pekerjaan formal” naik 1,2 poin persen sejak 2020, dari 44,4 %"
                " menjadi 45,6 % pada 2024."
            ),
        ),
    ],
)
def test_what_is_said_of_a_change(fields: dict[str, Any], told: str) -> None:
    query = Query(**fields)
    (table,) = area_tables(query, DATA, query.a)
    assert answer(ID, DATA, table, query.at).replace("\u00a0", " ") == told
