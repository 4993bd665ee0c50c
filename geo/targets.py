"""What example records were meant to meet, and what their weights give: the check table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from geo.errors import Fault
from geo.model import Area, Size
from geo.tables import Row, read_rows

CHECKS_FILE = "records/checks.csv"
CHECK_COLUMNS = (
    *("constraint", "area_code", "sector", "size", "unit", "basis"),
    *("target", "result", "difference", "standing", "reason"),
)
ALL = "all"
"""In place of an area, a section or a size: no restriction."""

TOLERANCE = 0.01
"""Relative difference up to which a target counts as met."""

_CONSTRAINTS = frozenset(
    {
        *("businesses", "online", "integrated", "other", "new"),
        *("jobgrowth", "growthgap", "workersper"),
    }
)
_SECTORS = frozenset({"G", "other", ALL})
_SIZES = frozenset({Size.MICRO.value, Size.SMALL.value, Size.MEDIUM.value, ALL})
_UNITS = frozenset({"businesses", "percent", "persons"})
_BASES = frozenset({"read", "derived", "assumed"})
_STANDINGS = frozenset({"hard", "printed"})
_REASONS = frozenset({"", "classesdiffer"})


class Group(StrEnum):
    """Kinds of targets: `cells` are the hard ones, the others are printed, not forced."""

    CELLS = "cells"
    TOTALS = "totals"
    PLACES = "places"
    SETTINGS = "settings"
    WORKERS = "workers"


@dataclass(frozen=True, slots=True)
class Target:
    """One constraint on the example records.

    `area` is a BPS code or `all`, `sector` `G` (trade), `other` or `all`, `size` a `Size` or
    `all`; `basis` is `read`, `derived` or `assumed`. `target` and `result` (weighted) are in
    `unit`. `reason` is a code that says why a target is not met, empty if it needs none.
    """

    constraint: str
    area: str
    sector: str
    size: str
    unit: str
    basis: str
    target: float
    result: float
    hard: bool = False
    reason: str = ""

    @property
    def relative(self) -> float:
        """Result over target, less one."""
        return self.result / self.target - 1

    @property
    def met(self) -> bool:
        """Whether the result is within `TOLERANCE` of the target."""
        return abs(self.relative) <= TOLERANCE

    @property
    def group(self) -> Group:
        """What kind of target it is."""
        if self.hard:
            return Group.CELLS
        if self.unit == "percent":
            return Group.SETTINGS
        if self.unit == "persons":
            return Group.WORKERS
        return Group.PLACES if len(self.area) > len("3404") else Group.TOTALS

    def row(self) -> dict[str, str]:
        """The row of the check table, as `read_targets` reads it."""
        digits = 0 if self.unit == "businesses" else 3
        return {
            "constraint": self.constraint,
            "area_code": self.area,
            "sector": self.sector,
            "size": self.size,
            "unit": self.unit,
            "basis": self.basis,
            "target": f"{self.target:.{digits}f}",
            "result": f"{self.result:.{digits}f}",
            "difference": f"{self.result - self.target:z.{digits}f}",
            "standing": "hard" if self.hard else "printed",
            "reason": self.reason,
        }


def read_targets(root: Path, areas: Mapping[str, Area], faults: list[Fault]) -> tuple[Target, ...]:
    """Targets of `checks.csv` in its order; malformed rows are left out and added to `faults`."""
    targets: list[Target] = []
    for row in read_rows(root, CHECKS_FILE, CHECK_COLUMNS, faults):
        before = len(faults)
        target = _target(row, areas)
        if target.target <= 0:
            row.fault(f"target is not positive: {target.target:g}")
        if target.hard and not (len(faults) > before or target.met):
            row.fault(f"misses its hard target by {100 * target.relative:.2f} %")
        if len(faults) == before:
            targets.append(target)
    return tuple(targets)


def _target(row: Row, areas: Mapping[str, Area]) -> Target:
    return Target(
        constraint=row.one_of("constraint", _CONSTRAINTS),
        area=row.one_of("area_code", frozenset({*areas, ALL})),
        sector=row.one_of("sector", _SECTORS),
        size=row.one_of("size", _SIZES),
        unit=row.one_of("unit", _UNITS),
        basis=row.one_of("basis", _BASES),
        target=row.number_of("target"),
        result=row.number_of("result"),
        hard=row.one_of("standing", _STANDINGS) == "hard",
        reason=row.one_of("reason", _REASONS),
    )
