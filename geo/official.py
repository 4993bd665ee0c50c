"""Published figures, one value a row, each with its source; nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from geo.codes import BPS_DIGITS, is_code
from geo.errors import Fault
from geo.model import Area, Level, Region
from geo.provenance import Source
from geo.tables import Row, read_rows

FIGURES_FILE = "official/figures.csv"
FIGURE_COLUMNS = (
    *("area_code", "level", "theme", "indicator", "year", "period", "value", "unit"),
    *("basis", "source_id", "note"),
)
COUNTRY = "country"
COUNTRY_CODE = "00"
LEVELS = frozenset({COUNTRY, *(level.value for level in Level)})
THEMES = frozenset({"internet", "business", "jobs", "denominator"})
UNITS = frozenset({"persons", "families", "percent", "businesses"})
BASES = frozenset({"read", "derived"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One published value.

    `level` is a `Level` or `country`; `period` is the published one (`2024S1`, `2019-2021`) or the
    year as text; `basis` is `read`, or `derived` by arithmetic on read figures; `source` is the id
    of a `Source`.
    """

    indicator: str
    area: str
    level: str
    year: int
    period: str
    value: float
    unit: str
    basis: str
    source: str
    note: str


@dataclass(frozen=True)
class Figures:
    """All published figures, in the order of `figures.csv`, and their sources by id; read-only.

    There is one figure for an indicator, area and period: where two sources publish the same one,
    they are kept as two indicators or periods, never as two values.
    """

    rows: tuple[Figure, ...]
    sources: Mapping[str, Source]
    _index: Mapping[tuple[str, str, str], Figure] = field(init=False, repr=False, compare=False)
    _periods: Mapping[tuple[str, str], tuple[str, ...]] = field(
        init=False, repr=False, compare=False
    )
    _areas: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        periods: dict[tuple[str, str], list[str]] = {}
        areas: dict[str, set[str]] = {}
        for row in self.rows:
            periods.setdefault((row.indicator, row.area), []).append(row.period)
            areas.setdefault(row.indicator, set()).add(row.area)
        index = {(row.indicator, row.area, row.period): row for row in self.rows}
        ordered = {key: tuple(sorted(found)) for key, found in periods.items()}
        frozen = {key: frozenset(found) for key, found in areas.items()}
        object.__setattr__(self, "sources", MappingProxyType(dict(self.sources)))
        object.__setattr__(self, "_index", MappingProxyType(index))
        object.__setattr__(self, "_periods", MappingProxyType(ordered))
        object.__setattr__(self, "_areas", MappingProxyType(frozen))

    def get(self, indicator: str, area: str, period: str) -> Figure | None:
        """The figure of an indicator, BPS code and period, or `None` if none was published."""
        return self._index.get((indicator, area, period))

    def periods(self, indicator: str, area: str) -> tuple[str, ...]:
        """Periods with a figure, ascending; empty if there are none."""
        return self._periods.get((indicator, area), ())

    def areas(self, indicator: str) -> frozenset[str]:
        """BPS codes of all areas with a figure; empty if there are none."""
        return self._areas.get(indicator, frozenset())


def read_figures(
    root: Path,
    areas: Mapping[str, Area],
    regions: Iterable[Region],
    sources: Mapping[str, Source],
    faults: list[Fault],
) -> tuple[Figure, ...]:
    """Figures of `figures.csv`; malformed rows are left out and added to `faults`."""
    context = {code for region in regions for code in region.context}
    seen: dict[tuple[str, str, str], int] = {}

    figures: list[Figure] = []
    for row in read_rows(root, FIGURES_FILE, FIGURE_COLUMNS, faults):
        before = len(faults)
        figure = _figure(row, sources)
        if figure.level in LEVELS and not _is_known(figure, areas, context):
            row.fault(f"area_code is no known {figure.level}: {figure.area!r}")
        key = (figure.indicator, figure.area, figure.period)
        if seen.setdefault(key, row.number) != row.number:
            row.fault(f"repeats row {seen[key]}: {', '.join(key)}")
        if len(faults) == before:
            figures.append(figure)
    return tuple(figures)


def _figure(row: Row, sources: Mapping[str, Source]) -> Figure:
    row.one_of("theme", THEMES)
    year = row.year_of("year")
    return Figure(
        indicator=row.text("indicator"),
        area=row.text("area_code"),
        level=row.one_of("level", LEVELS),
        year=year,
        period=row.cells["period"] or str(year),
        value=row.number_of("value"),
        unit=row.one_of("unit", UNITS),
        basis=row.one_of("basis", BASES),
        source=row.one_of("source_id", sources),
        note=row.cells["note"],
    )


def _is_known(figure: Figure, areas: Mapping[str, Area], context: set[str]) -> bool:
    """Areas of ours by their code; outside, a region's context and the kab/kota within it."""
    if figure.level == COUNTRY:
        return figure.area == COUNTRY_CODE
    if figure.area in areas:
        return areas[figure.area].level == figure.level
    if figure.level == Level.KABKOTA:
        return is_code(figure.area, BPS_DIGITS[Level.KABKOTA]) and figure.area[:2] in context
    return figure.level == Level.PROVINCE and figure.area in context
