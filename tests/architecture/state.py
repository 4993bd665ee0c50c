"""Rule 2: state has one type. URL to `Query` to pure functions to view."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.source import Finding, called, modules

CODECS = (
    *("geo/query.py", "geo/api.py", "geo/downloads.py", "geo/shell.py"),
    "pages/_ui/state.py",
)
"""The parser, the routes that hand it parameters, the first HTML, the page's end of the URL."""


def url_elsewhere(root: Path) -> list[Finding]:
    """Reads or writes of `query_params` outside of the codec."""
    return [
        module.finding(node, "touches query_params")
        for module in modules(root, "streamlit_app.py", "geo/**/*.py", "pages/**/*.py")
        if module.path not in CODECS
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"query_params", "query_string"}
    ]


def state_in_views(root: Path) -> list[Finding]:
    """Views that keep state of their own instead of starting from a Query."""
    return [
        module.finding(node, "touches session_state")
        for module in modules(root, "pages/*.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    ]


def query_thaws(root: Path) -> list[Finding]:
    """Public types of `geo/query.py` that are no frozen dataclasses; `Query` must be there."""
    found = []
    for module in modules(root, "geo/query.py"):
        classes = [node for node in module.tree.body if isinstance(node, ast.ClassDef)]
        found += [
            module.finding(node, f"{node.name} is not a frozen dataclass")
            for node in classes
            if not node.name.startswith("_")
            and not _enum(node)
            and not any(_frozen(item) for item in node.decorator_list)
        ]
        if "Query" not in {node.name for node in classes}:
            found.append(Finding(module.path, 1, "has no class Query"))
    return found


def _frozen(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and called(decorator).rpartition(".")[2] == "dataclass"
        and any(
            keyword.arg == "frozen" and getattr(keyword.value, "value", None) is True
            for keyword in decorator.keywords
        )
    )


def _enum(node: ast.ClassDef) -> bool:
    return any("Enum" in ast.unparse(base) for base in node.bases)
