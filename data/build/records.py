"""The example of business records: `records/example.parquet` and its check table."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from data.build.example.checks import checks_of, write_checks
from data.build.example.design import design_of
from data.build.example.frame import Frame, read_frame
from data.build.example.population import draw_population
from data.build.example.sample import Sample, draw_sample, published_controls
from data.build.example.settings import Settings
from data.build.example.table import columns_of, write_table


def draw(frame: Frame, setting: Settings) -> tuple[Sample, np.random.Generator]:
    """The sample of a setting, and the generator as it stands after it; same seed, same sample."""
    rng = np.random.default_rng(setting.seed)
    population = draw_population(frame, setting, rng)
    design, controls = design_of(frame, setting), published_controls(frame)
    return draw_sample(population, frame, design, controls, rng), rng


def build(sources: Path, boundaries: Path, out: Path, setting: Settings | None = None) -> None:
    """Write `example.parquet` and `checks.csv` under `out`.

    `boundaries` holds the built `areas.csv` and `kelurahan.parquet`. Raises `ValueError` where a
    hard target or a minimum of records is missed.
    """
    setting = setting or Settings()
    frame = read_frame(sources, boundaries)
    sample, rng = draw(frame, setting)
    out.mkdir(parents=True, exist_ok=True)
    write_table(columns_of(sample, frame, setting, rng), out / "example.parquet")
    write_checks(checks_of(sample, frame, setting, sources), out / "checks.csv")
