from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.compare import Comparison, Guard, compare
from geo.indicators import REGISTRY, Unit
from geo.model import Lang
from geo.sentences import compare_sentence, guard_reason
from geo.wording import Words, words
from tests.data import dataset
from tests.prose import ORDER, check_sentence

ID, EN = words(Lang.ID), words(Lang.EN)
GAP = re.compile(
    r"\b(lebih (tinggi|rendah|banyak|sedikit)|di (atas|bawah)|higher|lower|above|below)\b"
)
CHANCE = {Lang.ID: "bisa jadi kebetulan", Lang.EN: "may be chance"}
AREAS = st.sampled_from(sorted(dataset().gazetteer.areas))
UPPER = st.sampled_from([code for code in sorted(dataset().gazetteer.areas) if len(code) <= 4])


def _pair(metric: str, a: str, b: str) -> Comparison:
    return compare(dataset(), REGISTRY[metric], a, b)


def _set(metric: str, a: str, b: str, say: Words = ID) -> str:
    return compare_sentence(say, dataset(), _pair(metric, a, b)).replace("\u00a0", " ")


@given(st.sampled_from(list(REGISTRY)), UPPER | AREAS, UPPER | AREAS, st.sampled_from([ID, EN]))
def test_any_comparison_has_one_clean_sentence(metric: str, a: str, b: str, say: Words) -> None:
    pair = _pair(metric, a, b)
    text = compare_sentence(say, dataset(), pair)
    check_sentence(text, say)
    if pair.guard is not None:
        assert guard_reason(say, pair) in text
    if pair.guard is not None or not pair.metric.ranked:
        assert not ORDER.search(text.removeprefix(say.text(f"metric.{metric}.label"))), text
    if pair.noise and pair.metric.measure is not None:
        assert not GAP.search(text), text
    elif pair.noise:
        assert CHANCE[say.lang] in text
        assert not GAP.search(text), text


def test_two_values_are_told_with_their_difference() -> None:
    assert _set("se2016", "3404", "3402").startswith(
        "Di Kabupaten Sleman tercatat 145.442 usaha nonpertanian, 4.080 lebih banyak daripada di"
        " Kabupaten Bantul (141.362)"
    )


def test_a_range_is_set_against_a_value() -> None:
    assert _set("emprate", "34", "3273") == (
        "Di kabupaten/kota DIY, 66,5–77,0 % penduduk berusia 15 tahun ke atas bekerja pada"
        " Agustus 2024, 3,6 sampai 14,1 poin persen lebih tinggi daripada di Kota Bandung"
        " (62,9 %), melampaui patokan kebetulan kami (2 poin)."
    )


def test_a_range_partly_under_the_rule_of_thumb_says_so() -> None:
    assert "sebagian selisih itu bisa jadi kebetulan" in _set("unemprate", "34", "3273")
    assert "bertumpang-tindih" in _set("emprate", "34", "3404")


def test_a_part_beside_its_whole_is_a_share() -> None:
    both = {_set("se2016", "34", "3404"), _set("se2016", "3404", "34")}
    assert len(both) == 1
    assert "145.442 dari 533.670 usaha nonpertanian di DIY (27 %)" in both.pop()


def test_the_same_area_twice_claims_no_difference() -> None:
    assert "kedua sisi menunjukkan wilayah yang sama" in _set("se2016", "34", "34")


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


def test_the_context_of_a_guard_is_named_as_context() -> None:
    assert "tidak ada angka untuk Kota Bandung sendiri (konteks: 76,6 % di Jawa Barat)" in _set(
        "internetusers", "34", "3273"
    )


@given(st.sampled_from([code for code in REGISTRY if REGISTRY[code].unit is Unit.PERCENT]), UPPER)
def test_a_percentage_point_is_never_called_a_per_cent(metric: str, area: str) -> None:
    text = compare_sentence(ID, dataset(), _pair(metric, area, "3402"))
    assert not re.search(r"%\s+lebih|%\s+di (atas|bawah)", text)
