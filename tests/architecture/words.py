"""Rule 3: codes inside, words outside, in two catalogues with equal keys."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.source import Finding, Module, called, docstrings, modules

LANGUAGES = ("id", "en")
SENTENCE = re.compile(r"\b[^\W\d_]{2,} [^\W\d_]{2,}\b")
TAG = re.compile(r"<[^>]*>")
CODE = re.compile(r"[{};=]|\d ?(px|fr|rem|%)|^(export|import) ")
"""CSS, JavaScript and policies: not prose, whatever words they hold."""
SPOKEN = frozenset({"label", "help", "placeholder", "title", "caption", "tooltip", "body"})
SHOWN = frozenset(
    {
        *("title", "header", "subheader", "markdown", "write", "text", "caption", "info", "error"),
        *("warning", "success", "toast", "button", "link_button", "selectbox"),
        *("multiselect", "radio", "checkbox", "toggle", "pills", "segmented_control", "expander"),
        *("metric", "popover", "tabs", "slider", "text_input", "download_button", "badge"),
    }
)
LOADERS = frozenset(
    f"geo/{name}.py"
    for name in (
        *("areafile", "dataset", "errors", "official", "provenance", "tables"),
        *("checks", "intake", "placing", "records", "schema", "targets"),
    )
)
"""They speak in faults only, which go to the log of whoever starts the server."""
LOGGED = frozenset({"debug", "info", "warning", "error", "exception", "critical"})


def sentences(root: Path) -> list[Finding]:
    """Prose in `geo` and in the pages that is not for the log: errors, faults, docstrings."""
    return [
        module.finding(node, f"words in the code: {text!r}")
        for module in modules(root, "streamlit_app.py", "geo/**/*.py", "pages/**/*.py")
        if module.path not in LOADERS
        for node, text in _literals(module)
        if SENTENCE.search(TAG.sub(" ", text)) and not CODE.search(TAG.sub(" ", text))
    ]


def spoken_literals(root: Path) -> list[Finding]:
    """Letters that a page hands to Streamlit as a literal, even a single word."""
    return [
        module.finding(call, f"{called(call)} shows the literal {text!r}")
        for module in modules(root, "pages/**/*.py")
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call)
        for text in _shown(call)
        if re.search(r"[^\W\d_]{2}", TAG.sub("", text)) and not text.startswith(":material/")
    ]


def magic(root: Path) -> list[Finding]:
    """Streamlit's magic left on: it would show the notes in the code of a page to its readers."""
    path = root / ".streamlit" / "config.toml"
    config = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if config.get("runner", {}).get("magicEnabled") is False:
        return []
    return [Finding(".streamlit/config.toml", 1, "runner.magicEnabled is not false")]


def unequal_catalogues(root: Path) -> list[Finding]:
    """Keys that one language lacks, placeholders that differ, texts that only one leaves empty."""
    paths = {lang: root / "geo" / "locales" / f"{lang}.toml" for lang in LANGUAGES}
    words = {lang: catalogue(path) for lang, path in paths.items()}
    found = []
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        place = paths[lang].relative_to(root).as_posix()
        missing = sorted(words[other].keys() - words[lang].keys())
        found += [Finding(place, 1, f"lacks {key}") for key in missing]
        found += [
            Finding(place, 1, f"{key} is empty")
            for key, text in words[lang].items()
            if not text.strip() and words[other].get(key, "").strip()
        ]
    found += [
        Finding("geo/locales", 1, f"{key}: placeholders differ between the languages")
        for key in sorted(words["id"].keys() & words["en"].keys())
        if _placeholders(words["id"][key]) != _placeholders(words["en"][key])
    ]
    return found


def unused_words(root: Path) -> list[Finding]:
    """Keys of the catalogue that no text of the code can name."""
    path = root / "geo" / "locales" / f"{LANGUAGES[0]}.toml"
    patterns = {
        pattern
        for module in modules(root, "geo/**/*.py", "pages/**/*.py")
        for node in ast.walk(module.tree)
        if (pattern := _key_pattern(node)) is not None
    }
    named = [re.compile(pattern) for pattern in patterns]
    return [
        Finding(path.relative_to(root).as_posix(), 1, f"nothing uses {key}")
        for key in catalogue(path)
        if not any(pattern.fullmatch(key) for pattern in named)
    ]


def _key_pattern(node: ast.AST) -> str | None:
    """Pattern of the keys that a literal or an f-string can give; what it fills in is no dot."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        parts: list[ast.expr] = [node]
    elif isinstance(node, ast.JoinedStr):
        parts = node.values
    else:
        return None
    texts = [part.value if isinstance(part, ast.Constant) else None for part in parts]
    if "." not in "".join(text for text in texts if isinstance(text, str)):
        return None
    return "".join(re.escape(text) if isinstance(text, str) else "[^.]+" for text in texts)


def catalogue(path: Path) -> dict[str, str]:
    """A catalogue as flat keys (`a.b.c`) and texts."""
    return dict(_flat("", tomllib.loads(path.read_text(encoding="utf-8"))))


def _flat(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{key}.", value)
        elif isinstance(value, list):
            yield from _flat(f"{prefix}{key}.", {str(i): item for i, item in enumerate(value)})
        else:
            yield prefix + key, str(value)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _literals(module: Module) -> Iterator[tuple[ast.Constant, str]]:
    quiet = docstrings(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and _for_the_log(node)):
            quiet |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node, node.value


def _for_the_log(call: ast.Call) -> bool:
    owner, _, name = called(call).rpartition(".")
    if name.endswith(("Error", "Fault")):
        return True
    return _logs(owner, name)


def _logs(owner: str, name: str) -> bool:
    return "log" in owner.lower() and name in LOGGED


def _shown(call: ast.Call) -> Iterator[str]:
    owner, _, name = called(call).rpartition(".")
    # `say` is a catalogue: what it is given is a key.
    speaks = owner not in {"", "say"} and not _logs(owner, name)
    positional = call.args[:1] if speaks and name in SHOWN else []
    named = [keyword.value for keyword in call.keywords if keyword.arg in SPOKEN]
    for value in [*positional, *named]:
        parts = value.values if isinstance(value, ast.JoinedStr) else [value]
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value
