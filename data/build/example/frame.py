"""Where the example's businesses can be: targets, kecamatan and kelurahan by residents."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geo.codes import BPS_DIGITS
from geo.model import Level, Size

PERIOD = "2024S1"
EARLIER = "2019S1"
"""Where the kelurahan have no residents of `PERIOD`."""
SECTORS = ("G", "other")
SIZES = (Size.MICRO, Size.SMALL, Size.MEDIUM)
MEDIUM = SIZES.index(Size.MEDIUM)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Frame:
    """Areas by code, each with its position in the level above, and what is spread over them.

    `share`: part of its kabkota's businesses in a kelurahan, adds to 1 in each kabkota; `density`:
    log of residents per km² of the kecamatan, standardised over all kecamatan; `targets`: published
    businesses, shape (kabkota, sector of `SECTORS`, size of `SIZES`); `polygons` of the kelurahan.
    """

    kabkota: tuple[str, ...]
    kecamatan: tuple[str, ...]
    kelurahan: tuple[str, ...]
    kabkota_of: Ints
    kecamatan_of: Ints
    kecamatan_share: Floats
    share: Floats
    density: Floats
    targets: Floats
    polygons: Any

    @property
    def kelurahan_kabkota(self) -> Ints:
        """Position of the kabkota of each kelurahan."""
        return self.kabkota_of[self.kecamatan_of]


def read_frame(sources: Path, boundaries: Path) -> Frame:
    """The frame from the collected tables and the built boundaries; same files, same frame."""
    areas = {row["code"]: row for row in _rows(boundaries / "areas.csv")}
    finest = gpd.read_parquet(boundaries / "kelurahan.parquet").sort_values("code")
    kelurahan = tuple(str(code) for code in finest["code"])
    kecamatan = _above(kelurahan, Level.KECAMATAN)
    kabkota = _above(kecamatan, Level.KABKOTA)
    kabkota_of = _positions(kecamatan, kabkota)
    kecamatan_of = _positions(kelurahan, kecamatan)
    counted = _residents(sources / "figures.csv", PERIOD)
    residents = np.array([counted[code] for code in kecamatan])
    km2 = np.array([float(areas[code]["km2"]) for code in kecamatan])
    kecamatan_share = residents / np.bincount(kabkota_of, residents)[kabkota_of]
    registry = sources / "civil_registry_kelurahan.csv"
    registered = {**_residents(registry, EARLIER), **_residents(registry, PERIOD)}
    spread = np.array([registered[code] for code in kelurahan])
    within = spread / np.bincount(kecamatan_of, spread)[kecamatan_of]
    density = np.log(residents / km2)
    return Frame(
        kabkota=kabkota,
        kecamatan=kecamatan,
        kelurahan=kelurahan,
        kabkota_of=kabkota_of,
        kecamatan_of=kecamatan_of,
        kecamatan_share=kecamatan_share,
        share=kecamatan_share[kecamatan_of] * within,
        density=(density - density.mean()) / density.std(),
        targets=_targets(sources / "calibration_targets.csv", kabkota),
        polygons=finest.geometry.to_numpy(),
    )


def _residents(path: Path, period: str) -> dict[str, float]:
    """Registered residents by code of area in one period."""
    return {
        row["area_code"]: float(row["value"])
        for row in _rows(path)
        if (row["indicator"], row["period"]) == ("population", period)
    }


def _targets(path: Path, kabkota: tuple[str, ...]) -> Floats:
    targets = np.zeros((len(kabkota), len(SECTORS), len(SIZES)))
    for row in _rows(path):
        if row["row_type"] == "cell":
            at = kabkota.index(row["area_code"]), SECTORS.index(row["sector"])
            targets[(*at, SIZES.index(Size(row["size"])))] = float(row["target"])
    if not targets.all():
        raise ValueError("a cell of kabkota, sector and size has no target")
    return targets


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _above(codes: tuple[str, ...], level: Level) -> tuple[str, ...]:
    return tuple(sorted({code[: BPS_DIGITS[level]] for code in codes}))


def _positions(codes: tuple[str, ...], above: tuple[str, ...]) -> Ints:
    digits = len(above[0])
    number = {code: index for index, code in enumerate(above)}
    return np.array([number[code[:digits]] for code in codes], np.int64)
