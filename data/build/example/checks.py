"""The check table: what the example was meant to meet, and what its weights give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.build.boundaries import write_csv
from data.build.example.frame import SECTORS, SIZES, Floats, Frame
from data.build.example.population import NEW_YEARS, USE, Population
from data.build.example.sample import Sample, published_controls
from data.build.example.settings import Settings
from data.build.official import read_table
from geo.model import Use
from geo.targets import ALL, CHECK_COLUMNS, Target

EVERY_SIZE = frozenset({"all sizes", "micro+small+medium"})
MEAN_WORKERS = (("G", 0, 1.35), ("other", 0, 1.70), (ALL, 1, 6.5))


def job_growth(business: Population, weight: Floats, among: NDArray[np.bool_]) -> float:
    """Job growth of the continuing businesses `among` all, after Davis and Haltiwanger."""
    kept = among & (business.base > 0)
    change = (weight * (business.now - business.base))[kept].sum()
    return float(change / (weight * (business.now + business.base))[kept].sum() * 2)


def growth_gap(business: Population, weight: Floats) -> float:
    """Job growth of internet users less that of the others."""
    online = business.online
    return job_growth(business, weight, online) - job_growth(business, weight, ~online)


def checks_of(sample: Sample, frame: Frame, setting: Settings, sources: Path) -> tuple[Target, ...]:
    """Every check, hard ones first. Raises `ValueError` where a hard one or a minimum fails."""
    checks = (
        *_by_cell(sample, frame),
        *_by_area(sample, frame, sources),
        *_settings(sample, setting),
        *_workers(sample, frame, sources),
    )
    failed = [check for check in checks if check.hard and not check.met]
    if failed:
        raise ValueError(f"hard targets are missed: {failed}")
    _check_minimums(sample, frame, setting)
    return checks


def _check_minimums(sample: Sample, frame: Frame, setting: Settings) -> None:
    business = sample.business
    kelurahan = np.bincount(business.kelurahan, minlength=len(frame.kelurahan))
    kecamatan = np.bincount(frame.kecamatan_of, kelurahan, len(frame.kecamatan))
    kabkota = frame.kelurahan_kabkota[business.kelurahan]
    strata = np.bincount(kabkota * 3 + business.size, minlength=len(frame.kabkota) * 3)
    stratum = sample.stratum[np.unique(sample.psu, return_index=True)[1]]
    blocks = np.bincount(stratum, minlength=len(frame.kelurahan))[: len(frame.kelurahan)]
    least = {
        "kecamatan": (kecamatan, setting.kecamatan_min),
        "kelurahan": (kelurahan, setting.kelurahan_min),
        "kabkota and size": (strata, setting.stratum_min),
        "blocks of kelurahan": (blocks, setting.blocks_min),
    }
    failed = {
        name: int(counts.min())
        for name, (counts, minimum) in least.items()
        if counts.min() < int(minimum * setting.scale)
    }
    if failed:
        raise ValueError(f"too few records: {failed}")


def _by_cell(sample: Sample, frame: Frame) -> Iterator[Target]:
    business = sample.business
    kabkota = frame.kelurahan_kabkota[business.kelurahan]
    cell = (kabkota * 2 + business.cell) * 3 + business.size
    found = np.bincount(cell, sample.weight, frame.targets.size).reshape(frame.targets.shape)
    for (area, sector, size), target in np.ndenumerate(frame.targets):
        where = frame.kabkota[area], SECTORS[sector], str(SIZES[size])
        result = float(found[area, sector, size])
        yield Target(
            "businesses", *where, "businesses", "assumed", float(target), result, hard=True
        )


def _by_area(sample: Sample, frame: Frame, sources: Path) -> Iterator[Target]:
    business, weight = sample.business, sample.weight
    codes = np.array(frame.kabkota)[frame.kelurahan_kabkota[business.kelurahan]]
    for (area, sector), (target, basis) in sorted(_margins(sources).items()):
        among = np.strings.startswith(codes, area)
        if sector != ALL:
            among &= business.cell == SECTORS.index(sector)
        pair = target, float(weight[among].sum())
        yield Target("businesses", area, sector, ALL, "businesses", basis, *pair)
    found = np.bincount(frame.kecamatan_of[business.kelurahan], weight, len(frame.kecamatan))
    expected = published_controls(frame).kecamatan
    for code, target, result in zip(frame.kecamatan, expected, found, strict=True):
        pair = float(target), float(result)
        yield Target("businesses", code, ALL, ALL, "businesses", "assumed", *pair)


def _margins(sources: Path) -> dict[tuple[str, str], tuple[float, str]]:
    """Businesses in scope by area and sector, with their basis.

    That is the published number less the businesses with 100 or more workers, which are assumed: a
    number read is then a number derived.
    """
    rows = read_table(sources / "calibration_targets.csv")
    found: dict[tuple[str, str], tuple[float, str]] = {}
    for row in rows:
        area, sector = row["area_code"], row["sector"]
        if row["row_type"] != "constraint" or row["size"] not in EVERY_SIZE:
            continue
        large = sum(
            float(other["target"])
            for other in rows
            if other["row_type"] == "left_out"
            and other["area_code"].startswith(area)
            and sector in {ALL, other["sector"]}
        )
        basis = "derived" if large and row["basis"] == "read" else row["basis"]
        found[area, sector] = float(row["target"]) - large, basis
    return found


def _settings(sample: Sample, setting: Settings) -> Iterator[Target]:
    business, weight = sample.business, sample.weight

    def share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
        return float(100 * weight[part & whole].sum() / weight[whole].sum())

    everyone = np.ones(len(weight), np.bool_)
    integrated = business.use == USE.index(Use.INTEGRATED)
    groups = integrated | (business.use == USE.index(Use.PROMOTION))
    other = business.use == USE.index(Use.OTHER)
    for name, target, result in (
        ("online", setting.online, share(business.online, everyone)),
        ("integrated", setting.integrated, share(integrated, groups)),
        ("other", setting.other, share(other, business.online)),
        ("new", setting.new, share(business.years <= NEW_YEARS, everyone)),
        ("jobgrowth", setting.growth, 100 * job_growth(business, weight, ~business.online)),
        ("growthgap", setting.effect, 100 * growth_gap(business, weight)),
    ):
        yield Target(name, ALL, ALL, ALL, "percent", "assumed", 100 * target, result)


def _workers(sample: Sample, frame: Frame, sources: Path) -> Iterator[Target]:
    business, weight = sample.business, sample.weight

    def mean(among: NDArray[np.bool_]) -> float:
        return float((weight * business.now)[among].sum() / weight[among].sum())

    for sector, size, target in MEAN_WORKERS:
        among = business.size == size
        if sector != ALL:
            among &= business.cell == SECTORS.index(sector)
        yield Target(
            *("workersper", ALL, sector, str(SIZES[size]), "persons", "assumed"),
            target,
            mean(among),
        )
    figures = {
        (row["indicator"], row["area_code"]): float(row["value"])
        for row in read_table(sources / "figures.csv")
        if row["indicator"] in {"workers_trade", "businesses_trade"}
    }
    kabkota = frame.kelurahan_kabkota[business.kelurahan]
    for index, code in enumerate(frame.kabkota):
        if ("workers_trade", code) in figures:
            target = figures["workers_trade", code] / figures["businesses_trade", code]
            result = mean((kabkota == index) & (business.cell == 0))
            where = "workersper", code, "G", ALL, "persons", "derived"
            yield Target(*where, target, result, reason="classesdiffer")


def write_checks(checks: tuple[Target, ...], path: Path) -> None:
    """Write the check table."""
    write_csv(path, CHECK_COLUMNS, [check.row() for check in checks])
