"""Random records for the tests of estimates: every code, every unknown, any design."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.model import SECTORS, Design, Growth, Size, Use
from geo.records import Records

SURVEY_YEAR, BASE_YEAR = 2017, 2014


def records(
    n: int,
    seed: int = 0,
    *,
    places: int = 5,
    strata: int = 1,
    psus: int = 0,
    unknown: float = 0.1,
    design: Design = Design.SAMPLE,
) -> Records:
    """`n` businesses in `places` places; with `psus` > 0 so many PSUs, spread over the strata."""
    rng = np.random.default_rng(seed)
    use = rng.integers(0, len(Use), n).astype(np.uint8)
    years = rng.integers(0, 12, n)
    now = rng.geometric(0.3, n).astype(float)
    base = np.maximum(0, now + rng.integers(-3, 3, n))
    now, base = _blank(rng, now, unknown), _blank(rng, base, unknown)
    growth = _growth(now, base, years)
    years = np.where(rng.random(n) < unknown, -1, years)
    growth[years < 0] = tuple(Growth).index(Growth.UNKNOWN)
    psu = rng.integers(0, psus, n).astype(np.int32) if psus else None
    return Records(
        places=tuple(f"34040700{number:02d}" for number in range(places)),
        place=rng.integers(0, places, n).astype(np.int32),
        use=use,
        years=years.astype(np.int16),
        growth=growth,
        sector=rng.integers(0, len(SECTORS), n).astype(np.uint8),
        size=rng.integers(0, len(Size), n).astype(np.uint8),
        weight=rng.uniform(0.5, 8, n),
        stratum=(rng.integers(0, strata, n) if psu is None else psu % strata).astype(np.int32),
        psu=psu,
        workers_now=now,
        workers_base=base,
        workers_it_skilled=_blank(rng, np.floor(now * rng.random(n)), unknown),
        workers_paid=_blank(rng, np.floor(now * rng.random(n)), unknown),
        workers_female=_blank(rng, np.floor(now * rng.random(n)), unknown),
        workers_trained=_blank(rng, np.floor(now * rng.random(n)), unknown),
        owner_female=_blank(rng, rng.integers(0, 2, n).astype(float), unknown),
        online_sales_share=_blank(rng, np.floor(100 * rng.random(n)), unknown),
        design=design,
        survey_year=SURVEY_YEAR,
        base_year=BASE_YEAR,
        synthetic=True,
    )


def _blank(
    rng: np.random.Generator, values: NDArray[np.float64], share: float
) -> NDArray[np.float64]:
    return np.where(rng.random(len(values)) < share, np.nan, values)


def _growth(
    now: NDArray[np.float64], base: NDArray[np.float64], years: NDArray[np.int64]
) -> NDArray[np.uint8]:
    change = np.select([now > base, now == base, now < base], [0, 1, 2], 4)
    known = np.isfinite(now) & np.isfinite(base) & (base >= 1)
    entrant = years < SURVEY_YEAR - BASE_YEAR
    return np.where(entrant, 3, np.where(known, change, 4)).astype(np.uint8)
