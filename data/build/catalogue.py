"""Keeps `checksum` and `rows` in `sources.toml`, whose words are written by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from geo.provenance import CATALOGUE, Content

ENTRY = "[[file]]\n"


def fill_in(root: Path, contents: Mapping[str, Content]) -> None:
    """Write the checksum and the rows of `contents` (by path) into their entries.

    Every other character of the file stays as it is. Raises `KeyError` for a path without an entry:
    no data file is without its origin and licence.
    """
    path = root / CATALOGUE
    head, *entries = path.read_text(encoding="utf-8").split(ENTRY)
    by_path = {_value(entry, "path"): index for index, entry in enumerate(entries)}
    for file, content in contents.items():
        index = by_path[file]
        filled = _replace(entries[index], "rows", str(content.rows))
        entries[index] = _replace(filled, "checksum", f'"{content.checksum}"')
    path.write_text(ENTRY.join([head, *entries]), encoding="utf-8", newline="\n")


def _value(entry: str, key: str) -> str:
    found = re.search(rf'^{key} = "(.*)"$', entry, flags=re.MULTILINE)
    if found is None:
        raise KeyError(key)
    return found[1]


def _replace(entry: str, key: str, value: str) -> str:
    replaced, count = re.subn(rf"^{key} = .*$", f"{key} = {value}", entry, flags=re.MULTILINE)
    if count != 1:
        raise KeyError(f"{key} of {_value(entry, 'path')}")
    return replaced
