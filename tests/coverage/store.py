"""Samples that were looked at already, so that a run can be broken off and taken up again."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.coverage.trial import Outcome, trial
from tests.coverage.worlds import World
from tests.data import ROOT

KEPT = ROOT / "coverage"
_CODE = ("geo", "data.build.example", "tests.coverage.trial", "tests.coverage.worlds")
_DATA = ("calibration_targets.csv", "civil_registry_kelurahan.csv", "figures.csv")


def version() -> str:
    """Digest of all that an outcome rests on: the code that is loaded, and what is read."""
    files = [ROOT / "data" / "sources" / name for name in _DATA]
    for name, module in sorted(sys.modules.items()):
        if name in _CODE or name.startswith(tuple(f"{code}." for code in _CODE)):
            files += [Path(module.__file__)] if module.__file__ else []
    total = hashlib.sha256()
    for file in files:
        total.update(hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).digest())
    return total.hexdigest()[:12]


def outcomes(name: str, world: World, samples: int, folder: Path) -> Iterator[Outcome]:
    """Outcomes of the first `samples` samples of a world, those from `folder` that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(samples):
        path = folder / f"{name}-{number:05}.npz"
        if not path.exists():
            part = path.with_suffix(".part")
            with part.open("wb") as stream:
                np.savez_compressed(stream, found=trial(world, number))
            # All of it or nothing: a run may be broken off at any time.
            part.replace(path)
        with np.load(path) as kept:
            yield kept["found"]
