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


WITHHELD: Mapping[tuple[str, str, str, str], str] = MappingProxyType(
    {
        ("population", "3273101", "2024S2", "43427"): "Cimincrang twice and no Rancanumpang",
        ("self_employed_registered", "3273101", "2024S2", "2640"): "as above",
    }
)
"""Figures that are wrong where they were published: indicator, area, period, value, and why."""


def without_withheld(figures: list[dict[str, str]]) -> list[dict[str, str]]:
    """The figures but for those of `WITHHELD`.

    Raises `ValueError` where one of these is not among them: a figure that its source has mended
    must not be held back in silence.
    """
    columns = ("indicator", "area_code", "period", "value")
    kept = [row for row in figures if tuple(row[name] for name in columns) not in WITHHELD]
    if len(figures) - len(kept) != len(WITHHELD):
        raise ValueError("a figure that is to be withheld was not collected as it was")
    return kept


def build(sources: Path, out: Path) -> None:
    """Write `figures.csv` and `sources.csv` under `out`.

    Source codes and remarks change, and what is known to be wrong is withheld.
    """
    figures = without_withheld(read_table(sources / "figures.csv"))
    catalogue = read_table(sources / "sources.csv")
    for row in (*figures, *catalogue):
        row["source_id"] = source_code(row["source_id"])
    for row in figures:
        row["note"] = note_code(row["note"])
    write_csv(out / "figures.csv", FIGURE_COLUMNS, figures)
    write_csv(out / "sources.csv", SOURCE_COLUMNS, catalogue)
