from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import client, habits, library, packages, state, table, words
from tests.architecture.source import Finding

ROOT = Path(__file__).resolve().parents[2]
CHECKS: tuple[Callable[[Path], list[Finding]], ...] = (
    library.streamlit_elsewhere,
    library.upward_imports,
    library.global_state,
    library.mutated_arguments,
    state.url_elsewhere,
    state.state_in_views,
    state.query_thaws,
    words.sentences,
    words.spoken_literals,
    words.magic,
    words.unequal_catalogues,
    words.unused_words,
    table.breaks_elsewhere,
    table.tables_elsewhere,
    client.heavy_widgets,
    client.rebuilt_layers,
    client.chatty_maps,
    client.other_hosts,
    habits.long_modules,
    habits.long_functions,
    habits.underscore_codes,
    habits.machine_names,
    habits.timed_tests,
    packages.unlisted_imports,
    packages.idle_requirements,
    packages.unbounded_requirements,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_this_tree_keeps_the_rule(check: Callable[[Path], list[Finding]]) -> None:
    assert "\n".join(map(str, check(ROOT))) == ""
