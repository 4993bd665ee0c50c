from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
import shapely

from data.build import __main__ as command
from data.build import boundaries, catalogue, official
from geo.model import Level
from geo.provenance import read_catalogue, read_content

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data that a test may spoil."""
    ignored = shutil.ignore_patterns("build", "__pycache__")
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=ignored))


def test_a_rebuild_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(read_catalogue(DATA))
    assert all(line.startswith("unchanged ") for line in lines)


def test_a_check_names_what_changed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = copy / "sources" / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("145442", "145443", 1))
    (copy / "boundaries" / "areas.csv").unlink()
    assert not command.check(copy)
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[1] for line in lines if line.startswith("CHANGED")} == {
        "sources/figures.csv",
        "official/figures.csv",
        "boundaries/areas.csv",
    }


def test_a_build_repairs_what_was_spoiled(copy: Path) -> None:
    before = (copy / "sources.toml").read_text(encoding="utf-8")
    (copy / "boundaries" / "areas.csv").write_text("code\n")
    (copy / "boundaries" / "drawn" / "34-kelurahan.json").unlink()
    spoiled = before.replace('path = "boundaries/areas.csv"', 'path = "boundaries/areas.csv"\n', 1)
    (copy / "sources.toml").write_text(spoiled, encoding="utf-8")
    command.write(copy)
    assert (copy / "sources.toml").read_text(encoding="utf-8") == spoiled
    assert command.check(copy)


def test_the_catalogue_keeps_every_word(copy: Path) -> None:
    path = copy / "sources.toml"
    before = path.read_text(encoding="utf-8")
    content = read_content(copy / "boundaries" / "areas.csv")
    wrong = before.replace(content.checksum, "0" * 64).replace("rows = 704", "rows = 1")
    path.write_text(wrong, encoding="utf-8")
    catalogue.fill_in(copy, {"boundaries/areas.csv": content})
    assert path.read_text(encoding="utf-8") == before
    with pytest.raises(KeyError):
        catalogue.fill_in(copy, {"boundaries/none.csv": content})


def test_drawn_files_are_small_enough_for_a_slow_link() -> None:
    sizes = {
        path.name: (path.stat().st_size, len(gzip.compress(path.read_bytes())))
        for path in (DATA / "boundaries" / "drawn").iterdir()
    }
    assert len(sizes) == 7
    assert max(raw for raw, _ in sizes.values()) < 650_000
    assert max(packed for _, packed in sizes.values()) < 150_000


def test_generalising_refuses_to_part_neighbours() -> None:
    thin = 0.4 * 10**-boundaries.DECIMALS
    squares = [shapely.box(0, 0, thin, 1), shapely.box(thin, 0, 1, 1)]
    shapes = [
        boundaries.Shape(
            code=f"99010100{number:02}",
            level=Level.KELURAHAN,
            name="",
            name_bps="",
            kemendagri="",
            kind="",
            parent="",
            region="99",
            geometry=square,
        )
        for number, square in enumerate(squares)
    ]
    with pytest.raises(ValueError, match="rounding broke"):
        boundaries.generalise(shapes, 0.0)


@pytest.mark.parametrize(
    ("official_name", "expected"),
    [
        ("Kabupaten Kulon Progo", ("kabupaten", "Kulon Progo")),
        ("Kota Bandung", ("kota", "Kota Bandung")),
    ],
)
def test_a_kota_keeps_its_kind_in_its_name(official_name: str, expected: tuple[str, str]) -> None:
    assert boundaries.kind_and_name(official_name) == expected


def test_source_codes_lose_their_underscores_and_stay_apart() -> None:
    ids = [row["source_id"] for row in official.read_table(DATA / "sources" / "sources.csv")]
    codes = {official.source_code(name) for name in ids}
    assert "sakernasrates" in codes
    assert len(codes) == len(ids)


def test_figures_that_are_wrong_at_their_source_are_withheld_until_they_change() -> None:
    collected = official.read_table(DATA / "sources" / "figures.csv")
    shipped = official.read_table(DATA / "official" / "figures.csv")
    assert len(collected) - len(shipped) == len(official.WITHHELD) == 2
    gedebage = {
        (row["indicator"], row["period"]) for row in shipped if row["area_code"] == "3273101"
    }
    for indicator in ("population", "self_employed_registered"):
        assert (indicator, "2024S2") not in gedebage
        assert (indicator, "2024S1") in gedebage
    for row in collected:
        if row["value"] == "43427":
            row["value"] = "49712"
    with pytest.raises(ValueError, match="not collected as it was"):
        official.without_withheld(collected)
