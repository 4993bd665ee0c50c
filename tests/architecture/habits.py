"""Habits that keep the tree readable: small modules, clean codes, no trace of one machine."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import PRODUCT, Finding, called, calls, imported, modules, within

MODULE_LINES = 300
FUNCTION_LINES = 60
CODE_COLUMNS = frozenset(
    {"code", "area", "area_code", "level", "source", "source_id", "id"}
    | {"kind", "region", "parent", "metric"}
)
"""Columns whose values reach the browser; `indicator` names a published series and does not."""
TEXT = frozenset(
    {".py", ".md", ".toml", ".txt", ".in", ".js", ".css", ".html", ".csv", ".yml", ".yaml", ".sh"}
    | {".cfg", ".json", ".geojson", ""}
)
# Spelled in parts, or this file would be its own first finding.
_ROOTS = "|".join(("work", "tmp", "root", "opt", "mnt", r"home/\w+", r"Users/\w+"))
MACHINE = re.compile(
    rf"""(?<![\w./:<-])/(?:{_ROOTS})/\w|\.\./"""
    rf"""shared\b|(?:pypi|files\.python"""
    rf"""hosted|registry\.npm"""
    rf"""js)\.org"""
)

# Spelled in parts for the same reason.
CLOCK = re.compile(
    r"""\b(?:performance\.now|performance\."""
    r"""timeOrigin|Date\.now|time"""
    r"""Stamp)\b"""
)
MEASURING = ("tests/bench/", "tests/coverage/")
"""Programs that measure and say how far they are; no tests."""
TIMED = frozenset({"coloured", "repaint"})
"""What a `Visit` has measured in seconds."""


def long_modules(root: Path) -> list[Finding]:
    """Modules of more than `MODULE_LINES` lines."""
    return [
        Finding(module.path, module.lines, f"{module.lines} lines, more than {MODULE_LINES}")
        for module in modules(root, *PRODUCT, "tests/**/*.py")
        if module.lines > MODULE_LINES
    ]


def long_functions(root: Path) -> list[Finding]:
    """Functions of more than `FUNCTION_LINES` lines."""
    return [
        module.finding(node, f"{node.name} has {length} lines, more than {FUNCTION_LINES}")
        for module in modules(root, *PRODUCT, "tests/**/*.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def underscore_codes(root: Path) -> list[Finding]:
    """Codes with an underscore in the project's data: the map component ignores what follows it.

    The raw tables of `data/sources/` keep the spelling of whoever published them.
    """
    found = []
    for path in sorted(root.glob("data/**/*.csv")):
        place = path.relative_to(root).as_posix()
        if place.startswith("data/sources/"):
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                found += [
                    Finding(place, number, f"{column} {value!r} has an underscore")
                    for column, value in row.items()
                    if column in CODE_COLUMNS and "_" in (value or "")
                ]
    return found


def machine_names(root: Path) -> list[Finding]:
    """Paths of one machine, or hosts of package registries, in any text file of the project."""
    found = []
    for path in _tracked(root):
        if path.suffix not in TEXT or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            for match in MACHINE.finditer(line):
                place = path.relative_to(root).as_posix()
                found.append(Finding(place, number, f"names this machine: {match.group()}"))
    return found


def timed_tests(root: Path) -> list[Finding]:
    """Tests that read a clock: how long something takes is the bench's to judge."""
    found = []
    for module in modules(root, "tests/**/*.py"):
        if module.path.startswith(MEASURING):
            continue
        found += [
            module.finding(node, f"imports {name}")
            for node, name in imported(module.tree)
            if within(name, "time", "timeit")
        ]
        found += [
            module.finding(call, f"asks {called(call)} for seconds")
            for call in calls(module.tree)
            if isinstance(call.func, ast.Attribute) and call.func.attr in TIMED
        ]
    for path in sorted(root.glob("tests/**/*")):
        place = path.relative_to(root).as_posix()
        if path.suffix in {".py", ".js", ".html"} and not place.startswith(MEASURING):
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [
                Finding(place, number, f"reads {match.group()}")
                for number, line in enumerate(lines, start=1)
                for match in CLOCK.finditer(line)
            ]
    return found


def _tracked(root: Path) -> Iterator[Path]:
    """Files of the project: what git would commit, or all but the environment without git."""
    if not (root / ".git").exists():
        every = sorted(path for path in root.rglob("*") if path.is_file())
        yield from (path for path in every if ".venv" not in path.relative_to(root).parts)
        return
    # A checkout in a container often belongs to another user, which git refuses by itself.
    command = ["git", "-c", "safe.directory=*", "ls-files"]
    command += ["--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    yield from (root / name for name in sorted(listed.split("\0")) if name)
