"""Published figures and their sources: from the collected tables to the project's own."""

from __future__ import annotations

import csv
from pathlib import Path

from data.build.boundaries import write_csv
from geo.official import FIGURE_COLUMNS
from geo.provenance import SOURCE_COLUMNS


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def source_code(collected: str) -> str:
    """Our codes carry no underscore: a map layer may drop what follows one."""
    return collected.replace("_", "")


def build(sources: Path, out: Path) -> None:
    """Write `figures.csv` and `sources.csv` under `out`; only source codes change."""
    figures = read_table(sources / "figures.csv")
    catalogue = read_table(sources / "sources.csv")
    for row in (*figures, *catalogue):
        row["source_id"] = source_code(row["source_id"])
    write_csv(out / "figures.csv", FIGURE_COLUMNS, figures)
    write_csv(out / "sources.csv", SOURCE_COLUMNS, catalogue)
