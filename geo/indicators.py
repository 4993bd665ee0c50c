"""The registry of metrics: what each measures, from what, where, and what it may be compared with.

Labels, definitions and units in words stand in `locales/` under `metric.<code>`. Record metrics
will join this registry with the records themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from geo.dataset import Dataset
from geo.formulas import Change, Formula, PerThousand, Published, Quotient, Reading, ThreeYearMean
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
    that break the value down (for `employed` the nine sectors).
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

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        """Value for one area and period, None where nothing was published."""
        return self.formula.read(data, area, period)

    def periods(self, data: Dataset, *areas: str) -> tuple[str, ...]:
        """Periods, ascending, for which any of `areas` (BPS codes; none: all areas) has a value."""
        chosen = areas or self._known(data)
        found = {period for area in chosen for period in self.formula.periods(data, area)}
        return tuple(sorted(found))

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


def _registry() -> tuple[Metric, ...]:
    business, jobs, internet = Topic.BUSINESS, Topic.JOBS, Topic.INTERNET
    circles, rates = MapKind.CIRCLES, MapKind.CHOROPLETH
    region, everywhere, provinces = Comparable.REGION, Comparable.ALL, Comparable.PROVINCES
    return (
        Metric(
            "se2016", business, Unit.BUSINESSES, circles, _PROVINCE_AND_KABKOTA, region,
            Published("businesses", only="2016"),
        ),
        Metric(
            "se2006", business, Unit.BUSINESSES, circles, _PROVINCE_AND_KABKOTA, region,
            Published("businesses", only="2006"),
        ),
        Metric(
            "sechange", business, Unit.PERCENT, MapKind.DIVERGING, _PROVINCE_AND_KABKOTA, region,
            Change("businesses", start="2006", end="2016"),
        ),
        Metric(
            "seper1000", business, Unit.PERTHOUSAND, rates, _PROVINCE_AND_KABKOTA, region,
            PerThousand("businesses"),
        ),
        Metric(
            "trade", business, Unit.BUSINESSES, circles, _PROVINCE_AND_KABKOTA, region,
            Published("businesses_trade"),
        ),
        Metric(
            "msmebase", business, Unit.BUSINESSES, circles, _KABKOTA, Comparable.NOTHING,
            Published("msmes_base_2016"),
        ),
        Metric(
            "register", business, Unit.BUSINESSES, circles, _PROVINCE_AND_KABKOTA, region,
            Published("msmes_registered"),
        ),
        Metric(
            "registerper1000", business, Unit.PERTHOUSAND, rates, _PROVINCE_AND_KABKOTA, region,
            PerThousand("msmes_registered"),
        ),
        Metric(
            "selfemployed", business, Unit.PERTHOUSAND, rates,
            (Level.KABKOTA, Level.KECAMATAN), Comparable.KABKOTA,
            PerThousand("self_employed_registered", only="2024S1"), ranked=False,
        ),
        Metric(
            "tradeworkers", jobs, Unit.PERSONS, circles, _PROVINCE_AND_KABKOTA, region,
            Published("workers_trade"),
        ),
        Metric(
            "workerspertrade", jobs, Unit.WORKERSPER, rates, _PROVINCE_AND_KABKOTA, region,
            Quotient("workers_trade", "businesses_trade"),
        ),
        Metric(
            "emprate", jobs, Unit.PERCENT, rates, _KABKOTA, everywhere,
            Published("employment_rate"), noise=2.0,
        ),
        Metric(
            "unemprate", jobs, Unit.PERCENT, rates, _KABKOTA, everywhere,
            Published("unemployment_rate"), noise=2.0,
        ),
        Metric(
            "employed", jobs, Unit.PERSONS, circles, _PROVINCE_AND_KABKOTA, everywhere,
            ThreeYearMean("employed_total"), parts=_SECTORS_OF_EMPLOYMENT,
        ),
        Metric(
            "formalwork", jobs, Unit.PERCENT, rates, _PROVINCE, provinces,
            Published("formal_workers"),
        ),
        Metric(
            "onlinesellers", internet, Unit.PERCENT, rates, _KABKOTA, everywhere,
            Published("online_sellers"),
        ),
        Metric(
            "internetusers", internet, Unit.PERCENT, rates, _PROVINCE, provinces,
            Published("internet_users"),
        ),
        Metric(
            "imkonline", internet, Unit.PERCENT, rates, _PROVINCE, provinces,
            Published("imk_internet_share"),
        ),
        Metric(
            "ecommerce", internet, Unit.BUSINESSES, circles, _PROVINCE, provinces,
            Published("ecommerce_businesses"),
        ),
    )  # fmt: skip


REGISTRY: Mapping[str, Metric] = MappingProxyType({metric.code: metric for metric in _registry()})
"""Every metric by its code, in the order in which choices are shown."""
