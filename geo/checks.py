"""Contradictions between the cells of one business, or with what its file is said to be."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from geo.derive import use_of_purposes
from geo.intake import Cells, Numbers, Report
from geo.model import Design, Purpose, Survey, Use

PURPOSE_COLUMNS: Mapping[Purpose, str] = MappingProxyType(
    {purpose: f"purpose_{purpose}" for purpose in Purpose}
)
PARTS = ("workers_it_skilled", "workers_paid", "workers_female", "workers_trained")
"""Workers of one kind, who can't be more than all workers."""
YEARS = ("year_started", "year_online")


def number(cells: Cells, name: str) -> Numbers:
    """Numbers of a column, all NaN where the file does not have it."""
    return cells.numbers.get(name, np.full(cells.rows, np.nan))


def category(cells: Cells, name: str, size: int) -> NDArray[np.uint8]:
    """Codes of a category whose last of `size` values is `unknown`, which blanks become."""
    codes = cells.codes.get(name, np.full(cells.rows, -1, np.int32))
    return np.where(codes < 0, size - 1, codes).astype(np.uint8)


def internet_use(cells: Cells, report: Report) -> NDArray[np.uint8]:
    """Use of each business (index into `tuple(Use)`), as stated or by its purposes.

    What is stated and what was ticked must agree; where one is blank or unknown the other counts.
    """
    unknown = tuple(Use).index(Use.UNKNOWN)
    stated = category(cells, "use", unknown + 1)
    if not set(PURPOSE_COLUMNS.values()) <= set(cells.numbers):
        return stated
    purposes = {purpose: cells.numbers[name] for purpose, name in PURPOSE_COLUMNS.items()}
    internet = number(cells, "uses_internet")
    ticked = np.logical_or.reduce([answers == 1 for answers in purposes.values()])
    denied = {int(i): "" for i in np.flatnonzero(ticked & (internet == 0))}
    report.cells("uses_internet", "denied", "is no, yet a purpose is ticked", denied)
    derived = use_of_purposes(internet, purposes)
    differ = np.flatnonzero((stated != derived) & (stated != unknown) & (derived != unknown))
    shown = {int(i): f"{tuple(Use)[stated[i]]}, {tuple(Use)[derived[i]]}" for i in differ}
    report.cells("use", "otheruse", "is another than its purposes give", shown)
    return np.where(stated == unknown, derived, stated)


def check_rows(cells: Cells, survey: Survey, report: Report) -> None:
    """Report years after the survey, more workers of a kind than workers, workers before the start.

    With a register (`enumeration`), also weights other than 1.
    """
    for name in YEARS:
        years = number(cells, name)
        _report(report, name, "future", f"is after the survey ({survey.year})", years, survey.year)
    now = number(cells, "workers_now")
    for name in PARTS:
        _report(report, name, "toomany", "is more than workers_now", number(cells, name), now)
    base = number(cells, "workers_base")
    if survey.base_year is not None:
        early = np.flatnonzero((number(cells, "year_started") > survey.base_year) & (base > 0))
        what = f"counts workers in {survey.base_year}, before the business started"
        shown = {int(i): f"{base[i]:g}" for i in early}
        report.cells("workers_base", "beforestart", what, shown)
    if survey.design is Design.ENUMERATION:
        weight = number(cells, "weight")
        shown = {
            int(i): f"{weight[i]:g}" for i in np.flatnonzero(~np.isnan(weight) & (weight != 1))
        }
        report.cells("weight", "weighted", "is not 1, but this is a register", shown)


def _report(
    report: Report, name: str, code: str, what: str, values: Numbers, limit: Numbers | int
) -> None:
    shown = {int(i): f"{values[i]:g}" for i in np.flatnonzero(values > limit)}
    report.cells(name, code, what, shown)
