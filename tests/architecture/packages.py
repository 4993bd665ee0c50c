"""Requirements: what is imported is listed by itself, and each bound is one that was run."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.architecture.source import Finding, imported, modules

RUN, DEV = "requirements.in", "requirements-dev.in"
SERVED = ("streamlit_app.py", "geo/**/*.py", "pages/**/*.py", "data/**/*.py")
"""What `make run` and `make data` start; tools and tests have both files."""
TRIED = ("tools/**/*.py", "tests/**/*.py")
OURS = frozenset({"geo", "pages", "data", "tools", "tests", "streamlit_app"})
UNIMPORTED = frozenset(
    {
        "uvloop",  # uvicorn takes it where it is installed
        *("ruff", "mypy", "import-linter", "pandas-stubs"),  # `make check` runs them
        *("pytest-timeout", "pytest-xdist", "httpx2"),  # pytest and Starlette's test client do
    }
)
LINE = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(?P<bounds>[^;#]*)")


def unlisted_imports(root: Path) -> list[Finding]:
    """Imports of packages that come only because another package needs them."""
    run = _listed(root, RUN)
    both = run | _listed(root, DEV)
    providers = packages_distributions()
    # One statement may import several names.
    found = (
        module.finding(node, f"imports {name}, which no line of {where} brings")
        for patterns, listed, where in ((SERVED, run, RUN), (TRIED, both, DEV))
        for module in modules(root, *patterns)
        for node, dotted in imported(module.tree)
        if (name := dotted.partition(".")[0])
        if name not in OURS and name not in sys.stdlib_module_names
        if not listed & {_plain(own) for own in providers.get(name, [name])}
    )
    return list(dict.fromkeys(found))


def idle_requirements(root: Path) -> list[Finding]:
    """Packages that are listed and that nothing imports, but for those that work unimported."""
    providers = packages_distributions()
    used = {
        _plain(found)
        for module in modules(root, *SERVED, *TRIED)
        for _, dotted in imported(module.tree)
        for found in providers.get(dotted.partition(".")[0], ())
    }
    return [
        Finding(name, number, f"nothing imports {package}")
        for name in (RUN, DEV)
        for number, package, _ in _lines(root, name)
        if package not in used | UNIMPORTED
    ]


def unbounded_requirements(root: Path) -> list[Finding]:
    """Packages of the app that may be of any age: the oldest do not start."""
    return [
        Finding(RUN, number, f"{package} has no lower bound")
        for number, package, bounds in _lines(root, RUN)
        if ">=" not in bounds and "==" not in bounds
    ]


def _listed(root: Path, name: str) -> set[str]:
    return {package for _, package, _ in _lines(root, name)}


def _lines(root: Path, name: str) -> list[tuple[int, str, str]]:
    """Number, package and bounds of each line that names a package."""
    path = root / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [
        (number, _plain(match["name"]), match["bounds"])
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := LINE.match(line))
    ]


def _plain(name: str) -> str:
    """A distribution's name as the packaging standard compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
