"""The file of the example: points, the columns that only add detail, blanks, compact storage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from data.build.example.alike import chances
from data.build.example.frame import MEDIUM, SIZES, Floats, Frame, Ints
from data.build.example.population import USE
from data.build.example.sample import Sample
from data.build.example.settings import Settings
from geo.model import SECTORS, Use

GRID = 2.0**-17
"""Degrees (0.85 m) to which points are rounded: exact in 32 bits, so that a point stays where it
was seen to lie inside."""
FIRST_ONLINE = 2005
BLANK: Mapping[str, float] = MappingProxyType(
    {
        "use": 0.015,
        "year_started": 0.02,
        "workers_base": 0.03,
        "year_online": 0.05,
        "online_sales_share": 0.04,
        "owner_sex": 0.01,
        "workers_it_skilled": 0.03,
        "workers_paid": 0.02,
        "workers_female": 0.02,
        "workers_trained": 0.04,
    }
)
"""Share of cells left blank at random, so that unknowns can be tried."""
IT_SKILLED: Mapping[Use, float] = MappingProxyType(
    {Use.INTEGRATED: 0.35, Use.PROMOTION: 0.20, Use.OTHER: 0.15, Use.NONE: 0.05}
)
"""Chance of a worker to have IT skills: an assumption, as all that follows from it."""
MEAN_SKILLED = 0.12
"""About the mean of it, around which blocks differ."""


def columns_of(
    sample: Sample, frame: Frame, setting: Settings, rng: np.random.Generator
) -> dict[str, Any]:
    """Columns of the record schema as Arrow arrays, one element a record."""
    business = sample.business
    count = len(sample.weight)
    lon, lat = points(business.kelurahan, frame, rng)
    letters = np.array(SECTORS, dtype=object)[business.sector]
    use = np.array([str(item) for item in USE], dtype=object)[business.use]
    values: dict[str, tuple[NDArray[Any], Any]] = {
        "business_id": (np.arange(1, count + 1), pa.int32()),
        "lon": (lon, pa.float32()),
        "lat": (lat, pa.float32()),
        "use": (use, pa.string()),
        "year_started": (setting.survey_year - business.years, pa.int16()),
        "workers_now": (business.now, pa.int16()),
        "workers_base": (business.base, pa.int16()),
        "sector": (letters, pa.string()),
        **_detail(sample, setting, rng),
        "weight": (sample.weight, pa.float64()),
        **_design(sample, frame),
    }
    absent = {
        "workers_base": business.base == 0,
        "year_online": ~business.online,
        "online_sales_share": np.zeros(count, np.bool_),
    }
    built: dict[str, Any] = {}
    for name, (cells, kind) in values.items():
        blank = absent.get(name, np.zeros(count, np.bool_))
        if name in BLANK:
            blank = blank | (rng.random(count) < BLANK[name])
        array = pa.array(cells, kind, mask=blank)
        built[name] = array.dictionary_encode() if kind == pa.string() else array
    return built


def _design(sample: Sample, frame: Frame) -> dict[str, tuple[NDArray[Any], Any]]:
    """Names of strata and PSUs: a kelurahan and its blocks, the list of a kabkota and its lines."""
    names = np.array([*frame.kelurahan, *(f"{code}-{SIZES[MEDIUM]}" for code in frame.kabkota)])
    psus, first = np.unique(sample.psu, return_index=True)
    stratum = sample.stratum[first]
    order = np.lexsort((psus, stratum))
    rank = np.arange(len(order)) - np.searchsorted(stratum[order], stratum[order])
    number = np.empty(len(order), np.int64)
    number[order] = rank + 1
    units = [f"{names[at]}-{line:03}" for at, line in zip(stratum, number, strict=True)]
    return {
        "stratum": (names.astype(object)[sample.stratum], pa.string()),
        "psu": (np.array(units, dtype=object)[sample.psu], pa.string()),
    }


def _detail(
    sample: Sample, setting: Settings, rng: np.random.Generator
) -> dict[str, tuple[NDArray[Any], Any]]:
    """Columns that no target or filter rests on. Sales online are 0 % without internet."""
    business = sample.business
    count, now = len(business.now), business.now

    def chance(mean: float) -> Floats:
        return chances(mean, sample.psu, setting.icc, rng)

    skill = np.array([IT_SKILLED.get(use, 0.0) for use in USE])[business.use]
    skilled = np.minimum(skill * chance(MEAN_SKILLED) / MEAN_SKILLED, 1.0)
    female = rng.random(count) < chance(0.45)
    earliest = np.maximum(FIRST_ONLINE, setting.survey_year - business.years)
    since = np.rint((setting.survey_year - earliest) * rng.random(count) ** 1.5)
    depth = np.array([2.0 if use is Use.INTEGRATED else 1.0 for use in USE])[business.use]
    share = np.rint(100 * rng.beta(depth, 4.0)) * business.online
    return {
        "year_online": (setting.survey_year - since, pa.int16()),
        "online_sales_share": (share, pa.int8()),
        "owner_sex": (np.where(female, "female", "male").astype(object), pa.string()),
        "workers_it_skilled": (rng.binomial(now, skilled), pa.int8()),
        "workers_paid": (rng.binomial(now - 1, chance(0.7)), pa.int8()),
        "workers_female": (female + rng.binomial(now - 1, chance(0.42)), pa.int8()),
        "workers_trained": (rng.binomial(now, chance(0.12)), pa.int8()),
    }


def points(kelurahan: Ints, frame: Frame, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Longitude and latitude of a random point inside each kelurahan, on `GRID`.

    `kelurahan` must be in ascending order. No real address is looked at.
    """
    lon, lat = np.empty(len(kelurahan)), np.empty(len(kelurahan))
    starts = np.searchsorted(kelurahan, np.arange(len(frame.kelurahan) + 1))
    for polygon, first, last in zip(frame.polygons, starts[:-1], starts[1:], strict=True):
        shapely.prepare(polygon)
        west, south, east, north = polygon.bounds
        done = int(first)
        while done < last:
            draws = 2 * int(last - done) + 8
            x = np.rint(rng.uniform(west, east, draws) / GRID) * GRID
            y = np.rint(rng.uniform(south, north, draws) / GRID) * GRID
            inside = np.flatnonzero(shapely.contains_xy(polygon, x, y))[: last - done]
            lon[done : done + len(inside)] = x[inside]
            lat[done : done + len(inside)] = y[inside]
            done += len(inside)
    return lon, lat


def write_table(columns: Mapping[str, Any], path: Path) -> None:
    """Write the columns as Parquet, as small as their values allow."""
    table = pa.table(dict(columns))
    encodings = {"business_id": "DELTA_BINARY_PACKED"}
    encodings |= dict.fromkeys(("lon", "lat"), "BYTE_STREAM_SPLIT")
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=[name for name in columns if name not in encodings],
        column_encoding=encodings,
        write_statistics=False,
    )
