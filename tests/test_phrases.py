from __future__ import annotations

from geo.indicators import REGISTRY
from geo.model import Lang, Level
from geo.phrases import amount, available, basis, figure, inline, limit, parts_of, share_of
from geo.wording import words
from tests.data import dataset

ID, EN = words(Lang.ID), words(Lang.EN)


def _codes(area: str, level: Level) -> tuple[str, ...]:
    return tuple(part.code for part in dataset().gazetteer.descendants(area, level))


def test_only_per_cent_keep_their_sign_within_a_sentence() -> None:
    assert amount(ID, 41.3, REGISTRY["emprate"].unit) == "41,3\u00a0%"
    assert amount(ID, 145442, REGISTRY["se2016"].unit) == "145.442"


def test_a_change_is_told_by_its_direction() -> None:
    assert figure(ID, REGISTRY["sechange"], 31.6, "2016") == "naik 31,6\u00a0%"
    assert figure(EN, REGISTRY["sechange"], -3.1, "2016") == "fell 3.1%"
    assert figure(ID, REGISTRY["se2016"], 145442, "2016") == "145.442 usaha nonpertanian"


def test_a_share_names_the_whole() -> None:
    assert share_of(EN, REGISTRY["se2016"], 145442, 533670, "DIY") == (
        "145,442 of the 533,670 non-farm businesses in DIY (27%)"
    )


def test_parts_go_by_the_kinds_that_they_are() -> None:
    assert parts_of(ID, dataset(), _codes("34", Level.KECAMATAN)) == "kapanewon/kemantren"
    assert parts_of(ID, dataset(), _codes("3404", Level.KECAMATAN)) == "kapanewon"
    assert parts_of(ID, dataset(), _codes("3471", Level.KECAMATAN)) == "kemantren"
    assert parts_of(EN, dataset(), _codes("34", Level.KABKOTA)) == "regencies and cities"


def test_a_name_with_its_parent_is_closed_by_a_comma() -> None:
    assert inline("Kapanewon Depok, Kabupaten Sleman") == "Kapanewon Depok, Kabupaten Sleman,"
    assert inline("Kabupaten Sleman") == "Kabupaten Sleman"


def test_the_rule_of_thumb_is_said_as_short_as_it_is() -> None:
    assert limit(ID, REGISTRY["emprate"]) == "2 poin"


def test_the_year_of_the_residents_is_always_told() -> None:
    metric = REGISTRY["seper1000"]
    reading = metric.read(dataset(), "3404", "2006")
    assert reading is not None
    assert basis(ID, metric, "2006", reading).endswith("Sensus Ekonomi 2006 dan penduduk 2010")


def test_it_is_said_where_and_when_there_are_figures() -> None:
    assert available(ID, dataset(), REGISTRY["se2016"]) == "DIY (2016)"
    assert available(ID, dataset(), REGISTRY["register"], "3404") == "Kabupaten Sleman (2025)"
    assert available(ID, dataset(), REGISTRY["register"], "3404070") == "DIY (2021 sampai 2025)"
    assert available(EN, dataset(), REGISTRY["onlinesellers"]) == (
        "Kota Yogyakarta (2019–2021) and Kota Bandung (2019–2021)"
    )
    assert available(ID, dataset(), REGISTRY["onlinesellers"], "34") == (
        "Kota Yogyakarta (2019–2021)"
    )
