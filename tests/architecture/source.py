"""What the checks share: findings, parsed modules, questions to a syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken; `path` is relative to the tree."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Module:
    """A parsed Python file; `path` is relative to the tree, with forward slashes."""

    path: str
    tree: ast.Module
    lines: int

    def finding(self, node: ast.AST, what: str) -> Finding:
        """A finding at the line of `node`."""
        return Finding(self.path, getattr(node, "lineno", 1), what)


PRODUCT = ("streamlit_app.py", "geo/**/*.py", "pages/**/*.py", "data/**/*.py", "tools/**/*.py")
"""Everything that is not a test."""


def modules(root: Path, *patterns: str) -> Iterator[Module]:
    """Parsed files of the tree that match any of the glob patterns, each once, by path."""
    paths = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    for path in sorted(paths):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root).as_posix()
        yield Module(name, ast.parse(text, filename=name), len(text.splitlines()))


def imported(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every import with the dotted names it may bind: `from a import b` gives `a` and `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield node, base
            yield from ((node, f"{base}.{alias.name}") for alias in node.names)


def within(name: str, *packages: str) -> bool:
    """Whether a dotted name is one of the packages or inside one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def called(node: ast.Call) -> str:
    """Dotted name of what is called: `st.markdown`; empty when it is no plain name."""
    return dotted(node.func)


def dotted(node: ast.expr) -> str:
    """Dotted name of an expression, empty when it is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def docstrings(tree: ast.AST) -> set[int]:
    """Ids of the constants that are docstrings or the notes that follow an assignment."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
