"""The table as CSV with its metadata beside it, by the names of CSV on the Web (W3C, 2015)."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from geo.export import COLUMNS, NUMBERS, area_rows, metadata, to_csv
from geo.taken import Taken

TABLE = "table.csv"
METADATA = f"{TABLE}-metadata.json"
"""Where a reader of CSV on the Web looks for the metadata of `TABLE`."""


def to_zip(taken: Taken) -> bytes:
    """An archive of the table, its metadata for machines and the same in plain words."""
    say = taken.say
    members = {
        TABLE: to_csv(area_rows(taken)),
        METADATA: json.dumps(described_table(taken), ensure_ascii=False, indent=2),
        f"{say.text('take.readme')}.txt": readme(taken),
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


def described_table(taken: Taken) -> dict[str, Any]:
    """The table as CSV on the Web describes one, with what it rests on under our own name."""
    about, lang = taken.about, str(taken.query.lang)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang}],
        "url": TABLE,
        "dc:title": about.title,
        "dc:description": about.sentence,
        "dc:source": [source.citation for source in about.sources],
        "dc:rights": list(dict.fromkeys(source.licence for source in about.sources)),
        "dc:bibliographicCitation": about.citation,
        "dc:date": taken.stamp.day.isoformat(),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {
            "columns": [
                {
                    "name": name,
                    "titles": name,
                    "dc:description": taken.say.text(f"column.{name}"),
                    "datatype": "double" if name in NUMBERS else "string",
                }
                for name in COLUMNS
            ],
            "primaryKey": ["side", "area_code"],
        },
        "notes": [metadata(taken)],
    }


def readme(taken: Taken) -> str:
    """What the table is, in plain words: one paragraph an entry, then its columns."""
    say = taken.say
    columns = [f"{name}: {say.text(f'column.{name}')}" for name in COLUMNS]
    told = [f"{label}: {text}" for label, text in taken.lines()]
    return "\n\n".join((*told, say.text("take.columns"), "\n".join(columns))) + "\n"
