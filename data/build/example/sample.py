"""A stratified sample of the population, and its weights raked to the published totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from data.build.example.frame import SIZES, Floats, Frame, Ints
from data.build.example.population import Population
from data.build.example.settings import RATE_BOOST, Settings

HIGHEST_RATE = 0.6
SPREAD_WEIGHT = 0.15
"""Standard deviation of the log of weights within a cell, as unequal response leaves it."""
ROUNDS = 25
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """Drawn businesses, ordered by kelurahan, with the weight of each."""

    business: Population
    weight: Floats


def draw_sample(
    population: Population, frame: Frame, setting: Settings, rng: np.random.Generator
) -> Sample:
    """Draw from every cell of kecamatan, {G, other} and size, and weigh what was drawn."""
    cell = _cell(population, frame)
    count = np.bincount(cell, minlength=len(frame.kecamatan) * 6)
    wanted = allocate(count.reshape(-1, 6), setting).ravel()
    order = np.lexsort((rng.random(len(cell)), cell))
    first = np.concatenate([[0], np.cumsum(count)[:-1]])
    rank = np.arange(len(cell)) - first[cell[order]]
    chosen = order[rank < wanted[cell[order]]]
    chosen = chosen[np.lexsort((chosen, population.kelurahan[chosen]))]
    business = population.take(chosen)
    weight = (count / np.maximum(wanted, 1))[cell[chosen]]
    weight = weight * rng.lognormal(0, SPREAD_WEIGHT, len(chosen))
    return Sample(business, np.round(rake(weight, business, frame), DECIMALS))


def _cell(business: Population, frame: Frame) -> Ints:
    kecamatan = frame.kecamatan_of[business.kelurahan]
    return np.asarray((kecamatan * 2 + business.cell) * 3 + business.size)


def allocate(count: Ints, setting: Settings) -> Ints:
    """How many to draw of the `count` businesses of each cell, shape (kecamatan, 2 x 3).

    Kecamatan in proportion to the power 0.6 of their businesses, at least `kecamatan_min` each;
    within them larger businesses are likelier (`RATE_BOOST`), no cell gives more than
    `HIGHEST_RATE` of its businesses, and none that has any gives nothing.
    """
    least = setting.kecamatan_min * setting.scale
    power = count.sum(axis=1) ** 0.6
    factor = _solve(lambda c: np.maximum(least, c * power).sum() - setting.records, np.array(1e6))
    total = np.maximum(least, factor * power)
    boost = np.tile([RATE_BOOST[size] for size in SIZES], 2)

    def drawn(rate: Floats) -> Floats:
        return np.asarray(np.minimum(np.outer(rate, boost), HIGHEST_RATE) * count)

    most = np.full(len(count), HIGHEST_RATE)
    wanted = drawn(_solve(lambda rate: drawn(rate).sum(axis=1) - total, most))
    # Rounding the running total keeps it: nobody is lost or won over all cells.
    whole = np.diff(np.rint(np.cumsum(wanted)), prepend=0).reshape(count.shape)
    return np.minimum(np.maximum(whole, 1), count).astype(np.int64)


def _solve(excess: Callable[[Floats], Floats], high: Floats) -> Floats:
    """Where each element of an increasing function on [0, high] crosses zero, by bisection."""
    low = np.zeros_like(high)
    for _ in range(60):
        middle = (low + high) / 2
        short = excess(middle) < 0
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.asarray((low + high) / 2)


def rake(weight: Floats, business: Population, frame: Frame) -> Floats:
    """Weights fitted in turn to kecamatan by residents and to kabkota x {G, other} x size.

    The second are the hard targets and are met last, exactly where the cell has a record.
    """
    kecamatan = frame.kecamatan_of[business.kelurahan]
    kabkota = frame.kabkota_of[kecamatan]
    hard = (kabkota * 2 + business.cell) * 3 + business.size
    by_residents = frame.targets.sum(axis=(1, 2))[frame.kabkota_of] * frame.kecamatan_share
    fitted = weight
    for _ in range(ROUNDS):
        for group, target in ((kecamatan, by_residents), (hard, frame.targets.ravel())):
            total = np.bincount(group, fitted, len(target))
            fitted = fitted * (target / np.where(total > 0, total, 1))[group]
    return fitted
