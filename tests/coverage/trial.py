"""One sample of a population: which intervals hold what is true, and what is called different."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.difference import difference
from geo.estimate import estimate
from geo.measures import Measure
from geo.model import Flag, Level
from tests.coverage.worlds import EVERYONE, LEVELS, MEASURED, Ints, World

SHOWN = (Flag.OK, Flag.CARE)
Outcome = NDArray[np.int8]
"""Shape (measures, `Found`, areas of all levels in the order of `LEVELS`)."""

NO, YES, NONE, REFERENCE = 0, 1, -1, -2
"""Answers; none where there is no interval, and of the area that the others are compared with."""


class Found(IntEnum):
    """What is kept of an area.

    `FLAG`: an index into `tuple(Flag)`. `HELD`: its interval holds the true value. Of its
    difference from an area of the same kabkota, another one in each sample: `APART_HELD`: the
    interval holds the true difference; `CLEAR`: it is called clear; `BOTH`: both values are shown.
    """

    FLAG = 0
    HELD = 1
    APART_HELD = 2
    CLEAR = 3
    BOTH = 4


def trial(world: World, number: int) -> Outcome:
    """What sample `number` of a population finds."""
    cells = world.sample(number)
    return np.stack(
        [
            np.concatenate([_level(world, cells, measure, level, number) for level in LEVELS], 1)
            for measure in MEASURED
        ]
    )


def _level(world: World, cells: Cells, measure: Measure, level: Level, number: int) -> Outcome:
    domain, kabkota = world.areas(level)
    truth = world.truth[level, measure.code]
    found = estimate(cells, measure, EVERYONE, domain, len(kabkota))
    shown = np.array([flag in SHOWN for flag in found.flags])
    kept = np.full((len(Found), len(kabkota)), REFERENCE, np.int8)
    kept[Found.FLAG] = [tuple(Flag).index(flag) for flag in found.flags]
    kept[Found.HELD] = _held(found.ci_low, truth, found.ci_high)
    # All six kabkota are compared with one of them.
    group = np.zeros_like(kabkota) if level is Level.KABKOTA else kabkota
    for which in np.unique(group):
        members = np.flatnonzero(group == which)
        reference = members[number % len(members)]
        others = members[members != reference]
        local = np.full(len(kabkota), -1)
        local[others] = np.arange(len(others))
        apart = difference(
            cells, measure, EVERYONE, local[domain], len(others), domain == reference
        )
        expected = truth[others] - truth[reference]
        kept[Found.APART_HELD, others] = _held(apart.ci_low, expected, apart.ci_high)
        kept[Found.CLEAR, others] = apart.clear
        kept[Found.BOTH, others] = shown[others] & shown[reference]
    return kept


def _held(low: NDArray[np.float64], truth: NDArray[np.float64], high: NDArray[np.float64]) -> Ints:
    answer = np.where((low <= truth) & (truth <= high), YES, NO)
    return np.where(np.isnan(low) | np.isnan(high), NONE, answer)
