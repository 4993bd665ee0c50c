"""The registry of metrics: what each measures, from what, where, and what it may be compared with.

Labels, definitions and units in words stand in `locales/` under `metric.<code>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from geo.dataset import Dataset
from geo.formulas import (
    Change,
    Formula,
    PerThousand,
    Published,
    Quotient,
    Reading,
    Recorded,
    ThreeYearMean,
)
from geo.measures import MEASURES, Measure, Variable
from geo.model import Evidence, Level


class Topic(StrEnum):
    """Which of the study's three questions a metric speaks to."""

    BUSINESS = "business"
    JOBS = "jobs"
    INTERNET = "internet"


class Unit(StrEnum):
    """Unit of a value."""

    BUSINESSES = "businesses"
    PERSONS = "persons"
    PERCENT = "percent"
    PERTHOUSAND = "perthousand"
    WORKERSPER = "workersper"
    JOBS = "jobs"
    PERKM2 = "perkm2"
    POINTS = "points"


DECIMALS: Mapping[Unit, int] = MappingProxyType(
    {
        Unit.BUSINESSES: 0,
        Unit.PERSONS: 0,
        Unit.PERCENT: 1,
        Unit.PERTHOUSAND: 1,
        Unit.WORKERSPER: 2,
        Unit.JOBS: 0,
        Unit.PERKM2: 1,
        Unit.POINTS: 1,
    }
)
"""Decimals shown of a value, by its unit."""


class MapKind(StrEnum):
    """How a metric is drawn: counts as circles, rates as choropleth, changes centred on zero."""

    CIRCLES = "circles"
    CHOROPLETH = "choropleth"
    DIVERGING = "diverging"


