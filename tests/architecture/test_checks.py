"""Each check reports a tree that breaks its rule, and lets the tree beside it pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.architecture import client, habits, library, packages, state, table, words
from tests.architecture.conftest import Tree
from tests.architecture.source import Finding

Check = Callable[[Path], list[Finding]]
FROZEN = "@dataclass(frozen=True, slots=True)\nclass Query:\n    a: str"
LONG = "def f() -> None:\n" + "    pass\n" * 60
MAP = "st_folium(m, key='a', returned_objects=[])"

# check, the file that breaks its rule, its text, a text in the same place that keeps the rule
BROKEN: tuple[tuple[Check, str, str, str], ...] = (
    (library.streamlit_elsewhere, "geo/a.py", "import streamlit as st", "import numpy"),
    (library.streamlit_elsewhere, "geo/a.py", "from streamlit.web import x", "import streamlets"),
    (library.streamlit_elsewhere, "tools/a.py", "def f():\n    import streamlit", "import json"),
    (library.streamlit_elsewhere, "data/build/a.py", "import streamlit_folium", "import json"),
    (library.upward_imports, "geo/a.py", "from pages._ui import state", "from geo import b"),
    (library.global_state, "geo/a.py", "CACHE: dict[str, int] = {}", "A = MappingProxyType({})"),
    (library.global_state, "geo/a.py", "SEEN = []", "SEEN = ()"),
    (library.global_state, "geo/a.py", "A = set()", "A = frozenset({1})"),
    (library.global_state, "geo/a.py", "PAIR = (1, [])", "PAIR = (1, 2)"),
    (library.global_state, "geo/a.py", "class A:\n    seen = {}", "class A:\n    seen: int"),
    (library.global_state, "geo/a.py", "def f():\n    global n\n    n = 1", "def f():\n    n = 1"),
    (library.mutated_arguments, "geo/a.py", "def f(t):\n    t['x'] = 1", "def f(t):\n    t = {}"),
    (library.mutated_arguments, "geo/a.py", "def f(t):\n    t.x += 1", "def f(t):\n    return t.x"),
    (library.mutated_arguments, "geo/a.py", "def f(t):\n    del t[0]", "def f(t):\n    t[0]"),
    (
        library.mutated_arguments,
        "geo/a.py",
        "def f(*t):\n    t[0].sort()",
        "def f(t):\n    t.count()",
    ),
    (
        library.mutated_arguments,
        "geo/a.py",
        "def f(t):\n    t.drop(inplace=True)",
        "def f(t):\n    return t.drop(inplace=False)",
    ),
    (state.url_elsewhere, "pages/a.py", "st.query_params['a'] = 1", "st.page_link(query_params=q)"),
    (state.url_elsewhere, "geo/a.py", "request.query_params", "request.headers"),
    (state.state_in_views, "pages/a.py", "st.session_state['a'] = 1", "state.query()"),
    (state.query_thaws, "geo/query.py", "@dataclass\nclass Query:\n    a: str", FROZEN),
    (
        state.query_thaws,
        "geo/query.py",
        "@dataclass(frozen=False)\nclass Query:\n    a: str",
        FROZEN,
    ),
    (state.query_thaws, "geo/query.py", FROZEN.replace("Query", "Filters"), FROZEN),
    (words.sentences, "geo/a.py", "X = 'Usaha per penduduk'", "X = 'usaha'"),
    (words.sentences, "pages/a.py", "x = f'{n} businesses are new'", "x = words['new']"),
    (words.sentences, "pages/a.py", "x = '<b>No data</b>'", "x = '<b class=\"wide map\"></b>'"),
    (words.sentences, "geo/a.py", "x = 'no such area'", "raise DataError('no such area')"),
    (words.spoken_literals, "pages/a.py", "st.button('Salin')", "st.button(words['copy'])"),
    (words.spoken_literals, "pages/a.py", "f(label='Metrik')", "f(label=words['metric'])"),
    (words.spoken_literals, "pages/a.py", "st.title(f'Peta {n}')", "st.title(f'{n}')"),
    (words.magic, ".streamlit/config.toml", "[runner]", "[runner]\nmagicEnabled = false"),
    (table.breaks_elsewhere, "geo/maps.py", "from geo.classify import breaks", "import geo.legend"),
    (table.breaks_elsewhere, "geo/maps.py", "from geo import classify", "from geo import legend"),
    (
        table.breaks_elsewhere,
        "geo/maps.py",
        "from geo.classify import NO_CLASS, breaks",
        "from geo.classify import NO_CLASS",
    ),
    (table.breaks_elsewhere, "geo/legend.py", "import mapclassify", "import geo.classify"),
    (table.tables_elsewhere, "geo/api.py", "aggregate.AreaTable(())", "aggregate.area_table(q)"),
    (client.heavy_widgets, "pages/a.py", "st.dataframe(t)", "st.markdown(t)"),
    (client.heavy_widgets, "pages/_ui/a.py", "column.altair_chart(c)", "map(f, c)"),
    (client.rebuilt_layers, "geo/maps.py", "folium.GeoJson(d)", "folium.Map(tiles=None)"),
    (client.rebuilt_layers, "geo/maps.py", "from folium import Choropleth", "import folium"),
    (client.rebuilt_layers, "geo/maps.py", "import folium.plugins", "import folium"),
    (client.rebuilt_layers, "pages/a.py", "import folium", "import geo.maps"),
    (client.chatty_maps, "pages/a.py", MAP, "mapview.draw(m)"),
    (client.chatty_maps, "pages/_ui/mapview.py", "st_folium(m, key='a')", MAP),
    (client.chatty_maps, "pages/_ui/mapview.py", "st_folium(m, returned_objects=['zoom'])", MAP),
    (
        client.other_hosts,
        "pages/_ui/client/a.js",
        "import('https://cdn.example/x.js')",
        "const svg = 'http://www.w3.org/2000/svg'; // a comment",
    ),
    (client.other_hosts, "pages/_ui/client/a.css", "@import '//x.example/a';", "a { color: red }"),
    (habits.long_modules, "geo/a.py", "pass\n" * 301, "pass\n" * 300),
    (habits.long_functions, "geo/a.py", LONG, LONG.replace("    pass\n", "", 1)),
    (
        habits.underscore_codes,
        "data/a/b.csv",
        "source_id,n\nse_2006,1\n",
        "source_id,n_a\nse,1_1\n",
    ),
    (habits.machine_names, "README.md", "see /" + "work/main", "see https://x.example/work/1"),
    (habits.machine_names, "a.toml", "x = '../" + "shared/data'", "x = 'shared'"),
    (habits.machine_names, "r.txt", "https://pypi" + ".org/simple", "pandas==3.1.1"),
    (
        habits.timed_tests,
        "tests/test_a.py",
        "from time import monotonic",
        "from datetime import date",
    ),
    (habits.timed_tests, "tests/e2e/test_a.py", "x = visit.repaint()", "x = coloured(frame)"),
    (habits.timed_tests, "tests/test_a.js", "performance" + ".now()", "performance.mark()"),
    (packages.unlisted_imports, "geo/a.py", "import numpy.linalg", "import math, geo.b"),
    (packages.unlisted_imports, "tests/a.py", "from PIL import Image", "from tests import b"),
    (packages.idle_requirements, "requirements.in", "numpy>=2", "uvloop>=0.17; os"),
    (packages.unbounded_requirements, "requirements.in", "numpy<3", "numpy>=2,<3\nBabel==2.1"),
)


@pytest.mark.parametrize(
    ("check", "path", "bad", "good"), BROKEN, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_broken_rule_is_reported(
    tree: Tree, check: Check, path: str, bad: str, good: str
) -> None:
    found = check(tree({path: bad}))
    assert [finding.path for finding in found] == [path] * len(found)
    assert found
    assert check(tree({path: good})) == []


CATALOGUES: tuple[Mapping[str, str], ...] = (
    {"id": '[a]\nb = "x"', "en": '[a]\nb = "y"\nc = "z"'},
    {"id": 'a = "{n} usaha"', "en": 'a = "{count} businesses"'},
    {"id": 'a = ""', "en": 'a = "x"'},
)


@pytest.mark.parametrize("texts", CATALOGUES)
def test_unequal_catalogues_are_reported(tree: Tree, texts: Mapping[str, str]) -> None:
    root = tree({f"geo/locales/{lang}.toml": text for lang, text in texts.items()})
    assert len(words.unequal_catalogues(root)) == 1


def test_equal_catalogues_pass(tree: Tree) -> None:
    files = {f"geo/locales/{lang}.toml": f'[a]\nb = "{{n}} {lang}"' for lang in ("id", "en")}
    assert words.unequal_catalogues(tree(files)) == []


def test_words_that_nothing_uses_are_reported(tree: Tree) -> None:
    texts = '[a.x]\nb = "x"\nc = "y"\n[d]\ne = "z"'
    code = "say.text(f'a.{kind}.b')\nsay.text('d.e')"
    root = tree({"geo/locales/id.toml": texts, "geo/a.py": code})
    assert [finding.what for finding in words.unused_words(root)] == ["nothing uses a.x.c"]


def test_streamlit_is_allowed_in_pages_and_the_server(tree: Tree) -> None:
    root = tree({"pages/home.py": "import streamlit", "streamlit_app.py": "import streamlit"})
    assert library.streamlit_elsewhere(root) == []


def test_an_import_is_listed_under_the_name_of_its_package(tree: Tree) -> None:
    code = "import xlsxwriter\nfrom PIL import Image"
    listed = {"requirements.in": "# files\nXlsxWriter>=3", "requirements-dev.in": "-c a\npillow"}
    assert packages.unlisted_imports(tree({"tools/a.py": code, **listed})) == []
    found = packages.unlisted_imports(tree({"data/a.py": code, **listed}))
    assert [finding.line for finding in found] == [2]
    assert packages.idle_requirements(tree({})) == []


def test_a_private_helper_may_fill_what_its_caller_made(tree: Tree) -> None:
    root = tree(
        {"geo/a.py": "def _f(t):\n    t.append(1)\ndef g(t: list[Fault]):\n    t.append(1)"}
    )
    assert library.mutated_arguments(root) == []
