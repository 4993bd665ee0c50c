"""Populations of which every value is known, and records of samples of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from data.build.example.design import Design as Blocks
from data.build.example.design import design_of
from data.build.example.frame import SIZES, Frame, read_frame
from data.build.example.population import Population, draw_population
from data.build.example.sample import Controls, Sample, draw_sample, population_controls
from data.build.example.settings import Settings
from geo.cells import Cells, build_cells
from geo.controls import controlled
from geo.derive import growth_class
from geo.estimate import estimate
from geo.measures import MEASURES, Measure
from geo.model import Design, Level, Size
from geo.profiles import Everyone
from geo.records import Records
from tests.data import ROOT, dataset

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVELS = (Level.KABKOTA, Level.KECAMATAN, Level.KELURAHAN)
CODES = ("online", "integrated", "new", "workers", "workersper")
MEASURED: tuple[Measure, ...] = tuple(MEASURES[code] for code in CODES)


EVERYONE = Everyone()
"""No filter; new is who started at most two years ago."""


@dataclass(frozen=True)
class World:
    """A population that was drawn once, how samples of it are drawn, and what is true of it."""

    setting: Settings
    frame: Frame
    design: Blocks
    population: Population
    controls: Controls

    def areas(self, level: Level) -> tuple[Ints, Ints]:
        """Area of each kelurahan at a level, and kabkota of each of these areas."""
        frame = self.frame
        return {
            Level.KABKOTA: (frame.kelurahan_kabkota, np.arange(len(frame.kabkota))),
            Level.KECAMATAN: (frame.kecamatan_of, frame.kabkota_of),
            Level.KELURAHAN: (np.arange(len(frame.kelurahan)), frame.kelurahan_kabkota),
        }[level]

    def sample(self, number: int) -> Cells:
        """Cells of sample `number`, always the same for the same number.

        They know which totals their weights meet, as those of the example do.
        """
        rng = np.random.default_rng([self.setting.seed, number])
        drawn = draw_sample(self.population, self.frame, self.design, self.controls, rng)
        cells = build_cells(records_of(drawn, self.frame, self.setting, Design.SAMPLE))
        return controlled(cells, dataset().targets)

    @cached_property
    def truth(self) -> Mapping[tuple[Level, str], Floats]:
        """Values of the population by level and measure, one an area."""
        count = len(self.population.size)
        nobody = np.zeros(count, np.int64)
        everyone = Sample(self.population, np.ones(count), nobody, nobody)
        records = records_of(everyone, self.frame, self.setting, Design.ENUMERATION)
        cells = build_cells(records)
        found = {}
        for level in LEVELS:
            domain, kabkota = self.areas(level)
            for measure in MEASURED:
                values = estimate(cells, measure, EVERYONE, domain, len(kabkota)).value
                found[level, measure.code] = values
        return MappingProxyType(found)


def world(setting: Settings) -> World:
    """The population of a setting; same setting, same population."""
    frame = read_frame(ROOT / "data" / "sources", ROOT / "data" / "boundaries")
    population = draw_population(frame, setting, np.random.default_rng(setting.seed))
    controls = population_controls(population, frame)
    return World(setting, frame, design_of(frame, setting), population, controls)


def worlds(setting: Settings) -> Mapping[str, World]:
    """The population of the example, and one whose areas of a kabkota are equal by construction."""
    return MappingProxyType(
        {"example": world(setting), "equal": world(replace(setting, spread=0.0))}
    )


def records_of(sample: Sample, frame: Frame, setting: Settings, design: Design) -> Records:
    """What the measures of this package need to know of a sample, as records without a blank."""
    business = sample.business
    started = (setting.survey_year - business.years).astype(np.float64)
    base, now = business.base.astype(np.float64), business.now.astype(np.float64)
    unknown = np.full(len(now), np.nan)
    stratum = np.unique(sample.stratum, return_inverse=True)[1]
    return Records(
        places=frame.kelurahan,
        place=business.kelurahan.astype(np.int32),
        use=business.use.astype(np.uint8),
        years=business.years.astype(np.int16),
        growth=growth_class(started, base, now, setting.base_year),
        sector=business.sector.astype(np.uint8),
        size=np.array([tuple(Size).index(size) for size in SIZES], np.uint8)[business.size],
        weight=sample.weight,
        stratum=stratum.astype(np.int32),
        psu=sample.psu.astype(np.int32),
        workers_now=now,
        workers_base=base,
        workers_it_skilled=unknown,
        workers_paid=unknown,
        workers_female=unknown,
        workers_trained=unknown,
        owner_female=unknown,
        online_sales_share=unknown,
        design=design,
        survey_year=setting.survey_year,
        base_year=setting.base_year,
        synthetic=True,
    )
