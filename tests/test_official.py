from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dataset import load
from geo.errors import Fault
from geo.official import FIGURES_FILE, read_figures

DATA = Path(__file__).parents[1] / "data"
DATASET = load(DATA)
FIGURES = DATASET.figures
KABKOTA = ("3401", "3402", "3403", "3404", "3471")


def _values(indicator: str, period: str) -> list[float]:
    found = [FIGURES.get(indicator, code, period) for code in KABKOTA]
    return [figure.value for figure in found if figure is not None]


def test_the_census_of_2016_is_as_published() -> None:
    assert _values("businesses", "2016") == [64_692, 141_362, 112_406, 145_442, 69_768]
    diy = FIGURES.get("businesses", "34", "2016")
    assert diy is not None
    assert diy.value == sum(_values("businesses", "2016"))


def test_the_census_of_2006_keeps_its_published_sum() -> None:
    diy = FIGURES.get("businesses", "34", "2006")
    assert diy is not None
    assert diy.value == 403_348
    assert sum(_values("businesses", "2006")) == 403_350


def test_the_base_of_kota_bandung_is_another_indicator_than_the_census() -> None:
    base = FIGURES.get("msmes_base_2016", "3273", "2016")
    assert base is not None
    assert base.value == 343_938
    assert FIGURES.areas("msmes_base_2016") == {"3273"}
    assert "3273" not in FIGURES.areas("businesses")


@pytest.mark.parametrize("indicator", ["population", "self_employed_registered"])
def test_every_kecamatan_has_its_denominator_of_2024(indicator: str) -> None:
    districts = [a for a in DATASET.gazetteer.areas.values() if a.level == "kecamatan"]
    assert len(districts) == 108
    for area in districts:
        figure = FIGURES.get(indicator, area.code, "2024S1")
        assert figure is not None, area
        assert figure.value > 0


def test_series_are_ascending_and_periods_as_published() -> None:
    assert FIGURES.periods("employment_rate", "3404") == tuple(str(y) for y in range(2018, 2025))
    assert FIGURES.periods("employment_rate", "34") == ()
    assert FIGURES.periods("online_sellers", "3273") == ("2019-2021",)
    assert FIGURES.periods("population", "3404070") == ("2024S1",)
    assert FIGURES.areas("nothing") == frozenset()
    assert FIGURES.get("businesses", "34", "1999") is None


@given(st.sampled_from(FIGURES.rows))
def test_every_figure_is_found_again_and_cites_a_source(row: object) -> None:
    figure = next(item for item in FIGURES.rows if item is row)
    assert FIGURES.get(figure.indicator, figure.area, figure.period) is figure
    assert figure.period in FIGURES.periods(figure.indicator, figure.area)
    assert figure.area in FIGURES.areas(figure.indicator)
    assert FIGURES.sources[figure.source].licence


def test_an_indicator_has_one_unit() -> None:
    units = Counter(indicator for indicator, _ in {(r.indicator, r.unit) for r in FIGURES.rows})
    assert len(FIGURES.rows) == 2734
    assert set(units.values()) == {1}


def _faults(tmp_path: Path, number: int, change: dict[str, str]) -> list[str]:
    with (DATA / FIGURES_FILE).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[number - 2].update(change)
    target = tmp_path / FIGURES_FILE
    target.parent.mkdir(parents=True)
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    faults: list[Fault] = []
    gazetteer = DATASET.gazetteer
    figures = read_figures(tmp_path, gazetteer.areas, gazetteer.regions, FIGURES.sources, faults)
    assert len(figures) == len(rows) - 1
    return [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"area_code": "3499"}, "area_code is no known kabkota: '3499'"),
        ({"area_code": "34.01"}, "area_code is no known kabkota: '34.01'"),
        ({"area_code": "3573"}, "area_code is no known kabkota: '3573'"),
        ({"area_code": "34", "year": "1999"}, "area_code is no known kabkota: '34'"),
        ({"area_code": "35", "level": "province"}, "area_code is no known province: '35'"),
        ({"area_code": "3", "level": "country"}, "area_code is no known country: '3'"),
        ({"level": "desa"}, "level is unknown: 'desa'"),
        ({"theme": "sport"}, "theme is unknown: 'sport'"),
        ({"year": "MMVI"}, "year is not a year: 'MMVI'"),
        ({"value": "1.234,5"}, "value is not a finite number: '1.234,5'"),
        ({"value": "nan"}, "value is not a finite number: 'nan'"),
        ({"unit": "dozen"}, "unit is unknown: 'dozen'"),
        ({"basis": "guessed"}, "basis is unknown: 'guessed'"),
        ({"source_id": "wikipedia"}, "source_id is unknown: 'wikipedia'"),
        ({"indicator": ""}, "indicator is empty"),
        ({"area_code": "3401", "year": "2006"}, "repeats row 2: businesses, 3401, 2006"),
    ],
)
def test_a_bad_figure_is_named_by_row(tmp_path: Path, change: dict[str, str], what: str) -> None:
    assert _faults(tmp_path, 5, change) == [f"official/figures.csv row 5: {what}"]


def test_several_faults_of_a_row_are_all_named(tmp_path: Path) -> None:
    found = _faults(tmp_path, 3, {"value": "", "unit": "", "source_id": ""})
    assert len(found) == 3
    assert all(fault.startswith("official/figures.csv row 3: ") for fault in found)