class Comparable(StrEnum):
    """Within what the values of a metric may be compared with each other."""

    ALL = "all"
    PROVINCES = "provinces"
    REGION = "region"
    KABKOTA = "kabkota"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric.

    `levels` are those at which values exist; `ranked` says whether areas may be put in order;
    `noise` is the difference (in the metric's unit) under which two values of a survey without
    published standard errors count as not different, by our rule of thumb; `parts` are indicators
    that break the value down (for `employed` the nine sectors); `breaks` are the first years of new
    weights or of a new frame, across which no change is given.
    """

    code: str
    topic: Topic
    unit: Unit
    kind: MapKind
    levels: tuple[Level, ...]
    comparable: Comparable
    formula: Formula
    evidence: Evidence = Evidence.OFFICIAL
    ranked: bool = True
    noise: float | None = None
    parts: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        """Value for one area and period, None where nothing was published."""
        return self.formula.read(data, area, period)

    def periods(self, data: Dataset, *areas: str) -> tuple[str, ...]:
        """Periods, ascending, for which any of `areas` (BPS codes; none: all areas) has a value."""
        chosen = areas or self._known(data)
        found = {period for area in chosen for period in self.formula.periods(data, area)}
        return tuple(sorted(found))

    @property
    def measure(self) -> Measure | None:
        """What is measured of business records, None for an official metric."""
        return MEASURES[self.formula.indicator] if isinstance(self.formula, Recorded) else None

    @property
    def flow(self) -> bool:
        """Whether it is a job flow, which only surviving businesses are in."""
        measure = self.measure
        return measure is not None and measure.terms[0].variable is Variable.FLOW

    def evidence_in(self, data: Dataset) -> Evidence:
        """Kind of evidence: records that we made up are an example, and say so."""
        made_up = self.measure is not None and data.records.synthetic
        return Evidence.EXAMPLE if made_up else self.evidence

    def _known(self, data: Dataset) -> tuple[str, ...]:
        own = (area.code for area in data.gazetteer.areas.values() if area.level in self.levels)
        around = (code for region in data.gazetteer.regions for code in region.context)
        return (*own, *around) if self.comparable is Comparable.PROVINCES else tuple(own)

    def snap(self, level: Level) -> Level:
        """`level` if the metric has it, else the nearest coarser one, else its coarsest."""
        coarser = [own for own in self.levels if own.depth <= level.depth]
        return max(coarser or self.levels[:1], key=lambda own: own.depth)


_PROVINCE_AND_KABKOTA = (Level.PROVINCE, Level.KABKOTA)
_KABKOTA = (Level.KABKOTA,)
_PROVINCE = (Level.PROVINCE,)
_SECTORS_OF_EMPLOYMENT = (
    "employed_agriculture",
    "employed_mining",
    "employed_manufacturing",
    "employed_utilities",
    "employed_construction",
    "employed_trade_hotel_restaurant",
    "employed_transport_telecom",
    "employed_finance",
    "employed_social_services",
)


def _business() -> tuple[Metric, ...]:
    return (
        Metric(
            "se2016", Topic.BUSINESS, Unit.BUSINESSES, MapKind.CIRCLES, _PROVINCE_AND_KABKOTA,
            Comparable.REGION, Published("businesses", only="2016"),
        ),
        Metric(
            "se2006", Topic.BUSINESS, Unit.BUSINESSES, MapKind.CIRCLES, _PROVINCE_AND_KABKOTA,
            Comparable.REGION, Published("businesses", only="2006"),
        ),
        Metric(
            "sechange", Topic.BUSINESS, Unit.PERCENT, MapKind.DIVERGING, _PROVINCE_AND_KABKOTA,
            Comparable.REGION, Change("businesses", start="2006", end="2016"),
        ),
        Metric(
            "seper1000", Topic.BUSINESS, Unit.PERTHOUSAND, MapKind.CHOROPLETH,
            _PROVINCE_AND_KABKOTA, Comparable.REGION, PerThousand("businesses"),
        ),
        Metric(
            "trade", Topic.BUSINESS, Unit.BUSINESSES, MapKind.CIRCLES, _PROVINCE_AND_KABKOTA,
            Comparable.REGION, Published("businesses_trade"),
        ),
        Metric(
            "msmebase", Topic.BUSINESS, Unit.BUSINESSES, MapKind.CIRCLES, _KABKOTA,
            Comparable.NOTHING, Published("msmes_base_2016"),
        ),
        Metric(
            "register", Topic.BUSINESS, Unit.BUSINESSES, MapKind.CIRCLES, _PROVINCE_AND_KABKOTA,
            Comparable.REGION, Published("msmes_registered"),
        ),
        Metric(
            "registerper1000", Topic.BUSINESS, Unit.PERTHOUSAND, MapKind.CHOROPLETH,
            _PROVINCE_AND_KABKOTA, Comparable.REGION, PerThousand("msmes_registered"),
        ),
        Metric(
            "selfemployed", Topic.BUSINESS, Unit.PERTHOUSAND, MapKind.CHOROPLETH, (Level.KABKOTA,
            Level.KECAMATAN), Comparable.KABKOTA, PerThousand("self_employed_registered",
            only="2024S1"), ranked=False,
        ),
    )  # fmt: skip


def _jobs() -> tuple[Metric, ...]:
    return (
        Metric(
            "tradeworkers", Topic.JOBS, Unit.PERSONS, MapKind.CIRCLES, _PROVINCE_AND_KABKOTA,
            Comparable.REGION, Published("workers_trade"),
        ),
        Metric(
            "workerspertrade", Topic.JOBS, Unit.WORKERSPER, MapKind.CHOROPLETH,
            _PROVINCE_AND_KABKOTA, Comparable.REGION, Quotient("workers_trade",
            "businesses_trade"),
        ),
        Metric(
            "emprate", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH, _KABKOTA, Comparable.ALL,
            Published("employment_rate"), noise=2.0,
        ),
        Metric(
            "unemprate", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH, _KABKOTA, Comparable.ALL,
            Published("unemployment_rate"), noise=2.0,
        ),
        Metric(
            "employed", Topic.JOBS, Unit.PERSONS, MapKind.CIRCLES, _PROVINCE_AND_KABKOTA,
            Comparable.ALL, ThreeYearMean("employed_total"), parts=_SECTORS_OF_EMPLOYMENT,
            breaks=("2010",),
        ),
        Metric(
            "formalwork", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH, _PROVINCE,
            Comparable.PROVINCES, Published("formal_workers"),
        ),
    )  # fmt: skip


def _internet() -> tuple[Metric, ...]:
    return (
        Metric(
            "onlinesellers", Topic.INTERNET, Unit.PERCENT, MapKind.CHOROPLETH, _KABKOTA,
            Comparable.ALL, Published("online_sellers"),
        ),
        Metric(
            "internetusers", Topic.INTERNET, Unit.PERCENT, MapKind.CHOROPLETH, _PROVINCE,
            Comparable.PROVINCES, Published("internet_users"),
        ),
        Metric(
            "imkonline", Topic.INTERNET, Unit.PERCENT, MapKind.CHOROPLETH, _PROVINCE,
            Comparable.PROVINCES, Published("imk_internet_share"),
        ),
        Metric(
            "ecommerce", Topic.INTERNET, Unit.BUSINESSES, MapKind.CIRCLES, _PROVINCE,
            Comparable.PROVINCES, Published("ecommerce_businesses"),
            breaks=("2021", "2022", "2023"),
        ),
    )  # fmt: skip


_TO_KECAMATAN = (Level.PROVINCE, Level.KABKOTA, Level.KECAMATAN)
_RECORDED: tuple[tuple[str, Topic, Unit, MapKind], ...] = (
    ("businesses", Topic.BUSINESS, Unit.BUSINESSES, MapKind.CIRCLES),
    ("per1000", Topic.BUSINESS, Unit.PERTHOUSAND, MapKind.CHOROPLETH),
    ("perkm2", Topic.BUSINESS, Unit.PERKM2, MapKind.CHOROPLETH),
    ("new", Topic.BUSINESS, Unit.PERCENT, MapKind.CHOROPLETH),
    ("ownedbywomen", Topic.BUSINESS, Unit.PERCENT, MapKind.CHOROPLETH),
    ("online", Topic.INTERNET, Unit.PERCENT, MapKind.CHOROPLETH),
    ("integrated", Topic.INTERNET, Unit.PERCENT, MapKind.CHOROPLETH),
    ("promotion", Topic.INTERNET, Unit.PERCENT, MapKind.CHOROPLETH),
    ("newonline", Topic.INTERNET, Unit.PERCENT, MapKind.CHOROPLETH),
    ("onlinesales", Topic.INTERNET, Unit.PERCENT, MapKind.CHOROPLETH),
    ("workers", Topic.JOBS, Unit.PERSONS, MapKind.CIRCLES),
    ("workersper", Topic.JOBS, Unit.WORKERSPER, MapKind.CHOROPLETH),
    ("netjobs", Topic.JOBS, Unit.JOBS, MapKind.CIRCLES),
    ("jobgrowth", Topic.JOBS, Unit.PERCENT, MapKind.DIVERGING),
    ("creation", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH),
    ("destruction", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH),
    ("growthgap", Topic.JOBS, Unit.POINTS, MapKind.DIVERGING),
    ("entrantjobs", Topic.JOBS, Unit.JOBS, MapKind.CIRCLES),
    ("entrantshare", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH),
    ("itskills", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH),
    ("paid", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH),
    ("female", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH),
    ("trained", Topic.JOBS, Unit.PERCENT, MapKind.CHOROPLETH),
)


def _records() -> tuple[Metric, ...]:
    # No number of residents is known below kecamatan.
    return tuple(
        Metric(
            code, topic, unit, kind, _TO_KECAMATAN if code == "per1000" else tuple(Level),
            Comparable.ALL, Recorded(code, "2024S1" if code == "per1000" else None),
            Evidence.RECORDS,
        )
        for code, topic, unit, kind in _RECORDED
    )  # fmt: skip


REGISTRY: Mapping[str, Metric] = MappingProxyType(
    {metric.code: metric for metric in (*_records(), *_business(), *_jobs(), *_internet())}
)
"""Every metric by its code, in the order in which choices are shown."""
