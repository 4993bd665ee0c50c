from __future__ import annotations

import pytest

from geo.formulas import breakdown
from geo.indicators import REGISTRY
from tests.data import dataset

DATA = dataset()


def value(metric: str, area: str, period: str) -> float:
    reading = REGISTRY[metric].read(DATA, area, period)
    assert reading is not None
    return reading.value


def test_census_counts_are_as_published() -> None:
    kabkota = ("3401", "3402", "3403", "3404", "3471")
    assert [value("se2016", code, "2016") for code in kabkota] == [
        64_692, 141_362, 112_406, 145_442, 69_768,
    ]  # fmt: skip
    assert value("se2016", "34", "2016") == 533_670
    assert value("se2006", "34", "2006") == 403_348
    assert value("sechange", "34", "2016") == pytest.approx(32.31, abs=0.005)


def test_each_census_metric_reads_its_own_census_only() -> None:
    assert REGISTRY["se2016"].read(DATA, "3404", "2006") is None
    assert REGISTRY["se2006"].read(DATA, "3404", "2016") is None


def test_residents_are_those_of_the_nearest_year_and_say_which() -> None:
    census = REGISTRY["seper1000"].read(DATA, "3404", "2016")
    register = REGISTRY["registerper1000"].read(DATA, "3404", "2025")
    assert census is not None
    assert register is not None
    assert (census.reference, register.reference) == ("2015", "2024S1")
    assert census.sources == ("se2016", "indodapoer")


def test_residents_of_a_province_are_the_sum_of_its_parts() -> None:
    figures = DATA.figures
    parts = [
        figures.get("population_bps", part.code, "2015") for part in DATA.gazetteer.children("34")
    ]
    residents = sum(figure.value for figure in parts if figure is not None)
    assert value("seper1000", "34", "2016") == pytest.approx(1000 * 533_670 / residents)


def test_a_three_year_mean_never_bridges_two_sources() -> None:
    periods = REGISTRY["employed"].periods(DATA, "3273")
    assert periods == ("2009", "2010", "2011", "2012", "2013", "2014", "2015",
                       "2019", "2020", "2021", "2022")  # fmt: skip
    years = [DATA.figures.get("employed_total", "3273", year) for year in ("2020", "2021", "2022")]
    mean = sum(figure.value for figure in years if figure is not None) / 3
    assert value("employed", "3273", "2022") == pytest.approx(mean)


def test_the_nine_sectors_stay_missing_where_a_year_is() -> None:
    parts = breakdown(DATA, REGISTRY["employed"].parts, "3404", "2015")
    assert len(parts) == 9
    assert {part for part, reading in parts if reading is None} <= {
        "employed_mining",
        "employed_utilities",
    }
    # The sectors of 2008 were left out of the source.
    early = breakdown(DATA, REGISTRY["employed"].parts, "3404", "2009")
    assert [reading for _, reading in early] == [None] * 9


def test_workers_per_business_come_from_one_publication() -> None:
    assert value("workerspertrade", "3471", "2016") == pytest.approx(56_850 / 25_241)
