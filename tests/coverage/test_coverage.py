"""Coverage itself: it counts rightly, takes up a run that was broken off, and tells what it saw."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from data.build.example.settings import Settings
from geo.model import Flag, Level
from tests.coverage import store
from tests.coverage.report import page
from tests.coverage.store import outcomes, version
from tests.coverage.summary import Line, read_lines, summed, write_lines
from tests.coverage.trial import NONE, REFERENCE, Found, Outcome, trial
from tests.coverage.worlds import CODES, LEVELS, World, world

SIZES = (6, 108, 589)
FLAGS = tuple(Flag)


@cache
def _small() -> World:
    return world(Settings(records=12_000))


@cache
def _outcome(number: int) -> Outcome:
    return trial(_small(), number)


def test_a_sample_is_the_same_whenever_it_is_drawn_and_another_number_another() -> None:
    assert (trial(_small(), 1) == _outcome(1)).all()
    assert (_outcome(1) != _outcome(2)).any()


def test_the_truth_is_that_of_the_population() -> None:
    business, frame = _small().population, _small().frame
    kecamatan = frame.kecamatan_of[business.kelurahan]
    online = 100 * np.bincount(kecamatan, business.online) / np.bincount(kecamatan)
    assert _small().truth[Level.KECAMATAN, "online"] == pytest.approx(online)
    workers = np.bincount(frame.kelurahan_kabkota[business.kelurahan], business.now)
    assert _small().truth[Level.KABKOTA, "workers"] == pytest.approx(workers)


def test_areas_of_a_kabkota_are_equal_by_construction_where_nothing_spreads_them() -> None:
    def spread(made: World) -> float:
        own = made.truth[Level.KECAMATAN, "online"]
        return float(np.std(own[made.areas(Level.KECAMATAN)[1] == 0]))

    equal = world(replace(Settings(records=12_000), spread=0.0))
    # What is left is the chance of a few hundred businesses.
    assert spread(equal) < spread(_small()) / 1.5


def test_every_area_is_judged_and_one_of_each_kabkota_is_the_reference() -> None:
    found = _outcome(0)
    assert found.shape == (len(CODES), len(Found), sum(SIZES))
    references = (found[:, Found.CLEAR] == REFERENCE).sum(axis=1)
    assert (references == 1 + 6 + 6).all()
    assert set(np.unique(found[:, Found.HELD])) <= {0, 1, NONE}


def _made(held: list[int], clear: list[int], flags: list[Flag]) -> Outcome:
    """An outcome in which every level has two areas."""
    found = np.zeros((len(CODES), len(Found), 2 * len(LEVELS)), np.int8)
    found[:, Found.FLAG] = [FLAGS.index(flag) for flag in flags] * 3
    found[:, Found.HELD] = held * 3
    found[:, Found.APART_HELD] = [REFERENCE, 1] * 3
    found[:, Found.CLEAR] = clear * 3
    found[:, Found.BOTH] = [REFERENCE, 1] * 3
    return found


def test_rates_are_over_intervals_and_errors_over_samples() -> None:
    shown, hidden = [Flag.OK, Flag.CARE], [Flag.UNRELIABLE, Flag.OK]
    one, other = _made([1, 0], [REFERENCE, 1], shown), _made([NONE, 1], [REFERENCE, 0], hidden)
    lines = summed([one, other], [one, other], [2, 2, 2])
    assert [(line.level, line.measure) for line in lines[:2]] == [
        ("kabkota", "online"),
        ("kabkota", "integrated"),
    ]
    line = lines[0]
    assert line.value == pytest.approx(200 / 3)
    # Residuals 1 - 4/3 and 1 - 2/3 over a mean of 1.5 answers a sample.
    assert line.value_error == pytest.approx(100 * np.sqrt(2 * (2 / 9) ** 2 / 2))
    assert (line.value_shown, line.apart, line.equal) == pytest.approx((200 / 3, 100, 50))
    assert (line.ok, line.care, line.unreliable) == pytest.approx((50, 25, 25))
    workers = lines[CODES.index("workers")]
    assert np.isnan(workers.equal)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    looked: list[int] = []

    def one(_: World, number: int) -> Outcome:
        looked.append(number)
        return _made([1, 1], [REFERENCE, 0], [Flag.OK, Flag.OK])

    monkeypatch.setattr(store, "trial", one)
    return looked


def test_a_run_that_was_broken_off_is_taken_up(tmp_path: Path, counted: list[int]) -> None:
    found = outcomes("example", _small(), 5, tmp_path)
    first = [next(found), next(found)]
    found.close()  # type: ignore[attr-defined]
    again = list(outcomes("example", _small(), 5, tmp_path))
    assert counted == [0, 1, 2, 3, 4]
    assert (again[0] == first[0]).all()
    list(outcomes("equal", _small(), 1, tmp_path))
    assert counted[-1] == 0


def test_what_is_kept_goes_with_the_code_that_found_it() -> None:
    assert version() == version()
    assert len(version()) == 12


def test_lines_are_kept_and_set_side_by_side(tmp_path: Path) -> None:
    made = _made([1, 0], [REFERENCE, 1], [Flag.OK, Flag.CARE])
    lines = summed([made, made], [made, made], [2, 2, 2])
    write_lines(lines, tmp_path / "kept.csv")
    kept = read_lines(tmp_path / "kept.csv")
    assert [line.measure for line in kept] == list(CODES) * 3
    assert kept[0].value == lines[0].value
    assert read_lines(tmp_path / "none.csv") == []
    better = [replace(line, value=95.0) for line in lines]
    told = page(kept, better)
    assert "| kelurahan | `online` | **50.0** → 95.0 |" in told
    assert "| kelurahan | `online` | 50.0 / 50.0 / 0.0 | 50.0 / 50.0 / 0.0 | 100.0 |" in told
    assert "| kecamatan | `new` | **100.0** → **100.0** |" in told
    assert isinstance(kept[0], Line)
    alone = page([], lines)
    assert "– → **50.0**" in alone
