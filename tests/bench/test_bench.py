"""The bench itself: it judges rightly, and its readers still speak the server's language."""

from __future__ import annotations

import asyncio
import math
import socket
from pathlib import Path

import pytest

from tests.bench import readers
from tests.bench.__main__ import PARTS, main
from tests.bench.machine import machine, processor
from tests.bench.measure import Measure
from tests.bench.report import page
from tools.server import serve


@pytest.mark.parametrize(
    ("value", "bar", "least", "share"),
    [(5, 10, False, 0.5), (8, 4, True, 0.5), (0, 0, False, 0.0), (1, 0, False, math.inf)],
)
def test_a_value_is_judged_by_its_bar(value: float, bar: float, least: bool, share: float) -> None:
    assert Measure("what", value, bar, "ms", least).share == share


def test_the_page_names_the_machine_but_not_its_host(tmp_path: Path) -> None:
    listing = tmp_path / "cpuinfo"
    listing.write_text("processor\t: 0\nmodel name\t: Some Processor 3\n")
    assert processor(listing) == "Some Processor 3"
    assert processor(tmp_path / "none")
    kept = page([Measure("what", 2, 1, "ms")], machine("156.0"))
    assert "Chromium 156.0" in kept
    assert "Above its bar in this run: what" in kept
    assert socket.gethostname() not in kept


def test_the_help_names_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(part in shown for part in PARTS)


def test_readers_at_once_get_what_they_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "PAUSE", 0.4)
    monkeypatch.setattr(readers, "JITTER", 0.1)
    with serve(tmp_path / "log.txt") as server:
        found = asyncio.run(readers.crowd(server.origin, users=3, seconds=2))
    assert len(found.took) >= 6
    assert found.repainted >= 3
    assert found.received > 0
