"""Rule 1: Streamlit stays in `streamlit_app.py` and `pages/`; `geo` is a library.

It has no state of its own and never changes what it is given.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import PRODUCT, Finding, Module, called, imported, modules, within

MUTABLE = frozenset({"list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter"})
MUTATORS = frozenset(
    {
        *("append", "extend", "insert", "remove", "pop", "popitem", "clear", "sort", "reverse"),
        *("add", "discard", "update", "setdefault", "setflags", "difference_update"),
        *("intersection_update", "symmetric_difference_update"),
    }
)


def streamlit_elsewhere(root: Path) -> list[Finding]:
    """Imports of Streamlit outside of `streamlit_app.py` and `pages/`."""
    return [
        module.finding(node, f"imports {name}")
        for module in modules(root, *PRODUCT)
        if module.path != "streamlit_app.py" and not module.path.startswith("pages/")
        for node, name in imported(module.tree)
        if within(name, "streamlit", "streamlit_folium")
    ]


def upward_imports(root: Path) -> list[Finding]:
    """Imports of the app, its data scripts, tools or tests by the library."""
    return [
        module.finding(node, f"imports {name}")
        for module in modules(root, "geo/**/*.py")
        for node, name in imported(module.tree)
        if within(name, "pages", "data", "tools", "tests", "streamlit_app")
    ]


def global_state(root: Path) -> list[Finding]:
    """Mutable values at the level of a module or class of `geo`, and `global` statements."""
    found = []
    for module in modules(root, "geo/**/*.py"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Global):
                found.append(module.finding(node, f"global {', '.join(node.names)}"))
            elif isinstance(node, ast.Module | ast.ClassDef):
                found += [
                    module.finding(value, "a mutable value that every caller shares")
                    for value in _assigned(node)
                    if _mutable(value)
                ]
    return found


def mutated_arguments(root: Path) -> list[Finding]:
    """Public functions of `geo` that change a parameter: item, attribute, `del`, mutating call.

    A parameter `list[Fault]` is excepted: it is where a loader puts what it found.
    """
    return [
        finding
        for module in modules(root, "geo/**/*.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not node.name.startswith("_")
        for finding in _mutations(module, node)
    ]


def _assigned(scope: ast.Module | ast.ClassDef) -> Iterator[ast.expr]:
    for statement in scope.body:
        if isinstance(statement, ast.Assign):
            names = {target.id for target in statement.targets if isinstance(target, ast.Name)}
            if names != {"__all__"}:
                yield statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            yield statement.value


def _mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return called(value).rpartition(".")[2] in MUTABLE
    literal = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    if isinstance(value, ast.Tuple):
        return any(_mutable(part) for part in value.elts)
    return isinstance(value, literal)


def _mutations(module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[Finding]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
    given = {argument.arg for argument in every if not _collects(argument)}
    given -= {"self", "cls"} | _rebound(function)
    return [
        module.finding(node, f"{function.name} changes its argument {name}")
        for node in ast.walk(function)
        for name in _changed(node)
        if name in given
    ]


def _collects(argument: ast.arg) -> bool:
    return argument.annotation is not None and ast.unparse(argument.annotation) == "list[Fault]"


def _rebound(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Parameters that the function replaces by a value of its own."""
    return {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _changed(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(
        node.ctx, ast.Store | ast.Del
    ):
        yield _root(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        inplace = any(
            keyword.arg == "inplace" and getattr(keyword.value, "value", None) is True
            for keyword in node.keywords
        )
        if node.func.attr in MUTATORS or inplace:
            yield _root(node.func.value)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
