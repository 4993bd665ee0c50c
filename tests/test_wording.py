from __future__ import annotations

import re
import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.compare import Guard
from geo.dropped import DropReason
from geo.indicators import DECIMALS, REGISTRY, Comparable, Topic, Unit
from geo.model import Evidence, Flag, Lang, Level, Page, Theme
from geo.wording import MINUS, Words, words
from tests.data import dataset

ID, EN = words(Lang.ID), words(Lang.EN)
BOTH = pytest.mark.parametrize("say", [ID, EN], ids=["id", "en"])
NBSP = "\u00a0"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert ID.texts.keys() == EN.texts.keys()


def test_both_languages_fill_the_same_placeholders() -> None:
    differ = [
        key for key in ID.texts if _placeholders(ID.texts[key]) != _placeholders(EN.texts[key])
    ]
    assert differ == []


def test_a_text_is_empty_in_both_languages_or_in_none() -> None:
    assert [key for key in ID.texts if bool(ID.texts[key]) != bool(EN.texts[key])] == []


@BOTH
def test_no_text_shows_a_raw_code(say: Words) -> None:
    assert [key for key, text in say.texts.items() if re.search(r"[a-z]+_[a-z]+", text)] == []


@pytest.mark.parametrize(
    ("say", "foreign"),
    [
        (ID, r"\b(the|and|of|with|for|from|is|are|not|by)\b"),
        (EN, r"\b(yang|untuk|dengan|tidak|dari|pada|adalah|atau|di)\b"),
    ],
    ids=["id", "en"],
)
def test_a_catalogue_speaks_its_own_language(say: Words, foreign: str) -> None:
    # Names of offices and of a book stay as they are.
    named = {key for key in say.texts if key.endswith(".publisher")}
    kept = r"Dinas [^,.;]*|UMKM dalam Era[^,]*|Workshop [^,]*|DI Yogyakarta|licenses/by"
    found = {
        key: text
        for key, text in say.texts.items()
        if key not in named and re.search(foreign, re.sub(kept, "", text))
    }
    assert found == {}


@BOTH
def test_every_code_of_the_library_has_its_words(say: Words) -> None:
    for prefix, codes in {
        "topic": Topic,
        "comparable": Comparable,
        "flag": Flag,
        "guard": Guard,
        "drop": DropReason,
        "theme": Theme,
        "ui.nav": Page,
        "ui.pagetitle": Page,
    }.items():
        assert [code for code in codes if not say.has(f"{prefix}.{code}")] == []
    assert [code for code in Evidence if not say.has(f"evidence.{code}.name")] == []


@BOTH
@pytest.mark.parametrize("code", REGISTRY)
def test_every_metric_is_labelled_defined_and_cautioned(say: Words, code: str) -> None:
    for part in ("label", "short", "definition", "numerator", "caveat"):
        assert say.text(f"metric.{code}.{part}")
    assert len(say.text(f"metric.{code}.short")) <= 28
    ratio = REGISTRY[code].unit not in {Unit.BUSINESSES, Unit.PERSONS, Unit.JOBS}
    assert say.has(f"metric.{code}.denominator") is ratio


@BOTH
def test_every_remark_on_a_figure_has_its_words(say: Words) -> None:
    notes = {
        reading.note
        for metric in REGISTRY.values()
        for area in dataset().figures.areas(metric.formula.indicator)
        for period in metric.periods(dataset(), area)
        if (reading := metric.read(dataset(), area, period)) is not None and reading.note
    }
    assert [note for note in notes if not say.has(f"note.{note}")] == []


@BOTH
def test_every_source_is_described_and_can_be_cited(say: Words) -> None:
    for code, source in dataset().figures.sources.items():
        for part in ("title", "publisher", "concept", "coverage", "licence", "caveat"):
            assert say.text(f"source.{code}.{part}")
        cited = say.citation(source)
        assert say.text(f"source.{code}.title") in cited
        assert not re.search(r"\d{4}-\d{2}", cited)


def test_a_citation_writes_its_dates_out() -> None:
    source = dataset().figures.sources["se2016"]
    assert ID.citation(source) == (
        "BPS Provinsi DI Yogyakarta: Sensus Ekonomi 2016, hasil listing 24 Mei 2017, 24 Mei 2017."
        " Dibaca 24 November 2026."
    )
    assert EN.citation(source).endswith("Accessed 24 November 2026.")


def test_a_missing_key_and_a_missing_value_are_errors() -> None:
    with pytest.raises(KeyError):
        ID.text("metric.nosuch.label")
    with pytest.raises(KeyError):
        ID.text("drop.area", name="a")


def test_numbers_follow_the_language_and_the_unit() -> None:
    assert ID.number(145442, Unit.BUSINESSES) == "145.442"
    assert EN.number(145442, Unit.BUSINESSES) == "145,442"
    assert ID.number(41.26, Unit.PERCENT) == "41,3"
    assert EN.number(176.24, Unit.PERTHOUSAND) == "176.2"
    assert ID.number(2.044, Unit.WORKERSPER) == "2,04"
    assert EN.number(1963219.67, Unit.PERSONS) == "1,963,220"


def test_published_decimals_are_rounded_half_up() -> None:
    # In binary 60.05 is a little less than sixty and a twentieth.
    assert ID.number(60.05, Unit.PERCENT) == "60,1"
    assert ID.number(42.05, Unit.PERCENT) == "42,1"
    assert ID.number(-0.25, Unit.PERCENT) == MINUS + "0,3"


