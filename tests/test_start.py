"""Bad data stops the start with one message, and nothing is served."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.data import ROOT
from tools.server import ServerError, serve

OWN = ("streamlit_app.py", ".streamlit", "geo", "pages", "data")


def test_the_start_stops_with_every_fault_and_its_row(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in OWN:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    figures = copy / "data" / "official" / "figures.csv"
    lines = figures.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[3] = re.sub(r"^\d+", "99", lines[3])
    figures.write_text("".join(lines), encoding="utf-8")
    drawn = copy / "data" / "boundaries" / "drawn" / "34-kabkota.json"
    drawn.write_text(drawn.read_text(encoding="utf-8").replace("3404", "3499"), encoding="utf-8")

    with pytest.raises(ServerError) as stopped, serve(tmp_path / "log.txt", root=copy):
        pass
    message = str(stopped.value)
    assert "official/figures.csv row 4: area_code" in message
    assert "boundaries/drawn/34-kabkota.json" in message
    assert "Traceback" not in message
    assert "Now open" not in message


def test_the_address_to_open_is_said_once_the_data_are_verified(tmp_path: Path) -> None:
    with serve(tmp_path / "log.txt") as server:
        lines = [line for line in server.tail().splitlines() if "open" in line.lower()]
    assert [line.partition("Now open ")[2] for line in lines] == [server.origin]


def test_a_path_below_a_host_stops_the_start_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "peta")
    with pytest.raises(ServerError, match="baseUrlPath: 'peta'"), serve(tmp_path / "log.txt"):
        pass


def test_without_further_words_only_this_machine_is_served() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "localhost"
    assert settings["server"]["fileWatcherType"] == "none"
    said = subprocess.run(
        ["make", "--dry-run", "run", "HOST=0.0.0.0"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "--server.address 0.0.0.0" in said.stdout
