"""How often intervals hold what is true: many samples of a population of known values.

`python -m tests.coverage` looks at 1,000 samples and writes `docs/coverage.md`. What was looked at
is kept in `coverage/` by the version of the code, so that a run may be broken off and taken up
again. With `--label before` the figures are kept as those that later ones stand beside.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence

from data.build.example.settings import Settings
from tests.coverage.report import page
from tests.coverage.store import KEPT, outcomes, version
from tests.coverage.summary import read_lines, summed, write_lines
from tests.coverage.trial import Outcome
from tests.coverage.worlds import LEVELS, worlds
from tests.data import ROOT

DOCS = ROOT / "docs"
EVERY = 30.0
"""Seconds between two lines that say how far a run is."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Look at the samples that are missing, and write what all of them say."""
    parser = argparse.ArgumentParser(prog="python -m tests.coverage", description=__doc__)
    parser.add_argument("--samples", type=int, default=1_000, help="how many (1000)")
    parser.add_argument("--label", choices=("before", "after"), default="after")
    asked = parser.parse_args(arguments)
    kept = KEPT / version()
    made = worlds(Settings())
    example, equal = (
        list(_told(name, outcomes(name, made[name], asked.samples, kept), asked.samples))
        for name in ("example", "equal")
    )
    sizes = [len(made["example"].areas(level)[1]) for level in LEVELS]
    lines = summed(example, equal, sizes)
    folder = DOCS / "coverage"
    write_lines(lines, folder / f"{asked.label}.csv")
    if asked.label == "after":
        text = page(read_lines(folder / "before.csv"), read_lines(folder / "after.csv"))
        (DOCS / "coverage.md").write_text(text, encoding="utf-8")
        print(text)


def _told(name: str, found: Iterator[Outcome], samples: int) -> Iterator[Outcome]:
    """The outcomes, and now and then how far they are."""
    last = time.monotonic()
    for number, outcome in enumerate(found, start=1):
        if time.monotonic() - last > EVERY or number == samples:
            last = time.monotonic()
            print(f"{name}: {number} of {samples}", flush=True)
        yield outcome


if __name__ == "__main__":
    main()
