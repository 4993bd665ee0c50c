"""Every assumption of the example in one place. What is not marked with a source is ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FULL = 120_000
"""Records for which the minimums are meant; fewer records scale them down."""

SECTOR_SHARES: Mapping[str, float] = MappingProxyType(
    {
        "C": 0.235,
        "I": 0.310,
        "S": 0.135,
        "H": 0.080,
        "J": 0.050,
        "L": 0.040,
        "P": 0.030,
        "R": 0.025,
        "F": 0.020,
        "N": 0.020,
        "M": 0.015,
        "Q": 0.015,
        "B": 0.010,
        "K": 0.010,
        "E": 0.004,
        "D": 0.001,
    }
)
"""Sections other than G, assumed the same everywhere. A, O, T and U are outside the census."""

MICRO_TRADE = (0.79, 0.16, 0.035, 0.015)
MICRO_OTHER = (0.58, 0.25, 0.105, 0.065)
"""Shares of 1, 2, 3, 4 workers at the base year: after growth the means are about 1.35 and 1.7."""
SMALL_DECAY = 0.53
"""Each worker beyond 5 makes a small business this much rarer (mean about 6.5)."""
MEDIUM_DECAY = 0.93
LARGEST_BASE = 66
"""At the base year: a business grows by half at most, and then still has 99 workers or fewer."""

YOUNGER = 0.958
"""Each year of age makes a business this much rarer: 12 % are at most two years old."""
OLDEST = 60

STEPS = tuple(round(0.10 + 0.05 * step, 2) for step in range(9))
"""By what share of its workers a business grows or shrinks, if it does: 10 to 50 %, alike."""
MOVING = 0.5
"""Share of the businesses with two or more workers that grow or shrink at all."""

TIMES = 5
"""As many blocks exist as are drawn, and as many medium businesses are listed."""
POWER = 0.6
"""Of the number of businesses of a kelurahan, to which its records are in proportion."""
BLOCK_RECORDS = 14
"""More blocks are drawn rather than more records of a block: with 250 records there are 15."""
MARGIN = 1.15
"""By how much more than the least number of records is aimed at: blocks differ in size."""
BLOCK_EDGE = 0.15
"""How far, in mean sizes of a block, the edge between two blocks is moved at random."""

USE_SECTOR: Mapping[str, float] = MappingProxyType({"C": 0.30, "G": 0.25, "I": 0.35, "J": 1.60})
"""Log odds of using the internet, added for these sections (after the figures of BPS)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build of the example may vary.

    `effect`: by how much the job growth of internet users exceeds that of the others (0.03 = 3
    points over the three years); an input, never a finding. With 0 the expected growth of a
    business depends on nothing. `online`: share of businesses that use the internet; `integrated`:
    share of integrated use in integrated and promotion together; `other`: share of the users with
    neither. `new`: share at most two years old. `growth`: job growth of those without internet.
    `icc`: intraclass correlation of businesses of one block; `spread`: how far areas differ in use
    and age, 1 as `population.py` states it, 0 not at all. The others are least numbers of records,
    by kecamatan, kelurahan and kabkota x size, and of drawn blocks in a kelurahan.
    """

    seed: int = 2017
    records: int = FULL
    survey_year: int = 2017
    base_year: int = 2014
    online: float = 0.45
    integrated: float = 0.35
    other: float = 0.10
    new: float = 0.12
    growth: float = 0.05
    effect: float = 0.03
    icc: float = 0.05
    spread: float = 1.0
    kecamatan_min: int = 400
    kelurahan_min: int = 60
    stratum_min: int = 60
    blocks_min: int = 12

    @property
    def scale(self) -> float:
        """Size of the drawn population relative to the published one."""
        return min(1.0, self.records / FULL)
