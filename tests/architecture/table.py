"""Rule 4: one table, one legend."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.source import PRODUCT, Finding, called, calls, imported, modules, within

MAKERS = ("geo/aggregate.py", "geo/compare.py")


def breaks_elsewhere(root: Path) -> list[Finding]:
    """Imports of the classifier outside of the legend, of its library outside of the classifier.

    A constant of the classifier (in capitals) computes nothing and is free.
    """
    found = []
    for module in modules(root, *PRODUCT):
        for node, name in imported(module.tree):
            if module.path != "geo/legend.py" and _classifier(node, name):
                found.append(module.finding(node, "computes breaks: only the legend may"))
            if within(name, "mapclassify") and module.path != "geo/classify.py":
                found.append(module.finding(node, "uses mapclassify: only geo/classify.py may"))
    return found


def tables_elsewhere(root: Path) -> list[Finding]:
    """Constructions of an AreaTable outside of the two modules that make it."""
    return [
        module.finding(call, "makes an AreaTable of its own")
        for module in modules(root, *PRODUCT)
        if module.path not in MAKERS
        for call in calls(module.tree)
        if called(call).rpartition(".")[2] == "AreaTable"
    ]


def _classifier(node: ast.stmt, name: str) -> bool:
    constants = isinstance(node, ast.ImportFrom) and all(item.name.isupper() for item in node.names)
    return within(name, "geo.classify") and not constants
