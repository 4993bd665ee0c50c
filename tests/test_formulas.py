from __future__ import annotations

import numpy as np
import pytest

from geo.aggregate import area_tables
from geo.citing import caveats_of
from geo.compare import compare
from geo.export import period_of
from geo.formulas import breakdown, registered
from geo.indicators import REGISTRY
from geo.model import Lang, Level
from geo.query import Query
from geo.recorded import domain_of
from geo.sentences import answer, compare_sentence
from geo.wording import words
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


def _businesses(codes: tuple[str, ...]) -> dict[str, float]:
    domain = domain_of(DATA.cells, codes)[DATA.records.place]
    inside = domain >= 0
    sums = np.bincount(domain[inside], DATA.records.weight[inside], minlength=len(codes))
    return dict(zip(codes, sums.tolist(), strict=True))


@pytest.mark.parametrize("code", ["34", "3401", "3402", "3403", "3404", "3471", "3273"])
def test_businesses_per_resident_of_an_area_lie_among_those_of_its_kecamatan(code: str) -> None:
    """One registry at every level: the whole is the mean of its parts, weighted by residents."""
    parts = tuple(area.code for area in DATA.gazetteer.descendants(code, Level.KECAMATAN))
    residents = {each: registered(DATA, each, "2024S1") for each in (code, *parts)}
    rates = {
        each: 1000 * count / known.value
        for each, count in (_businesses((code,)) | _businesses(parts)).items()
        if (known := residents[each]) is not None
    }
    own = rates.pop(code)
    assert len(rates) == len(parts)
    assert min(rates.values()) < own < max(rates.values())
    level = DATA.gazetteer.area(code).level
    (table,) = area_tables(
        Query(metric="per1000", level=level), DATA, code[:2] if code[:2] == "34" else code
    )
    assert table.value[table.codes.index(code)] == pytest.approx(own)


def test_a_rest_has_the_residents_that_are_left() -> None:
    whole, part, rest = (registered(DATA, code, "2024S1") for code in ("34", "3404", "34-3404"))
    assert whole is not None
    assert part is not None
    assert rest is not None
    assert rest.value == whole.value - part.value
    assert rest.sources == ("dukcapil",)


@pytest.mark.parametrize("lang", Lang)
def test_both_years_of_businesses_per_resident_are_said_wherever_they_are_given(lang: Lang) -> None:
    say, metric = words(lang), REGISTRY["per1000"]
    (table,) = area_tables(Query(metric="per1000", level=Level.KABKOTA), DATA, "34")
    shown = [reading for reading in table.readings if reading is not None]
    assert shown
    assert {reading.reference for reading in shown} == {"2024S1"}
    assert {reading.sources[1:] for reading in shown} == {("dukcapil",)}
    assert {period_of(metric, table.span, reading) for reading in shown} == {"2017/2024S1"}
    told = (
        answer(say, DATA, table),
        compare_sentence(say, DATA, compare(DATA, metric, "34", "3273")),
    )
    assert all("2017" in sentence and "2024" in sentence for sentence in told)
    expected = say.text("caution.years", period="2017", reference=say.moment("2024S1"))
    assert expected in caveats_of(DATA, (table,), say)


def test_the_period_of_an_official_value_names_that_of_its_residents() -> None:
    metric = REGISTRY["seper1000"]
    assert period_of(metric, "2016", metric.read(DATA, "3404", "2016")) == "2016/2015"
    own = REGISTRY["selfemployed"]
    assert period_of(own, "2024S1", own.read(DATA, "3404070", "2024S1")) == "2024S1"
    assert period_of(REGISTRY["emprate"], "2024", None) == "2024"


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
