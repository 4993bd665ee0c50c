from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from geo import palette
from geo.model import Palette
from tests.colour import VISION, ciede2000, contrast, difference

APART = 7.0
"""CIEDE2000: a glance tells such colours apart; about 2 is the least that can be seen at all."""

LAND = ("#faf6ec", "#222b4d")
"""The ground under circles, by day and by night (`--blank` of the page)."""

SIGNED = [(below, above) for below in range(8) for above in range(8) if below + above > 1]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_of_the_published_test_data(
    first: tuple[float, ...], second: tuple[float, ...], expected: float
) -> None:
    assert ciede2000(np.array(first), np.array(second)) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("k", range(2, 8))
@pytest.mark.parametrize("name", Palette)
def test_neighbouring_classes_differ_to_every_eye(name: Palette, k: int, vision: str) -> None:
    colours = palette.sequential(name, k)
    assert min(difference(one, two, vision) for one, two in pairwise(colours)) >= APART


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("name", Palette)
def test_neighbours_and_sides_of_a_diverging_ramp_differ_to_every_eye(
    name: Palette, vision: str
) -> None:
    for below, above in SIGNED:
        for matched in (False, True):
            colours = palette.diverging(name, below, above, matched=matched)
            assert min(difference(one, two, vision) for one, two in pairwise(colours)) >= APART
            falls, rises = colours[:below], colours[below:]
            # A fall is never taken for a rise, however strong either is.
            for fall in falls:
                assert all(difference(fall, rise, vision) >= APART for rise in rises)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("name", Palette)
def test_circles_of_a_fall_no_change_and_a_rise_differ_to_every_eye(
    name: Palette, vision: str
) -> None:
    colours = palette.circles(name)
    assert min(difference(one, two, vision) for one, two in combinations(colours, 2)) >= APART
    assert min(contrast(colour, land) for colour in colours for land in LAND) >= 3


@pytest.mark.parametrize("name", Palette)
def test_up_to_three_classes_have_the_contrast_of_graphics(name: Palette) -> None:
    # Beyond three, black to white has not room enough for 3:1 at every step.
    for k in (2, 3):
        ramps = [
            palette.sequential(name, k),
            palette.diverging(name, k, 0),
            palette.diverging(name, 0, k),
        ]
        for colours in ramps:
            assert min(contrast(one, two) for one, two in pairwise(colours)) >= 3


@pytest.mark.parametrize("name", Palette)
def test_darker_is_more_on_either_side_of_zero(name: Palette) -> None:
    white = "#ffffff"
    for k in range(2, 8):
        for colours in (palette.sequential(name, k), palette.diverging(name, 0, k)):
            shades = [contrast(colour, white) for colour in colours]
            assert shades == sorted(shades)
        falls = [contrast(colour, white) for colour in palette.diverging(name, k, 0)]
        assert falls == sorted(falls, reverse=True)


def test_matched_sides_are_as_dark_at_the_same_distance_from_zero() -> None:
    one = palette.diverging(Palette.BLUES, 1, 5, matched=True)
    both = palette.diverging(Palette.BLUES, 5, 5, matched=True)
    assert one == both[4:]


@pytest.mark.parametrize("k", range(8))
@pytest.mark.parametrize("name", Palette)
def test_every_class_has_a_colour_of_its_own(name: Palette, k: int) -> None:
    assert len(set(palette.sequential(name, k))) == k
    for above in range(8 - k):
        assert len(set(palette.diverging(name, k, above))) == k + above


def _sides() -> list[list[str]]:
    """The colours of the four sides by day and by night, as the page's styles give them."""
    css = (Path(__file__).parents[1] / "pages/_ui/client/page.css").read_text("utf-8")
    given = dict(re.findall(r"--([\w-]+): (light-dark\([^)]*\)|var\([^)]*\));", css))
    found = [given[f"side-{side}"] for side in "abcd"]
    pairs = [given[text[6:-1]] if text.startswith("var") else text for text in found]
    return [list(both) for both in zip(*(re.findall(r"#\w{6}", p) for p in pairs), strict=True)]


@pytest.mark.parametrize("vision", VISION)
def test_compared_areas_differ_to_every_eye_and_from_the_page(vision: str) -> None:
    for colours, papers in zip(
        _sides(), (("#faf7f1", "#ffffff"), ("#0d1226", "#161d38")), strict=True
    ):
        assert len(colours) == 4
        assert min(difference(one, two, vision) for one, two in combinations(colours, 2)) >= APART
        assert min(contrast(colour, paper) for colour in colours for paper in papers) >= 3
