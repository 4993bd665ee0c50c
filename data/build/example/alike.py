"""Businesses of a block are alike: uniform numbers, and chances, that they share in part.

A business draws with u = Phi(sqrt(r) z + sqrt(1 - r) e), z of its block and e its own, both
standard normal (a one-factor Gaussian copula). Each u by itself stays uniform, so what is drawn
with it has the shares that it would have without blocks, whatever `r`.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from data.build.example.frame import Floats, Ints


def alike(block: Ints, blocks: int, correlation: float, rng: np.random.Generator) -> Floats:
    """Uniform numbers, one a business of `block`; normal scores correlate within the blocks."""
    shared = rng.standard_normal(blocks)[block]
    own = rng.standard_normal(len(block))
    return np.asarray(ndtr(np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own))


def latent(icc: float, chance: Floats) -> float:
    """Correlation of normal scores that gives "u < chance" an intraclass correlation of `icc`.

    The chance that two scores lie below q has the derivative exp(-q² / (1 + r)) / (2 pi sqrt(1 -
    r²)) in their correlation r (Plackett 1954, "A reduction formula for normal multivariate
    integrals", Biometrika 41); q is taken for the mean of `chance`, and the density there for that
    of each business.
    """
    share = float(chance.mean())
    point = ndtri(share)
    r = np.linspace(0, 0.95, 2_000)
    slope = np.exp(-(point**2) / (1 + r)) / (2 * np.pi * np.sqrt(1 - r**2))
    slope *= (np.exp(-(ndtri(chance) ** 2) / 2).mean() / np.exp(-(point**2) / 2)) ** 2
    both = np.concatenate([[0.0], np.cumsum((slope[1:] + slope[:-1]) / 2) * r[1]])
    return float(np.interp(icc * share * (1 - share), both, r))


def within(icc: float, whole: float, part: float) -> float:
    """Intraclass correlation of a choice made within a group, so that its outcome has `icc` too.

    A business is in the group with chance `whole`, with `icc`; it then chooses with chance `part`.
    Both take place in two businesses of a block with chance s² + icc s (1 - s), s = whole part,
    which is the product of what the two steps have.
    """
    both = (whole * part) ** 2 + icc * whole * part * (1 - whole * part)
    chosen = both / (whole**2 + icc * whole * (1 - whole))
    return (chosen - part**2) / (part * (1 - part))


def chances(mean: float, group: Ints, icc: float, rng: np.random.Generator) -> Floats:
    """A chance for each business, the same in its group: Beta with `mean`, so that `icc` holds."""
    if icc == 0:
        return np.full(len(group), mean)
    spread = (1 - icc) / icc
    return rng.beta(mean * spread, (1 - mean) * spread, int(group.max()) + 1)[group]
