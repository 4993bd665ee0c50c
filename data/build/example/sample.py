"""A sample of the population as its design says, and weights raked to the control totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.build.example.design import Design
from data.build.example.frame import MEDIUM, Floats, Frame, Ints
from data.build.example.population import Population

ROUNDS = 25
DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """Drawn businesses, ordered by kelurahan and block, with the weight of each.

    `stratum` is the position of the kelurahan for the area sample, and that of the kabkota, counted
    on from the last kelurahan, for the list of medium businesses. `psu` numbers the PSUs of the
    sample from 0: blocks, and each medium business by itself.
    """

    business: Population
    weight: Floats
    stratum: Ints
    psu: Ints


@dataclass(frozen=True, slots=True)
class Controls:
    """Totals to which weights are raked: businesses by kecamatan, and by kabkota, sector, size."""

    kecamatan: Floats
    cells: Floats


def published_controls(frame: Frame) -> Controls:
    """The published totals, in the kecamatan by residents."""
    totals = frame.targets.sum(axis=(1, 2))
    return Controls(totals[frame.kabkota_of] * frame.kecamatan_share, frame.targets)


def population_controls(population: Population, frame: Frame) -> Controls:
    """The totals of a population itself."""
    kecamatan = frame.kecamatan_of[population.kelurahan]
    cell = _hard(population, frame)
    return Controls(
        np.bincount(kecamatan, minlength=len(frame.kecamatan)).astype(np.float64),
        np.bincount(cell, minlength=frame.targets.size).reshape(frame.targets.shape).astype(float),
    )


def draw_sample(
    population: Population,
    frame: Frame,
    design: Design,
    controls: Controls,
    rng: np.random.Generator,
) -> Sample:
    """One sample by `design`, the one that the blocks of `population` were made for."""
    area, of_block = _area_sample(population, design, rng)
    medium, of_list = _list_sample(population, frame, design, rng)
    chosen = np.concatenate([area, medium])
    order = np.lexsort((np.arange(len(chosen)), population.kelurahan[chosen]))
    listed = (np.arange(len(chosen)) >= len(area))[order]
    business = population.take(chosen[order])
    weight = np.concatenate([of_block, of_list])[order]
    kabkota = frame.kelurahan_kabkota[business.kelurahan]
    unit = np.where(listed, len(design.kelurahan_of_block) + np.arange(len(order)), business.block)
    return Sample(
        business,
        np.round(rake(weight, business, frame, controls), DECIMALS),
        np.where(listed, len(frame.kelurahan) + kabkota, business.kelurahan),
        np.unique(unit, return_inverse=True)[1],
    )


def _area_sample(
    population: Population, design: Design, rng: np.random.Generator
) -> tuple[Ints, Floats]:
    """Micro and small businesses of drawn blocks, and their weights.

    Weights are what two draws at random leave: blocks that exist over blocks drawn, businesses of
    the block over those taken.
    """
    of = design.kelurahan_of_block
    is_drawn = _pick(of, design.drawn[of], rng)
    members = np.flatnonzero((population.size != MEDIUM) & is_drawn[population.block])
    block = population.block[members]
    held = np.bincount(block, minlength=len(of))
    # Rounded at random, so that every business of a kelurahan is as likely to be taken.
    take = np.floor(held * design.rate[of] + rng.random(len(of))).astype(np.int64)
    take = np.clip(take, np.minimum(held, 1), held)
    chosen = members[_pick(block, take[block], rng)]
    block = population.block[chosen]
    weight = (design.blocks / design.drawn)[of] * held / np.maximum(take, 1)
    return chosen, weight[block]


def _list_sample(
    population: Population, frame: Frame, design: Design, rng: np.random.Generator
) -> tuple[Ints, Floats]:
    """Medium businesses drawn by kabkota, and their weights."""
    members = np.flatnonzero(population.size == MEDIUM)
    kabkota = frame.kelurahan_kabkota[population.kelurahan[members]]
    held = np.bincount(kabkota, minlength=len(frame.kabkota))
    take = np.minimum(design.listed, held)
    is_taken = _pick(kabkota, take[kabkota], rng)
    return members[is_taken], (held / np.maximum(take, 1))[kabkota[is_taken]]


def _pick(group: Ints, take: Ints, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which are in a simple random sample of each group; `take` repeats its size for each."""
    order = np.lexsort((rng.random(len(group)), group))
    first = np.cumsum(np.bincount(group)) - np.bincount(group)
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - first[group[order]]
    return rank < take


def _hard(business: Population, frame: Frame) -> Ints:
    """Number of the cell of kabkota, sector and size, in the order of `frame.targets`."""
    kabkota = frame.kelurahan_kabkota[business.kelurahan]
    return np.asarray((kabkota * 2 + business.cell) * 3 + business.size)


def rake(weight: Floats, business: Population, frame: Frame, controls: Controls) -> Floats:
    """Weights fitted in turn to the two kinds of control totals.

    Those by kabkota, sector and size are the hard targets and are met last, exactly where the cell
    has a record.
    """
    kecamatan, hard = frame.kecamatan_of[business.kelurahan], _hard(business, frame)
    # All of a kecamatan and cell are fitted alike: it is enough to fit their sums.
    pairs, of = np.unique(kecamatan * controls.cells.size + hard, return_inverse=True)
    sums = np.bincount(of, weight)
    fitted = sums.copy()
    margins = (
        (pairs // controls.cells.size, controls.kecamatan),
        (pairs % controls.cells.size, controls.cells.ravel()),
    )
    for _ in range(ROUNDS):
        for group, target in margins:
            total = np.bincount(group, fitted, len(target))
            fitted = fitted * (target / np.where(total > 0, total, 1))[group]
    return np.asarray(weight * (fitted / sums)[of])
