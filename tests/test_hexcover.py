"""What a reader of hexagons and areas can work out, by linear algebra."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.hexcover import covered, small, split_options

T = 3


@st.composite
def pieces(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hexagon, area and records of some pieces, each pair once; every number up to the last."""
    hexagons, areas = draw(st.integers(1, 9)), draw(st.integers(1, 5))
    counts = draw(
        st.lists(st.sampled_from((0, 0, 1, 1, 2, 3, 5, 9)), min_size=hexagons * areas,
                 max_size=hexagons * areas)
    )  # fmt: skip
    hexagon, area = (axis.ravel() for axis in np.indices((hexagons, areas)))
    return hexagon, area, np.array(counts)


def _known(hexagon: np.ndarray, area: np.ndarray, out: np.ndarray) -> np.ndarray:
    """One row a published number, one column a piece that is not known to be empty."""
    rows = [area == own for own in range(area.max() + 1)]
    rows += [hexagon == own for own in np.flatnonzero(~out)]
    return np.array(rows, dtype=float)


@settings(max_examples=150)
@given(pieces())
def test_no_withheld_hexagon_follows_from_areas_and_drawn_hexagons(
    made: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    hexagon, area, counts = made
    total = np.bincount(hexagon, counts).astype(int)
    # The table hides an area with too few records, and it is then no row of its own.
    assume(not small(np.bincount(area, counts).astype(int), T).any())
    out = covered(hexagon, area, counts, [small(total, T)], T)
    assert not (small(total, T) & ~out).any()
    assert not out[total == 0].any()
    # Pieces of nobody are known to be empty where their hexagon is drawn: it tells too much not
    # to let the reader have that, too.
    kept = counts > 0
    known = _known(hexagon, area, out)[:, kept]
    rank = np.linalg.matrix_rank(known) if known.size else 0
    for own in np.flatnonzero(out & (total < T)):
        wanted = (hexagon == own)[kept].astype(float)
        assert np.linalg.matrix_rank(np.vstack((known, wanted))) > rank
    assert not out.any() or total[out].sum() >= T


def test_a_lone_small_hexagon_takes_the_smallest_beside_it_along() -> None:
    hexagon, area = np.array([0, 1, 2, 3]), np.array([0, 0, 0, 1])
    counts = np.array([2, 30, 7, 40])
    out = covered(hexagon, area, counts, [small(counts, T)], T)
    assert out.tolist() == [True, False, True, False]


def test_hexagons_that_cross_borders_cover_one_another() -> None:
    # Hexagon 1 ties both areas: what is withheld in them is known together only, five records.
    hexagon, area = np.array([0, 1, 1, 2]), np.array([0, 0, 1, 1])
    counts = np.array([2, 20, 20, 2])
    out = covered(hexagon, area, counts, [small(np.array([2, 40, 2]), T)], T)
    assert out.tolist() == [True, False, True]


def test_a_hexagon_publishes_none_or_all_of_its_hidden_options() -> None:
    counts = np.array([[2, 9, 30, 0], [5, 9, 30, 0], [1, 1, 1, 50]])
    first = np.array([True, False, False, False])
    # 2 is small, and 9 covers it; nothing is hidden in the second; three ones hold three together.
    assert split_options(counts, first, T).tolist() == [True, False, True]
    pair = np.array([True, True, False, False])
    assert split_options(counts, pair, T).tolist() == [False, False, True]
    rest = np.array([False, False, False, True])
    assert split_options(counts, rest, T).tolist() == [False, False, False]


@given(
    st.lists(st.lists(st.sampled_from((0, 1, 2, 3, 8, 40)), min_size=4, max_size=4), min_size=1),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_no_published_selection_is_small_nor_is_what_it_leaves(
    counts: list[list[int]], chosen: list[bool]
) -> None:
    table, picked = np.array(counts), np.array(chosen)
    inside, outside = table[:, picked].sum(axis=1), table[:, ~picked].sum(axis=1)
    # Whoever has too few records altogether is hidden by another rule.
    enough = table.sum(axis=1) >= T
    shown = ~split_options(table, picked, T) & enough
    assert not small(inside[shown], T).any()
    assert not small(outside[shown], T).any()
