from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.areafile import AREAS_FILE, read_areas, read_regions
from geo.errors import Fault

DATA = Path(__file__).parents[1] / "data"


def _faults(tmp_path: Path, change: dict[str, str], code: str = "3404070") -> list[Fault]:
    with (DATA / AREAS_FILE).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    next(row for row in rows if row["code"] == code).update(change)
    target = tmp_path / AREAS_FILE
    target.parent.mkdir(parents=True)
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    faults: list[Fault] = []
    read_areas(tmp_path, read_regions(DATA, faults), faults)
    return faults


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"level": "district"}, "level is unknown: 'district'"),
        ({"code": "34O4070"}, "code is no BPS code of a kecamatan: '34O4070'"),
        ({"kemendagri": "34.04.07"}, "kemendagri is no code of a kecamatan"),
        ({"kemendagri": "340406"}, "kemendagri appears twice: 340406"),
        ({"code": "3404060"}, "code appears twice: 3404060"),
        ({"parent": "3471"}, "parent '3471' and region '34' do not fit code '3404070'"),
        ({"region": "35"}, "region is unknown: '35'"),
        ({"kind": "distrik"}, "kind is unknown: 'distrik'"),
        ({"km2": "many"}, "km2 is not a finite number: 'many'"),
        ({"km2": "-1"}, "km2 is not positive: '-1'"),
        ({"lon": "440000"}, "point and bounds are not degrees with the point inside"),
        ({"name": ""}, "name is empty"),
    ],
)
def test_a_bad_row_of_areas_is_named(tmp_path: Path, change: dict[str, str], what: str) -> None:
    faults = _faults(tmp_path, change)
    with (DATA / AREAS_FILE).open(encoding="utf-8") as stream:
        number = next(n for n, line in enumerate(stream, 1) if line.startswith("3404070,"))
    named = [fault.what for fault in faults if fault.where == f"{AREAS_FILE} row {number}"]
    assert any(what in found for found in named)


def test_a_missing_parent_is_named_with_the_rows_of_its_parts(tmp_path: Path) -> None:
    faults = _faults(tmp_path, {"code": "3404075"})
    orphans = [fault for fault in faults if fault.what == "parent is missing: 3404070"]
    assert len(orphans) == 3


def test_malformed_regions_are_named(tmp_path: Path) -> None:
    (tmp_path / "regions.toml").write_text(
        '[[region]]\ncode = "3X"\nlevel = "province"\nepsg = 32749\ncontext = []\n'
        '[[region]]\ncode = "3273"\nlevel = "city"\nepsg = 32748\ncontext = []\n'
        '[[region]]\ncode = "35"\nlevel = "province"\n'
    )
    faults: list[Fault] = []
    read_regions(tmp_path, faults)
    assert [fault.where for fault in faults] == [f"regions.toml region {n}" for n in (1, 2, 3)]
