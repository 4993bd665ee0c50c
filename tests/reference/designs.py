"""The designs, as records and as the table that survey.R reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geo.model import SECTORS, Design, Growth, Size, Use
from geo.records import Records
from tests.samples import BASE_YEAR, SURVEY_YEAR, records

FOLDER = Path(__file__).parent
AREAS = 5
"""Each area is one place; the last has no business in any design."""

_SIZES: Mapping[str, dict[str, Any]] = {
    "weights": {"n": 90},
    "strata": {"n": 120, "strata": 4},
    "psus": {"n": 120, "psus": 24},
    "stratapsus": {"n": 160, "strata": 4, "psus": 30},
    "lonely": {"n": 130, "strata": 12, "psus": 17},
    "edges": {"n": 120, "strata": 3},
    "cells": {"n": 160, "strata": 2},
    "psucells": {"n": 160, "strata": 3, "psus": 30},
}
"""`cells` and `psucells` have few sectors: most cells of sector × size are in every area."""
_CODES: Mapping[str, tuple[str, ...]] = {
    "use": tuple(Use),
    "growth": tuple(Growth),
    "sector": SECTORS,
    "size": tuple(Size),
}
_NUMBERS = (
    "weight",
    "workers_now",
    "workers_base",
    "workers_it_skilled",
    "workers_paid",
    "workers_female",
    "workers_trained",
    "owner_female",
    "online_sales_share",
)


def made() -> pd.DataFrame:
    """The table of businesses of all designs, as `businesses.csv` holds it."""
    tables = []
    for seed, (name, size) in enumerate(_SIZES.items()):
        some = records(size["n"], seed + 1, places=AREAS - 1, **_but_n(size))
        if name == "edges":
            some = _edges(some)
        if name.endswith("cells"):
            some = replace(some, sector=(some.sector % 3 + len(SECTORS) - 3).astype(np.uint8))
        columns: dict[str, Any] = {"design": name, "area": some.place}
        columns |= {c: np.array(codes)[getattr(some, c)] for c, codes in _CODES.items()}
        columns |= {"years": some.years, "stratum": some.stratum}
        columns["psu"] = "" if some.psu is None else some.psu
        columns |= {number: getattr(some, number) for number in _NUMBERS}
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables).round({"weight": 3})


KELURAHAN = 10
"""In each kecamatan; with 9 of those in each of two kab/kota, 200 areas of three levels."""


def combined() -> pd.DataFrame:
    """A sample as BPS draws it, as `combined.csv` holds it.

    Micro and small businesses from blocks (1 to 8 in a kelurahan, which is their stratum), medium
    ones from a list (each its own PSU, its kab/kota the stratum).
    """
    rng = np.random.default_rng(11)
    places = tuple(
        f"{kabkota}{10 * kecamatan:03d}{kelurahan:03d}"
        for kabkota in ("3402", "3404")
        for kecamatan in range(1, 10)
        for kelurahan in range(1, KELURAHAN + 1)
    )
    blocks = np.repeat(np.arange(len(places)), rng.integers(1, 9, len(places)))
    block = np.repeat(np.arange(len(blocks)), rng.integers(1, 7, len(blocks)))
    place = np.concatenate((blocks[block], rng.integers(0, len(places), 150)))
    listed = np.arange(len(place)) >= len(block)
    some = records(len(place), 12, places=1)
    # Businesses of a block are alike in use and size.
    online = np.where(listed, 0.7, rng.beta(2, 3, len(blocks) + 1)[np.append(block, [-1] * 150)])
    use = np.where(rng.random(len(place)) < online, some.use % 3, np.where(some.use == 4, 4, 3))
    columns: dict[str, Any] = {"place": np.array(places)[place]}
    columns |= {c: np.array(codes)[getattr(some, c)] for c, codes in _CODES.items()}
    columns |= {"use": np.array(tuple(Use))[use], "years": some.years}
    columns["stratum"] = np.where(listed, len(places) + place // (9 * KELURAHAN), place)
    columns["psu"] = np.concatenate((block, len(blocks) + np.arange(150)))
    columns |= {number: getattr(some, number) for number in _NUMBERS}
    columns["workers_now"] = np.where(listed, 20 + some.workers_now, some.workers_now)
    columns["workers_base"] = np.where(listed, 20 + some.workers_base, some.workers_base)
    columns["weight"] = np.where(listed, 1 + some.weight / 8, some.weight)
    return pd.DataFrame(columns).round({"weight": 3})


def read_combined() -> Records:
    """Records of `combined.csv`."""
    types = {"place": str}
    table = pd.read_csv(FOLDER / "combined.csv", keep_default_na=False, na_values=[""], dtype=types)
    places, at = np.unique(table["place"].to_numpy(), return_inverse=True)
    return replace(_records(table.assign(area=at)), places=tuple(str(code) for code in places))


def _but_n(size: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in size.items() if key != "n"}


def _edges(some: Records) -> Records:
    """Area 0 has no internet user, area 1 nothing else; in area 2 all have three workers."""
    use = some.use.copy()
    use[some.place == 0] = tuple(Use).index(Use.NONE)
    use[some.place == 1] = tuple(Use).index(Use.INTEGRATED)
    now = np.where(some.place == 2, 3.0, some.workers_now)
    growth = np.where(some.place == 2, tuple(Growth).index(Growth.UNKNOWN), some.growth)
    return replace(some, use=use, workers_now=now, growth=growth.astype(np.uint8))


def read() -> dict[str, Records]:
    """Records of each design of `businesses.csv`."""
    table = pd.read_csv(FOLDER / "businesses.csv", keep_default_na=False, na_values=[""])
    return {str(name): _records(part) for name, part in table.groupby("design", sort=False)}


def _records(part: pd.DataFrame) -> Records:
    codes: dict[str, Any] = {
        column: np.array([known.index(code) for code in part[column]], dtype=np.uint8)
        for column, known in _CODES.items()
    }
    numbers: dict[str, Any] = {number: part[number].to_numpy(np.float64) for number in _NUMBERS}
    _, stratum = np.unique(part["stratum"].to_numpy(), return_inverse=True)
    psu = None if part["psu"].isna().all() else part["psu"].to_numpy(np.int32)
    return Records(
        places=tuple(f"34040700{number:02d}" for number in range(AREAS)),
        place=part["area"].to_numpy(np.int32),
        years=part["years"].to_numpy(np.int16),
        stratum=stratum.astype(np.int32),
        psu=psu,
        design=Design.SAMPLE,
        survey_year=SURVEY_YEAR,
        base_year=BASE_YEAR,
        synthetic=True,
        **codes,
        **numbers,
    )
