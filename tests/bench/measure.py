"""One line of the bench: what was measured, its bar, and how the two compare."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5

METRIC = "jobgrowth"
"""What the maps show whose filters are changed."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: a value with its bar, both in `unit`; `least` turns the bar round."""

    what: str
    value: float
    bar: float
    unit: str
    least: bool = False

    @property
    def share(self) -> float:
        """The value in terms of its bar, at most 1 where the bar is met."""
        if not self.bar:
            return math.inf if self.value else 0.0
        return self.bar / self.value if self.least else self.value / self.bar

    def __str__(self) -> str:
        bar = "at least" if self.least else "at most"
        return (
            f"{self.what:<62}{self.value:>9.2f} {self.unit:<3} "
            f"{bar:>8} {self.bar:>7.2f} {self.unit:<3}{self.share:>6.2f} × the bar, "
            f"{'within' if self.share <= 1 else 'ABOVE'}"
        )


def seconds(function: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def median_seconds(function: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some calls."""
    return statistics.median(seconds(function) for _ in range(rounds))