def test_signs_are_a_true_minus_and_a_plus_only_where_asked() -> None:
    assert ID.number(-3.1, Unit.PERCENT) == "\u22123,1"
    assert ID.number(3.1, Unit.PERCENT, signed=True) == "+3,1"
    assert ID.number(0.0, Unit.PERCENT, signed=True) == "0,0"
    assert ID.number(-0.04, Unit.PERCENT, signed=True) == "0,0"


@given(st.floats(-1e7, 1e7), st.sampled_from(Unit), st.sampled_from([ID, EN]), st.booleans())
def test_a_number_reads_back_to_its_decimals(
    value: float, unit: Unit, say: Words, signed: bool
) -> None:
    text = say.number(value, unit, signed=signed)
    group, point = (".", ",") if say is ID else (",", ".")
    plain = text.replace(group, "").replace(point, ".").replace(MINUS, "-")
    assert float(plain) == pytest.approx(value, abs=0.5001 * 10 ** -DECIMALS[unit])
    assert "-" not in text


def test_values_name_their_unit_after_a_space_that_does_not_break() -> None:
    assert ID.value(145442, Unit.BUSINESSES) == f"145.442{NBSP}usaha"
    assert ID.value(41.3, Unit.PERCENT) == f"41,3{NBSP}%"
    assert EN.value(41.3, Unit.PERCENT) == "41.3%"
    assert ID.value(176.2, Unit.PERTHOUSAND) == f"176,2{NBSP}per{NBSP}1.000 penduduk"
    assert ID.span(66.5, 77.0, Unit.PERCENT) == f"66,5–77,0{NBSP}%"
    assert ID.span(66.51, 66.52, Unit.PERCENT) == f"66,5{NBSP}%"


def test_differences_of_per_cent_are_points() -> None:
    assert ID.difference(1.84, Unit.PERCENT) == f"+1,8{NBSP}poin persen"
    assert EN.difference(-7.3, Unit.PERCENT) == f"{MINUS}7.3{NBSP}percentage points"
    assert ID.difference(4080, Unit.BUSINESSES) == f"+4.080{NBSP}usaha"
    assert ID.differences(-3.8, 6.8, Unit.PERCENT) == f"{MINUS}3,8 sampai +6,8{NBSP}poin persen"


def test_shares_are_whole_per_cent_unless_tiny() -> None:
    assert ID.share(145442, 533670) == f"27{NBSP}%"
    assert EN.share(4, 1000) == "0.4%"
    assert EN.share(15, 1000) == "2%"


def test_a_period_says_what_it_covers() -> None:
    assert ID.period(REGISTRY["se2016"], "2016") == "2016"
    assert ID.period(REGISTRY["selfemployed"], "2024S1") == "semester 1 2024"
    assert EN.period(REGISTRY["selfemployed"], "2024S1") == "first half of 2024"
    assert ID.period(REGISTRY["employed"], "2015") == "2013–2015 (rata-rata tiga tahun)"
    assert EN.years(REGISTRY["employed"], "2015") == "2013–2015"
    assert ID.period(REGISTRY["onlinesellers"], "2019-2021") == "2019–2021"
    assert ID.period(REGISTRY["sechange"], "2016") == "2006–2016"
    assert ID.period(REGISTRY["employed"], "") == ID.text("format.mean3", years="")


def test_areas_are_named_with_what_tells_them_apart() -> None:
    gazetteer = dataset().gazetteer
    assert ID.area(gazetteer, "3404070") == "Depok, Kab. Sleman"
    assert ID.area(gazetteer, "3404070", parent=False) == "Depok"
    assert ID.area(gazetteer, "3273230") == "Coblong, Kota Bandung"
    assert ID.area(gazetteer, "3404") == "Kabupaten Sleman"
    assert ID.area(gazetteer, "3273") == "Kota Bandung"
    assert ID.area(gazetteer, "34") == "Daerah Istimewa Yogyakarta"
    assert ID.short(gazetteer, "34") == "DIY"
    assert ID.short(gazetteer, "3404") == "Kabupaten Sleman"
    assert (ID.area(gazetteer, "32"), EN.area(gazetteer, "32")) == ("Jawa Barat", "West Java")
    assert ID.area(gazetteer, "3277") == "Kota Cimahi"
    assert ID.place(gazetteer, "3404070") == "Kapanewon Depok, Kabupaten Sleman"
    assert ID.place(gazetteer, "3404070", parent=False) == "Kapanewon Depok"
    with pytest.raises(KeyError):
        ID.area(gazetteer, "9999")


@BOTH
def test_no_two_areas_share_a_label(say: Words) -> None:
    gazetteer = dataset().gazetteer
    for name in (say.area, say.place):
        labels = Counter(name(gazetteer, code) for code in gazetteer.areas)
        assert [label for label, count in labels.items() if count > 1] == []


def test_levels_go_by_their_local_names() -> None:
    assert ID.level(Level.KECAMATAN, "34") == "kapanewon/kemantren"
    assert EN.level(Level.KECAMATAN, "3273", plural=True) == "kecamatan"
    assert EN.level(Level.KABKOTA, "34", plural=True) == "regencies and cities"
    assert ID.level(Level.KELURAHAN, "34") == "kalurahan/kelurahan"
    # A region that the catalogue does not know yet has the general names.
    assert ID.level(Level.KECAMATAN, "51") == "kecamatan"


def test_every_sector_of_employment_has_a_label() -> None:
    labels = [ID.sector(part) for part in REGISTRY["employed"].parts]
    assert len(set(labels)) == 9
    with pytest.raises(KeyError):
        ID.sector("employed_total")


def test_words_are_made_once() -> None:
    assert words(Lang.ID) is ID
    assert ID is not EN
