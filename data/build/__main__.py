"""`python -m data.build [--check]`: rebuild the data, or show that a rebuild changes nothing."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from data.build import boundaries, catalogue, context, official, records
from geo.areafile import REGIONS_FILE
from geo.dataset import load
from geo.provenance import Content, read_catalogue, read_content

DATA = Path(__file__).parents[1]
BUILT = ("boundaries/", "official/", "records/")
"""Folders that the build writes; all else in the catalogue is its input."""


def rebuild(data: Path, out: Path) -> None:
    """Write everything that is built from `data/sources` and `data/regions.toml` under `out`."""
    sources = data / "sources"
    outlines = boundaries.build(sources, data / REGIONS_FILE, out / "boundaries")
    context.build(sources, outlines, out / "boundaries")
    official.build(sources, out / "official")
    records.build(sources, out / "boundaries", out / "records")


def check(data: Path) -> bool:
    """Rebuild elsewhere and print, for every file, whether its content is the recorded one."""
    same = True
    with tempfile.TemporaryDirectory() as folder:
        rebuild(data, Path(folder))
        for record in read_catalogue(data):
            places = [data, Path(folder)] if record.path.startswith(BUILT) else [data]
            expected = Content(record.checksum, record.rows, record.crs)
            unchanged = all(_content(place / record.path) == expected for place in places)
            same = same and unchanged
            print(f"{'unchanged' if unchanged else 'CHANGED':10} {record.path}")
    return same


def _content(path: Path) -> Content | None:
    return read_content(path) if path.exists() else None


def write(data: Path) -> None:
    """Rebuild in place, record the checksums, and load the result to show that it is sound."""
    before = {record.path: record.checksum for record in read_catalogue(data)}
    rebuild(data, data)
    contents = {path: read_content(data / path) for path in before}
    catalogue.fill_in(data, contents)
    load(data)
    for path, content in contents.items():
        print(f"{'unchanged' if content.checksum == before[path] else 'CHANGED':10} {path}")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 1 if `--check` found a change."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail on a difference")
    if parser.parse_args(arguments).check:
        return 0 if check(DATA) else 1
    write(DATA)
    return 0


if __name__ == "__main__":
    sys.exit(main())
