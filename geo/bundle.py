"""The table as CSV with its metadata beside it, by the names of CSV on the Web (W3C, 2015)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from geo.comparison import COMPARED, COMPARED_NUMBERS, comparison_metadata, comparison_rows
from geo.export import COLUMNS, NUMBERS, Row, area_rows, metadata, to_csv
from geo.taken import Taken

TABLE = "table.csv"
COMPARISON = "comparison.csv"
METADATA = f"{TABLE}-metadata.json"
"""Where a reader of CSV on the Web looks for the metadata of `TABLE`."""


def to_zip(taken: Taken) -> bytes:
    """An archive of the table, its metadata for machines and the same in plain words.

    Of compared areas it holds the table of their comparison too.
    """
    say = taken.say
    members = {
        TABLE: to_csv(area_rows(taken)),
        METADATA: _dumped(described_table(taken)),
        f"{say.text('take.readme')}.txt": readme(taken),
    }
    if len(taken.tables) > 1:
        rows = comparison_rows(taken.query, taken.data, say)
        members |= {
            COMPARISON: to_csv(rows, COMPARED),
            f"{COMPARISON}-metadata.json": _dumped(described_comparison(taken, rows)),
        }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            day = taken.stamp.day
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            # Readable by everybody once unpacked; the default of a ZipInfo is by its owner alone.
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode())
    return buffer.getvalue()


def _dumped(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2)


def described_table(taken: Taken) -> dict[str, Any]:
    """The table as CSV on the Web describes one, with what it rests on under our own name."""
    about = taken.about
    return {
        **_opening(TABLE, about.title, taken),
        "dc:description": about.sentence,
        "dc:source": [source.citation for source in about.sources],
        "dc:rights": list(dict.fromkeys(source.licence for source in about.sources)),
        "dc:bibliographicCitation": about.citation,
        "tableSchema": {
            "columns": _columns(COLUMNS, NUMBERS, taken),
            "primaryKey": ["side", "area_code"],
        },
        "notes": [metadata(taken)],
    }


def described_comparison(taken: Taken, rows: Sequence[Row]) -> dict[str, Any]:
    """As `described_table`, of the table of the comparison."""
    told = comparison_metadata(taken, rows)
    return {
        **_opening(COMPARISON, told["title"], taken),
        "dc:source": [source["citation"] for source in told["sources"]],
        "dc:rights": list(dict.fromkeys(source["licence"] for source in told["sources"])),
        "dc:bibliographicCitation": told["citation"],
        "tableSchema": {
            "columns": _columns(COMPARED, COMPARED_NUMBERS, taken),
            "primaryKey": ["other_side", "metric"],
        },
        "notes": [told],
    }


def _opening(name: str, title: str, taken: Taken) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": str(taken.query.lang)}],
        "url": name,
        "dc:title": title,
        "dc:date": taken.stamp.day.isoformat(),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
    }


def _columns(columns: Sequence[str], numbers: Sequence[str], taken: Taken) -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "titles": name,
            "dc:description": taken.say.text(f"column.{name}"),
            "datatype": "double" if name in numbers else "string",
        }
        for name in columns
    ]


def readme(taken: Taken) -> str:
    """What the table is, in plain words: one paragraph an entry, then its columns."""
    say = taken.say
    columns = [f"{name}: {say.text(f'column.{name}')}" for name in COLUMNS]
    told = [f"{label}: {text}" for label, text in taken.lines()]
    return "\n\n".join((*told, say.text("take.columns"), "\n".join(columns))) + "\n"
