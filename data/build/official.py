"""Published figures and their sources: from the collected tables to the project's own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

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


NOTES: Mapping[str, str] = MappingProxyType(
    {
        "enumeration disturbed": "census2006earthquake",
        "derived by subtraction": "subtractionbantul",
        "UMKM base figure": "msmebase",
        "42,500 is round": "roundregister",
        "rounded to 10,000": "rounded10000",
        "17,500,000 is rounded": "roundedmillions",
        "same value printed for 2021": "slip2021",
        "1 January to 15 September": "partyear2022",
        "economic census; Sakernas counts": "manufacturing2016",
        "sum with the corrected Buahbatu": "buahbatu",
        "kelurahan ": "halfkelurahan",
        "as of January 2022": "asofjanuary2022",
        "multiple answers": "multipleanswers",
        "five kab/kota add to": "sumdiffers",
    }
)
"""How a remark of the collected table begins, and the code under which `geo/locales` words it."""


def note_code(remark: str) -> str:
    """Code of a remark, empty for none; raises `KeyError` for one that has no words yet."""
    if not remark:
        return ""
    for beginning, code in NOTES.items():
        if remark.startswith(beginning):
            return code
    raise KeyError(remark)


def build(sources: Path, out: Path) -> None:
    """Write `figures.csv` and `sources.csv` under `out`; only source codes and remarks change."""
    figures = read_table(sources / "figures.csv")
    catalogue = read_table(sources / "sources.csv")
    for row in (*figures, *catalogue):
        row["source_id"] = source_code(row["source_id"])
    for row in figures:
        row["note"] = note_code(row["note"])
    write_csv(out / "figures.csv", FIGURE_COLUMNS, figures)
    write_csv(out / "sources.csv", SOURCE_COLUMNS, catalogue)
