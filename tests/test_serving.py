from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from geo.serving import (
    IMMUTABLE,
    REVALIDATE,
    ServedFile,
    content_version,
    file_response,
    folder,
    media_type,
)
from tests.served import client


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "a.js"
    path.parent.mkdir()
    path.write_text("let a = 1;\n" * 200, encoding="utf-8")
    return path


def test_a_folder_becomes_urls_of_its_files_only(script: Path) -> None:
    table = folder("/x/", script.parents[1], IMMUTABLE)
    assert table == {"/x/deep/a.js": ServedFile(script, IMMUTABLE)}


def test_a_version_changes_with_content_and_name_but_not_with_order(script: Path) -> None:
    other = script.with_name("b.js")
    other.write_text("let b = 2;\n", encoding="utf-8")
    version = content_version([script, other])
    assert content_version([other, script]) == version
    other.write_text("let b = 3;\n", encoding="utf-8")
    changed = content_version([script, other])
    renamed = other.rename(script.with_name("c.js"))
    assert len({version, changed, content_version([script, renamed])}) == 3


def test_a_file_is_compressed_where_it_is_accepted(script: Path) -> None:
    plain = file_response(ServedFile(script, REVALIDATE), Headers())
    small = file_response(ServedFile(script, REVALIDATE), Headers({"accept-encoding": "br, gzip"}))
    assert plain.body == script.read_bytes()
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(bytes(small.body)) == plain.body
    assert len(small.body) < len(plain.body)
    assert plain.headers["vary"] == small.headers["vary"] == "accept-encoding"


def test_an_unchanged_file_is_not_sent_again(script: Path) -> None:
    served = ServedFile(script, REVALIDATE)
    tag = file_response(served, Headers()).headers["etag"]
    again = file_response(served, Headers({"if-none-match": tag}))
    assert (again.status_code, again.body) == (304, b"")
    assert again.headers["cache-control"] == REVALIDATE
    assert file_response(served, Headers({"if-none-match": '"other"'})).status_code == 200


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.js", "text/javascript"),
        ("a.css", "text/css"),
        ("a.json", "application/json"),
        ("a.woff2", "font/woff2"),
        ("a.png", "image/png"),
        ("a.unheardof", "application/octet-stream"),
    ],
)
def test_media_types_do_not_depend_on_the_machine(name: str, expected: str) -> None:
    assert media_type(Path(name)) == expected


@pytest.mark.parametrize(
    "path",
    [
        "/assets/leaflet/../../../streamlit_app.py",
        "/assets/leaflet/%2e%2e/%2e%2e/streamlit_app.py",
        "/static/..%2f..%2fstreamlit_app.py",
        "/geometry/../data/sources.toml",
    ],
)
def test_no_url_reads_a_file_outside_the_table(path: str) -> None:
    assert client().get(path).status_code == 404


def test_head_is_answered_and_writing_is_not() -> None:
    assert client().head("/assets/leaflet/leaflet.js").status_code == 200
    assert client().put("/assets/leaflet/leaflet.js").status_code in {404, 405}
