"""The made-up population: every business with its place, start, sector, workers, use and growth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from data.build.example import settings
from data.build.example.alike import alike, latent, within
from data.build.example.design import design_of
from data.build.example.frame import Floats, Frame, Ints
from data.build.example.settings import Settings
from data.build.example.workers import (
    CLASS,
    base_pmf,
    base_shares,
    draw_rows,
    mean_growth,
    transition,
)
from geo.model import SECTORS, Use

USE = tuple(Use)
Shared = Callable[[float], Floats]
"""Uniform numbers of every business, alike in its block by a correlation."""
NEW_YEARS = 2
SPREAD_NEW = 0.20
SPREAD_USE = (0.25, 0.20)
"""Standard deviations, in log odds, between kecamatan, and between kelurahan within them."""


@dataclass(frozen=True, slots=True)
class Population:
    """Made-up businesses, one element each in every array, ordered by block.

    `block` numbers the blocks of the design, which are ordered by kelurahan; `cell` is 0 for
    section G and 1 for all others; `sector` an index into `SECTORS` of the model, `size` (now) into
    `SIZES`, `use` into `tuple(Use)`. `years` since the start; `base` and `now` are workers, `base`
    0 for a business that started after the base year.
    """

    kelurahan: Ints
    block: Ints
    cell: Ints
    sector: Ints
    years: Ints
    base: Ints
    now: Ints
    size: Ints
    use: Ints

    def take(self, chosen: Ints) -> Population:
        """The businesses at these positions, in this order."""
        return Population(*(getattr(self, item.name)[chosen] for item in fields(self)))

    @property
    def online(self) -> NDArray[np.bool_]:
        """Whether a business uses the internet."""
        return np.asarray(self.use != USE.index(Use.NONE))


def draw_population(frame: Frame, setting: Settings, rng: np.random.Generator) -> Population:
    """A population of `setting.scale` times the published size, in the blocks of the design."""
    blocks = design_of(frame, setting).blocks
    counts = np.ceil(frame.targets.sum(axis=2) * setting.scale).astype(np.int64)
    kabkota = np.repeat(np.arange(len(counts)), counts.sum(axis=1))
    cell = np.concatenate([np.repeat((0, 1), row) for row in counts])
    # Evenly spread numbers: every kelurahan has the part that its residents give it, rounded.
    rank = np.arange(len(cell)) - np.repeat(np.cumsum(counts) - counts.ravel(), counts.ravel())
    even = (rank + rng.random(len(cell))) / counts[kabkota, cell]
    kelurahan = draw_rows(_by_kabkota(frame), kabkota, even)
    order = np.lexsort((rng.random(len(cell)), kelurahan))
    kelurahan, cell = kelurahan[order], cell[order]
    block = _blocks(kelurahan, blocks, rng)
    total = int(blocks.sum())

    def shared(correlation: float) -> Floats:
        return alike(block, total, correlation, rng)

    sector = _sectors(cell, rng)
    years = _years(frame, kelurahan, setting, shared, rng)
    entrant = years <= setting.survey_year - setting.base_year - 1
    start = _starting_workers(frame, setting, kelurahan, cell, entrant, shared)
    use = _use(frame, setting, Drivers(kelurahan, sector, years, start), shared, rng)
    grown = _grown(start, use != USE.index(Use.NONE), setting, shared(setting.icc))
    now = np.where(entrant, start, grown)
    base = np.where(entrant, 0, start)
    return Population(kelurahan, block, cell, sector, years, base, now, CLASS[now], use)


def _blocks(kelurahan: Ints, blocks: Ints, rng: np.random.Generator) -> Ints:
    """Block of each business, numbered through all kelurahan; `kelurahan` is in ascending order.

    The businesses of a kelurahan are cut into `blocks` of nearly equal size.
    """
    count = np.bincount(kelurahan, minlength=len(blocks))
    of = np.repeat(np.arange(len(blocks)), blocks)
    inner = np.arange(len(of)) - (np.cumsum(blocks) - blocks)[of]
    moved = inner + settings.BLOCK_EDGE * np.where(inner > 0, rng.uniform(-1, 1, len(of)), 0.0)
    edge = (np.cumsum(count) - count)[of] + moved * (count / blocks)[of]
    return np.searchsorted(edge, np.arange(len(kelurahan)) + 0.5, side="right") - 1


def _by_kabkota(frame: Frame) -> Floats:
    """P(kelurahan | kabkota)."""
    chances = np.zeros((len(frame.kabkota), len(frame.kelurahan)))
    chances[frame.kelurahan_kabkota, np.arange(len(frame.kelurahan))] = frame.share
    return chances


def _sectors(cell: Ints, rng: np.random.Generator) -> Ints:
    letters = [SECTORS.index(letter) for letter in settings.SECTOR_SHARES]
    shares = np.array([list(settings.SECTOR_SHARES.values())])
    drawn = draw_rows(shares, np.zeros(len(cell), np.int64), rng.random(len(cell)))
    return np.where(cell == 0, SECTORS.index("G"), np.array(letters)[drawn])


def _years(
    frame: Frame, kelurahan: Ints, setting: Settings, shared: Shared, rng: np.random.Generator
) -> Ints:
    """Years since the start; how many are new differs a little between kecamatan."""
    odds = setting.spread * rng.normal(0, SPREAD_NEW, len(frame.kecamatan))
    chance = _chances(odds[frame.kecamatan_of[kelurahan]], setting.new)
    is_new = shared(latent(setting.icc, chance)) < chance
    rarer = settings.YOUNGER ** np.arange(settings.OLDEST + 1)
    young, old = rarer.copy(), rarer.copy()
    young[NEW_YEARS + 1 :] = 0
    old[: NEW_YEARS + 1] = 0
    both = np.stack([young / young.sum(), old / old.sum()])
    return draw_rows(both, np.where(is_new, 0, 1), rng.random(len(kelurahan)))


def _starting_workers(
    frame: Frame,
    setting: Settings,
    kelurahan: Ints,
    cell: Ints,
    entrant: NDArray[np.bool_],
    shared: Shared,
) -> Ints:
    """Workers at the base year, or at the start of a business that is younger."""
    before = base_shares(frame.targets, setting)
    now = frame.targets / frame.targets.sum(axis=2, keepdims=True)
    rows = np.stack([before, now]).reshape(-1, 3)
    row = (entrant * len(frame.kabkota) + frame.kelurahan_kabkota[kelurahan]) * 2 + cell
    # By the chance of the class that nearly all are in: the few others follow.
    size = draw_rows(rows, row, shared(latent(setting.icc, rows[row, 0])))
    return draw_rows(base_pmf().reshape(6, -1), cell * 3 + size, shared(setting.icc))


@dataclass(frozen=True, slots=True)
class Drivers:
    """What internet use depends on; `start` = workers at the base year, or at the start."""

    kelurahan: Ints
    sector: Ints
    years: Ints
    start: Ints


def _use(
    frame: Frame, setting: Settings, by: Drivers, shared: Shared, rng: np.random.Generator
) -> Ints:
    """Internet use: likelier in dense kecamatan, young and larger businesses, some sections."""
    kecamatan = frame.kecamatan_of[by.kelurahan]
    sector = np.zeros(len(SECTORS))
    for letter, odds in settings.USE_SECTOR.items():
        sector[SECTORS.index(letter)] = odds
    count = len(by.start)
    places = setting.spread * rng.normal(0, SPREAD_USE[0], (2, len(frame.kecamatan)))[:, kecamatan]
    parts = setting.spread * rng.normal(0, SPREAD_USE[1], len(frame.kelurahan))[by.kelurahan]
    larger, denser = np.log(by.start), setting.spread * frame.density[kecamatan]
    younger = np.exp(-by.years / 5.0)
    odds = np.sum(
        [0.35 * denser, 0.9 * younger, 0.6 * larger, sector[by.sector], places[0], parts], axis=0
    )
    chance = _chances(odds, setting.online)
    online = shared(latent(setting.icc, chance)) < chance
    making = 0.5 * (by.sector == SECTORS.index("J")) + 0.3 * (by.sector == SECTORS.index("C"))
    deeper = np.sum([0.35 * larger, 0.2 * denser, making, places[1]], axis=0)
    through = np.zeros(count)
    through[online] = _chances(deeper[online], setting.integrated)
    icc = within(setting.icc, (1 - setting.other) * setting.online, setting.integrated)
    is_through = shared(latent(icc, through[online])) < through
    kind = np.where(is_through, USE.index(Use.INTEGRATED), USE.index(Use.PROMOTION))
    kind = np.where(rng.random(count) < setting.other, USE.index(Use.OTHER), kind)
    return np.where(online, kind, USE.index(Use.NONE))


def _chances(odds: Floats, mean: float) -> Floats:
    """Logistic chances whose mean is `mean`, the constant found by bisection."""
    low, high = -20.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        if np.mean(1 / (1 + np.exp(-odds - middle))) < mean:
            low = middle
        else:
            high = middle
    return np.asarray(1 / (1 + np.exp(-odds - low)))


def _grown(start: Ints, online: NDArray[np.bool_], setting: Settings, uniform: Floats) -> Ints:
    """Workers now; the mean depends on internet use through `effect`, and on nothing else."""
    others = transition(mean_growth(setting.growth))
    users = transition(mean_growth(setting.growth + setting.effect))
    both = np.concatenate([others, users])
    return draw_rows(both, start + online * len(others), uniform)
