from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.areas import Gazetteer
from geo.dataset import load
from geo.model import Area, Level

DATA = Path(__file__).parents[1] / "data"
GAZETTEER = load(DATA).gazetteer
COUNTS = {
    "34": {Level.PROVINCE: 1, Level.KABKOTA: 5, Level.KECAMATAN: 78, Level.KELURAHAN: 438},
    "3273": {Level.KABKOTA: 1, Level.KECAMATAN: 30, Level.KELURAHAN: 151},
}
DRAWN = [(region, level) for region, levels in COUNTS.items() for level in levels]


@pytest.mark.parametrize(("region", "level"), DRAWN)
def test_every_level_has_its_count(region: str, level: Level) -> None:
    assert len(GAZETTEER.descendants(region, level)) == COUNTS[region][level]


def test_regions_are_those_of_the_study() -> None:
    diy, bandung = GAZETTEER.regions
    assert (diy.code, diy.level, diy.epsg, diy.context) == ("34", Level.PROVINCE, 32749, ("00",))
    assert (bandung.code, bandung.level) == ("3273", Level.KABKOTA)
    assert (bandung.epsg, bandung.context) == (32748, ("32", "00"))
    assert GAZETTEER.levels("3273") == (Level.KABKOTA, Level.KECAMATAN, Level.KELURAHAN)


@pytest.mark.parametrize(
    ("code", "name", "kind", "km2"),
    [
        ("34", "Daerah Istimewa Yogyakarta", "provinsi", 3172.4),
        ("3401", "Kulon Progo", "kabupaten", 575.0),
        ("3402", "Bantul", "kabupaten", 515.6),
        ("3403", "Gunungkidul", "kabupaten", 1474.2),
        ("3404", "Sleman", "kabupaten", 574.6),
        ("3471", "Kota Yogyakarta", "kota", 32.9),
        ("3273", "Kota Bandung", "kota", 168.0),
    ],
)
def test_areas_are_those_of_the_source(code: str, name: str, kind: str, km2: float) -> None:
    area = GAZETTEER.area(code)
    assert (area.name, area.kind) == (name, kind)
    assert round(area.km2, 1) == km2


def test_parts_sum_to_their_parent() -> None:
    for area in GAZETTEER.areas.values():
        children = GAZETTEER.children(area.code)
        assert bool(children) == (area.level is not Level.KELURAHAN)
        if children:
            assert sum(child.km2 for child in children) == pytest.approx(area.km2, abs=1e-4)


def test_kinds_follow_local_names() -> None:
    kinds = Counter((area.region, area.kind) for area in GAZETTEER.areas.values())
    assert kinds["34", "kapanewon"] == 64
    assert kinds["34", "kemantren"] == 14
    assert kinds["3273", "kecamatan"] == 30
    assert kinds["34", "kalurahan"] == 392
    assert kinds["34", "kelurahan"] == 46
    assert kinds["3273", "kelurahan"] == 151
    assert {area.kind for area in GAZETTEER.children("3471")} == {"kemantren"}


def test_names_repeat_and_are_told_apart_by_their_parent() -> None:
    jetis = [
        area
        for area in GAZETTEER.areas.values()
        if (area.name, area.level) == ("Jetis", Level.KECAMATAN)
    ]
    assert {GAZETTEER.parent_name(area.code) for area in jetis} == {"Bantul", "Kota Yogyakarta"}
    finest = [area for area in GAZETTEER.areas.values() if area.level is Level.KELURAHAN]
    repeated = [name for name, n in Counter(area.name for area in finest).items() if n > 1]
    assert len(repeated) == 27
    assert sum(area.name != area.name_bps for area in finest) == 92
    districts = [area for area in GAZETTEER.areas.values() if area.level is Level.KECAMATAN]
    assert len({area.name for area in districts} & {area.name for area in finest}) == 29


@given(st.sampled_from(sorted(GAZETTEER.areas)))
def test_both_code_systems_find_an_area(code: str) -> None:
    area = GAZETTEER.area(code)
    widths = (2, 4, 6, 10)[: area.level.depth + 1]
    dotted = ".".join(area.kemendagri[a:b] for a, b in pairwise((0, *widths)))
    assert GAZETTEER.find(f" {code} ") is area
    assert GAZETTEER.find(dotted) is area
    assert GAZETTEER.find(area.kemendagri) in {area, GAZETTEER.areas.get(area.kemendagri)}


def test_undotted_codes_of_both_systems_are_read_as_bps_codes() -> None:
    ambiguous = [
        area
        for area in GAZETTEER.areas.values()
        if GAZETTEER.areas.get(area.kemendagri) not in {None, area}
    ]
    assert len(ambiguous) == 16
    assert {(area.level, area.region) for area in ambiguous} == {(Level.KELURAHAN, "3273")}
    assert GAZETTEER.find("3273101001") is GAZETTEER.area("3273101001")
    karasak = GAZETTEER.find("32.73.10.1001")
    assert karasak is not None
    assert (karasak.name, karasak.code) == ("Karasak", "3273050001")


@given(st.text(max_size=12))
def test_what_is_no_code_finds_nothing(text: str) -> None:
    found = GAZETTEER.find(text)
    assert found is None or text.strip().replace(".", "") in {found.code, found.kemendagri}


def test_depok_is_found_by_either_code() -> None:
    depok = GAZETTEER.area("3404070")
    assert GAZETTEER.find("34.04.07") is depok
    assert GAZETTEER.find("340407") is depok
    assert [area.name for area in GAZETTEER.children("3404070")] == [
        *("Caturtunggal", "Maguwoharjo", "Condongcatur")
    ]


@given(st.sampled_from(sorted(GAZETTEER.areas)), st.sampled_from(Level))
def test_descendants_are_within_and_ancestors_above(code: str, level: Level) -> None:
    found = GAZETTEER.descendants(code, level)
    area = GAZETTEER.area(code)
    assert bool(found) == (level.depth >= area.level.depth)
    assert [item.code for item in found] == sorted(item.code for item in found)
    for item in found:
        assert item.level is level
        assert item == area or area in GAZETTEER.ancestors(item.code)
        assert GAZETTEER.region_of(item.code).code == area.region
    assert GAZETTEER.descendants(code, area.level) == (area,)


def test_ancestors_end_at_the_region() -> None:
    assert [area.code for area in GAZETTEER.ancestors("3404070001")] == ["3404070", "3404", "34"]
    assert [area.code for area in GAZETTEER.ancestors("3273010001")] == ["3273010", "3273"]
    assert GAZETTEER.ancestors("3273") == ()
    assert GAZETTEER.parent_name("3273") is None


def test_unknown_codes_raise_key_errors() -> None:
    for lookup in (GAZETTEER.area, GAZETTEER.children, GAZETTEER.region_of, GAZETTEER.ancestors):
        with pytest.raises(KeyError):
            lookup("9999")
    for region, level in (("3404", Level.KABKOTA), ("3273", Level.PROVINCE)):
        with pytest.raises(KeyError):
            GAZETTEER.drawn_path(region, level)


def test_a_gazetteer_cannot_be_changed() -> None:
    areas: dict[str, Area] = GAZETTEER.areas  # type: ignore[assignment]
    with pytest.raises(TypeError):
        areas["34"] = GAZETTEER.area("3273")
    own = dict(GAZETTEER.areas)
    copy = Gazetteer(own, GAZETTEER.regions, DATA, "0" * 12)
    own.clear()
    assert len(copy.areas) == 704
