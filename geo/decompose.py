"""A difference between two areas taken apart: mix of businesses, and behaviour.

A quotient is a mean over cells of sector × size: p = sum over c of s r, with the share s of the
cell in the denominator of the area and the rate r in the cell. What is unknown is a cell of its
own, so that nobody is left out. After Kitagawa (1955), "Components of a Difference Between Two
Rates", Journal of the American Statistical Association 50(272), 1168-1194, symmetric in a and b:

    mix       = sum of (s_a - s_b) (r_a + r_b) / 2
    behaviour = sum of (r_a - r_b) (s_a + s_b) / 2

They add up to p_a - p_b exactly. In a cell that one side lacks there is nobody to compare with: it
takes the rate of the cell over both sides together, which is that of the side that has it. All of
such a cell is mix, and nothing of it is said to be behaviour.

Both parts are functions of the totals of each cell and side; their errors follow by Taylor
linearisation (`geo.linear`). A business of side a in cell c, with numerator y and denominator x,
adds w (S_c - mean S) x / D + w R_c (y - r_c x) / B_c to the linearised value of a part, where S and
R are its derivatives by s and r of the side, B_c and D the denominators of the cell and of the
side, and the mean is weighted by s. One that is in both areas adds both, so that the covariance of
areas that overlap is in it. What calibration fixes (`geo.controls`) is out of the error of the
difference, and left in those of its parts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.difference import difference
from geo.intervals import t_quantile
from geo.measures import Measure
from geo.model import Design, Flag
from geo.profiles import Filtered
from geo.reliability import judge, width_of
from geo.separation import beyond
from geo.smoothing import FEW
from geo.sums import CellSums, cell_sums
from geo.variances import variance_of

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Effect:
    """A difference or a part of one, in the unit of the measure, with its interval of 95 %.

    Given whatever the flag; `se`, `low` and `high` are NaN in an enumeration, the interval also
    where a side rests on a single PSU. `clear`: of a part, whether its interval leaves out 0 (in an
    enumeration, whether it is not 0); of the difference as `geo.difference` judges it.
    """

    value: float
    se: float
    low: float
    high: float
    flag: Flag
    clear: bool


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition:
    """The difference of a and b (a minus b), and its two parts.

    `lacking` is, for a and for b, the per cent of its weight in cells that the other lacks. `cells`
    counts the cells of either side. `shares` (sides, cells) are those of the weight, `counts`
    (sides, cells, 3) the businesses of the denominator, those that add to the numerator, and the
    others: what disclosure control looks at.
    """

    difference: Effect
    mix: Effect
    behaviour: Effect
    lacking: tuple[float, float]
    cells: int
    shares: _Floats
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side by cell: `share` of the denominator, `rate` (0 in a cell that is not `held`)."""

    blocks: _Mask
    count: _Floats
    positive: _Floats
    bottom: _Floats
    share: _Floats
    rate: _Floats

    @property
    def held(self) -> _Mask:
        return self.bottom > 0


