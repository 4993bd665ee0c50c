"""Workers at the base year and what becomes of them.

Growth is a Markov step whose mean is the same share of the workers at every size: E[x1 | x0] =
(1 + g) x0. Then job growth, sum(x1 - x0) / sum((x0 + x1) / 2), expects 2g / (2 + g) in any group of
businesses, whatever their sizes, and use may depend on the size at the base year without moving the
gap. (What can't be the same at every size is how many grow or shrink: one worker can't be halved.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.build.example import settings
from data.build.example.frame import SECTORS, SIZES
from data.build.example.settings import MOVING, STEPS, Settings
from geo.derive import WORKERS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST = 99
CLASS = np.array(
    [0, *(i for i, size in enumerate(SIZES) for _ in range(WORKERS[size][0], WORKERS[size][1] + 1))]
)
"""Size class, a position in `SIZES`, by number of workers."""


def mean_growth(job_growth: float) -> float:
    """G of E[x1 | x0] = (1 + g) x0 for a job growth of 2g / (2 + g)."""
    return 2 * job_growth / (2 - job_growth)


def base_pmf() -> Floats:
    """P(workers at the base year | sector, class), shape (2, 3, LARGEST_BASE + 1)."""
    pmf = np.zeros((len(SECTORS), len(SIZES), settings.LARGEST_BASE + 1))
    for sector, micro in enumerate((settings.MICRO_TRADE, settings.MICRO_OTHER)):
        pmf[sector, 0, 1:5] = micro
        pmf[sector, 1, 5:20] = settings.SMALL_DECAY ** np.arange(15)
        pmf[sector, 2, 20:] = settings.MEDIUM_DECAY ** np.arange(settings.LARGEST_BASE - 19)
    return np.asarray(pmf / pmf.sum(axis=2, keepdims=True))


def transition(growth: float) -> Floats:
    """P(x1 | x0), shape (LARGEST_BASE + 1, 100); every row from 1 on has mean (1 + growth) x0.

    From two workers on, `MOVING` of the businesses change by a share of `STEPS`, rounded up or down
    at random so that the mean is kept. One worker stays, or becomes two with probability `growth`.
    Raises `ValueError` where a probability would leave [0, 1].
    """
    up = (MOVING + growth / float(np.mean(STEPS))) / 2
    if not (growth >= 0 and 0 <= up <= MOVING):
        raise ValueError(f"growth of {growth:.3f} is beyond what these steps can give")
    matrix = np.zeros((settings.LARGEST_BASE + 1, MOST + 1))
    matrix[0, 0] = 1
    matrix[1, 1:3] = 1 - growth, growth
    for workers in range(2, settings.LARGEST_BASE + 1):
        matrix[workers, workers] += 1 - MOVING
        for step in STEPS:
            change = workers * step
            less, rest = int(change), change % 1
            for size, weight in ((less, 1 - rest), (less + 1, rest)):
                if weight > 0:
                    matrix[workers, workers + size] += up * weight / len(STEPS)
                    matrix[workers, workers - size] += (MOVING - up) * weight / len(STEPS)
    return np.asarray(matrix)


def base_shares(targets: Floats, setting: Settings) -> Floats:
    """P(class at the base year | kabkota, sector) that leads to the classes of `targets`.

    `targets` and the result have shape (kabkota, 2, 3). Solves shares @ Q = targets for each
    sector, with Q the chance of going from class to class.
    """
    now = targets / targets.sum(axis=2, keepdims=True)
    steps = setting.online * transition(mean_growth(setting.growth + setting.effect))
    steps += (1 - setting.online) * transition(mean_growth(setting.growth))
    pmf = base_pmf()
    shares = np.empty_like(now)
    for sector in range(len(SECTORS)):
        landed = pmf[sector] @ steps
        moves = np.stack([landed[:, c == CLASS].sum(axis=1) for c in range(3)], axis=1)
        shares[:, sector] = now[:, sector] @ np.linalg.inv(moves)
    if (shares < 0).any():
        raise ValueError("no classes at the base year lead to the targets")
    return np.asarray(shares)


def draw_rows(pmf: Floats, rows: Ints, uniform: Floats) -> Ints:
    """One draw from row `rows[i]` of `pmf` (each adds to 1) for each `uniform[i]` in [0, 1)."""
    reach = np.cumsum(pmf, axis=1)
    reach /= reach[:, -1:]
    flat = (reach + np.arange(len(pmf))[:, None]).ravel()
    found = np.searchsorted(flat, rows + uniform, side="right") - rows * pmf.shape[1]
    return np.asarray(np.clip(found, 0, pmf.shape[1] - 1))
