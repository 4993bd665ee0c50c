"""Made-up records of any number, from the shipped example: what a large register would weigh."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np

from geo.cells import build_cells
from geo.dataset import Dataset
from geo.records import Records

SEED = 2017
PSUS = 20
"""PSUs of a place, where there are any."""


def grown(example: Records, number: int, *, psus: bool) -> Records:
    """`number` records, each put together from three drawn from the example.

    One gives its business, one its place, one its sector: far more different cells than a plain
    copy would have. Weights are jittered and keep their sum. Same seed, same records.
    """
    rng = np.random.default_rng(SEED)
    own, place, sector = rng.integers(0, len(example), (3, number))
    columns: dict[str, Any] = {
        item.name: getattr(example, item.name)[own]
        for item in fields(example)
        if isinstance(getattr(example, item.name), np.ndarray) and item.name != "psu"
    }
    columns |= {"place": example.place[place], "sector": example.sector[sector]}
    jitter = rng.uniform(0.5, 1.5, number) * len(example) / number
    kabkota = np.unique([code[:4] for code in example.places], return_inverse=True)[1]
    columns |= {
        "weight": columns["weight"] * jitter,
        "stratum": kabkota[columns["place"]].astype(np.int32),
    }
    cluster = columns["place"] * PSUS + rng.integers(0, PSUS, number)
    psu = np.unique(cluster, return_inverse=True)[1].astype(np.int32) if psus else None
    return replace(example, **columns, psu=psu)


def with_records(data: Dataset, records: Records) -> Dataset:
    """The data with other records."""
    return replace(data, records=records, cells=build_cells(records))
