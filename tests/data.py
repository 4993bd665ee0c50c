"""The project's data, read once for all tests that only look at it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geo.dataset import Dataset, load

ROOT = Path(__file__).parents[1]


@cache
def dataset() -> Dataset:
    """The verified data of this checkout."""
    return load(ROOT / "data")
