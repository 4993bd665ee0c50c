from __future__ import annotations

import math

import pytest

from geo.indicators import REGISTRY, Comparable, MapKind, Metric, Unit
from geo.model import Evidence, Lang, Level
from geo.wording import words
from tests.data import dataset

DATA = dataset()
METRICS = pytest.mark.parametrize("metric", REGISTRY.values(), ids=list(REGISTRY))
OFFICIAL = [metric for metric in REGISTRY.values() if metric.measure is None]
OFFICIALS = pytest.mark.parametrize("metric", OFFICIAL, ids=[metric.code for metric in OFFICIAL])
WORDS = ("label", "short", "definition", "caveat")


@METRICS
def test_a_metric_is_described_in_both_languages(metric: Metric) -> None:
    assert REGISTRY[metric.code] is metric
    for lang in Lang:
        said = [words(lang).text(f"metric.{metric.code}.{key}") for key in WORDS]
        assert all(said)


@OFFICIALS
def test_a_metric_has_values_at_each_of_its_levels_and_nowhere_else(metric: Metric) -> None:
    regions = DATA.gazetteer.regions
    found = {
        area.level
        for region in regions
        for level in Level
        for area in DATA.gazetteer.descendants(region.code, level)
        if metric.periods(DATA, area.code)
    }
    assert found == set(metric.levels)


def test_record_metrics_say_that_the_example_is_one() -> None:
    for metric in REGISTRY.values():
        example = metric.measure is not None
        assert metric.evidence_in(DATA) is (Evidence.EXAMPLE if example else Evidence.OFFICIAL)
        assert metric.measure is None or metric.measure.code == metric.code


@OFFICIALS
def test_every_value_is_finite_cited_and_within_its_unit(metric: Metric) -> None:
    highest = 100.0 if metric.unit is Unit.PERCENT else math.inf
    lowest = -100.0 if metric.kind is MapKind.DIVERGING else 0.0
    for area in DATA.gazetteer.areas.values():
        for period in metric.periods(DATA, area.code):
            reading = metric.read(DATA, area.code, period)
            assert reading is not None
            assert lowest <= reading.value <= highest
            assert reading.sources
            assert set(reading.sources) <= set(DATA.figures.sources)


def test_counts_are_circles_and_rates_are_not() -> None:
    counts = {Unit.BUSINESSES, Unit.PERSONS, Unit.JOBS}
    for metric in REGISTRY.values():
        assert (metric.kind is MapKind.CIRCLES) == (metric.unit in counts)


def test_what_is_recorded_differently_is_neither_ranked_nor_compared() -> None:
    metric = REGISTRY["selfemployed"]
    assert not metric.ranked
    assert metric.comparable is Comparable.KABKOTA


@pytest.mark.parametrize(
    ("metric", "wanted", "shown"),
    [
        ("selfemployed", Level.KECAMATAN, Level.KECAMATAN),
        ("selfemployed", Level.KELURAHAN, Level.KECAMATAN),
        ("selfemployed", Level.PROVINCE, Level.KABKOTA),
        ("emprate", Level.KECAMATAN, Level.KABKOTA),
        ("internetusers", Level.KELURAHAN, Level.PROVINCE),
    ],
)
def test_a_level_snaps_to_the_nearest_coarser_one(metric: str, wanted: Level, shown: Level) -> None:
    assert REGISTRY[metric].snap(wanted) is shown