def decompose(
    cells: Cells, measure: Measure, filters: Filtered, a: _Mask, b: _Mask
) -> Decomposition | None:
    """Mix and behaviour in the difference of a quotient with one term.

    Args:
        cells: the cell table.
        measure: a share or a ratio.
        filters: who counts, in both areas.
        a: for each of `cells.places` whether the area holds it.
        b: the same for the other area; the two may overlap.

    Returns:
        The parts, None where a side has no value.
    """
    sums = cell_sums(cells, measure, filters)
    one, other = (_side(sums, each[cells.block_place]) for each in (a, b))
    if not (one.held.any() and other.held.any()) or measure.fixed(filters, cells.span):
        return None
    lacks_a, lacks_b = ~one.held & other.held, one.held & ~other.held
    rate_a = np.where(lacks_a, other.rate, one.rate)
    rate_b = np.where(lacks_b, one.rate, other.rate)
    step, gap = one.share - other.share, rate_a - rate_b
    level, both = (rate_a + rate_b) / 2, (one.share + other.share) / 2
    shared = one.held & other.held
    # By share and by rate, of mix and of behaviour. Where a side lacks a cell, its rate moves with
    # the other's: then mix has all of the derivative and behaviour none.
    of_a = (
        np.array([level, gap / 2]),
        np.array([np.where(shared, step / 2, step), np.where(shared, both, 0)]),
    )
    of_b = (
        np.array([-level, gap / 2]),
        np.array([np.where(shared, step / 2, step), np.where(shared, -both, 0)]),
    )
    value = measure.scale * np.array([(step * level).sum(), (gap * both).sum()])
    z, squares = _linearised(sums, (one, *of_a), (other, *of_b))
    sides = one, other
    held = [np.where(side.blocks, sums.n.sum(axis=1), 0.0) for side in sides]
    fewest = min(float(side.count.sum()) for side in sides)

    def effect(number: int, points: float) -> Effect:
        if cells.design is Design.ENUMERATION:
            clear = bool(beyond(np.array(points), np.array(0.0)))
            return Effect(float(points), np.nan, np.nan, np.nan, Flag.OK, clear)
        found, df = variance_of(cells, z[number], squares[number], held)
        return _effect(measure, points, abs(measure.scale) * float(np.sqrt(found)), df, fewest)

    lacking = 100 * one.share[lacks_b].sum(), 100 * other.share[lacks_a].sum()
    counts = np.rint([[s.count, s.positive, s.count - s.positive] for s in sides])
    return Decomposition(
        _whole(cells, measure, filters, a, b, float(value.sum())),
        effect(1, value[0]),
        effect(2, value[1]),
        (float(lacking[0]), float(lacking[1])),
        int(np.count_nonzero(one.held | other.held)),
        np.stack([side.share for side in sides]),
        counts.astype(np.int64).transpose(0, 2, 1),
    )


def _side(sums: CellSums, blocks: _Mask) -> _Side:
    inside = blocks.astype(np.float64)
    count, positive, top, bottom = (
        inside @ each for each in (sums.n, sums.positive, sums.top, sums.bottom)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(bottom > 0, top / bottom, 0.0)
    share = bottom / max(bottom.sum(), np.finfo(np.float64).tiny)
    return _Side(blocks, count, positive, bottom, share, rate)


def _linearised(sums: CellSums, *sides: tuple[_Side, _Floats, _Floats]) -> tuple[_Floats, _Floats]:
    """Sums by block of the linearised values of difference, mix and behaviour; and of the squares.

    Of a business in cell c the value is w (slope y - less x), with both slopes added up where it
    belongs to both sides.
    """
    slopes = []
    for side, by_share, by_rate in sides:
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.where(side.held, by_rate / side.bottom, 0.0)
        mean = (by_share @ side.share)[:, None]
        less = slope * side.rate + (mean - by_share) / side.bottom.sum()
        both = np.stack((slope, less))
        slopes.append(np.concatenate((both.sum(axis=1, keepdims=True), both), axis=1))
    (one, other), (first, second) = slopes, (side.blocks for side, *_ in sides)
    z = np.zeros((3, len(first)))
    for blocks, (slope, less) in ((first, one), (second, other)):
        z += np.where(blocks, slope @ sums.top.T - less @ sums.bottom.T, 0.0)
    squares = np.zeros_like(z)
    if sums.tt is not None and sums.tb is not None and sums.bb is not None:
        zones = (first & ~second, one), (second & ~first, other), (first & second, one + other)
        for blocks, (slope, less) in zones:
            tt, tb, bb = (each[blocks].T for each in (sums.tt, sums.tb, sums.bb))
            squares[:, blocks] = slope**2 @ tt - 2 * (slope * less) @ tb + less**2 @ bb
    return z, squares


def _effect(measure: Measure, value: float, se: float, df: float, fewest: float) -> Effect:
    half = float(t_quantile(df)) * se
    no = np.array([False])
    (flag,) = judge(
        measure.contrast,
        width_of(measure.contrast.yardstick, *(np.array([each]) for each in (se, half, 0.0, 0.0))),
        np.array([fewest]),
        nodata=no,
        extreme=no,
        df=np.array([df]),
        care=np.array([df < FEW]),
    )
    clear = bool(beyond(np.array(value), np.array(half)))
    return Effect(float(value), se, float(value - half), float(value + half), flag, clear)


def _whole(
    cells: Cells, measure: Measure, filters: Filtered, a: _Mask, b: _Mask, value: float
) -> Effect:
    """The whole difference as it is wherever it is shown."""
    found = difference(cells, measure, filters, np.where(a, 0, -1), 1, b)
    se, low, high = (float(each[0]) for each in (found.se, found.ci_low, found.ci_high))
    return Effect(value, se, low, high, found.flags[0], bool(found.clear[0]))
