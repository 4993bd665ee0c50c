from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.disclosure import Hidden, crossed, decide, suppressed, threshold
from geo.errors import DataError
from tests.attacker import Attack, Cell, Register, selections

SLACK = 1e-6
THRESHOLDS = st.sampled_from([3, 5, 10])
SEEDS = st.integers(0, 2**32 - 1)


def drawn(seed: int, sizes: tuple[int, ...] | None = None, most: int = 3) -> Register:
    """A register of up to three levels, few to many businesses, even or crowded in a few cells."""
    rng = np.random.default_rng(seed)
    parent = [-1, *[0] * rng.integers(1, most + 1)]
    for above in range(1, len(parent)):
        parent += [above] * rng.integers(0, most + 1)
    options = sizes or tuple(rng.integers(2, 5, size=rng.integers(1, 3)).tolist())
    shape = (len(parent), *options, int(rng.integers(1, 3)))
    mean = rng.gamma(rng.choice([0.3, 0.6, 3]), size=shape) * rng.choice([1, 3, 8, 30])
    if rng.random() < 0.5:
        for axis, length in enumerate(shape):
            along = [length if axis == other else 1 for other in range(len(shape))]
            mean = mean * rng.choice([0, 0.1, 1, 1, 1, 5], size=along)
    counts = rng.poisson(mean).astype(np.int64)
    counts[np.unique(parent[1:])] = 0
    for area in range(len(parent) - 1, 0, -1):
        counts[parent[area]] += counts[area]
    tables = [
        counts.sum(axis=tuple(1 + other for other in range(len(options)) if other != kept))
        for kept in range(len(options))
    ]
    return Register(tuple(tables), np.array(parent, dtype=np.intp))


def tiny(seed: int, t: int) -> Register:
    """A register of few cells, most of their counts near t, with parts that whole areas lack."""
    rng = np.random.default_rng(seed)
    parent = [-1, *[0] * rng.integers(2, 5)]
    for above in range(1, len(parent)):
        parent += [above] * (rng.integers(2, 4) if rng.random() < 0.3 else 0)
    options = int(rng.integers(2, 5))
    counts = rng.choice([0, 0, 1, 2, t - 1, t, t + 1, 3 * t, 20 * t], (len(parent), options, 2))
    counts *= rng.choice([0, 1, 1, 1], (len(parent), 1, 2))
    counts *= rng.choice([0, 1, 1, 1], (1, options, 2))
    counts[np.unique(parent[1:])] = 0
    for area in range(len(parent) - 1, 0, -1):
        counts[parent[area]] += counts[area]
    return Register((counts,), np.array(parent, dtype=np.intp))


def decided(register: Register, t: int) -> Hidden:
    return decide(register.totals, register.tables, register.parent, t)


def small(counts: NDArray[np.int64], t: int) -> NDArray[np.bool_]:
    """Whether any part, or all of them together, lies in 1..t-1; (..., parts) to (...)."""
    every = np.concatenate((counts, counts.sum(axis=-1, keepdims=True)), axis=-1)
    found: NDArray[np.bool_] = np.any((every > 0) & (every < t), axis=-1)
    return found


def withstands(register: Register, t: int) -> None:
    """Whether the reader who combines everything narrows no hidden cell to t or less."""
    attack = Attack(register, decided(register, t))
    for found in attack.bounds(attack.covered) if attack.published else ():
        cell = found.cell
        wide = (found.high > t + SLACK) & (found.high - found.low > t + SLACK)
        assert wide[(found.true > 0) & (found.true < t)].all(), found
        if 0 < found.true.sum() < t:
            assert found.high.sum() > t + SLACK, found
            assert found.high.sum() - found.low.sum() > t + SLACK, found
        if cell.chosen is None or cell.chosen.sum() == 1:
            for part in np.flatnonzero(~wide):
                assert attack.contained(cell, int(part)), found


@given(SEEDS, THRESHOLDS)
@settings(max_examples=60)
def test_a_linear_program_cannot_narrow_a_hidden_cell_to_t_or_less(seed: int, t: int) -> None:
    withstands(drawn(seed), t)


@given(SEEDS, THRESHOLDS)
@settings(max_examples=150)
def test_nor_where_counts_lie_close_to_t(seed: int, t: int) -> None:
    withstands(tiny(seed, t), t)


@given(SEEDS, THRESHOLDS, st.booleans())
@settings(max_examples=100)
def test_the_rest_of_a_parent_that_is_published_is_never_small(
    seed: int, t: int, near: bool
) -> None:
    register = tiny(seed, t) if near else drawn(seed)
    attack = Attack(register, decided(register, t))
    for cell in attack.published:
        if cell.without is not None:
            assert not small(attack.true(cell), t), cell


@given(SEEDS, THRESHOLDS)
@settings(max_examples=100)
def test_nor_is_it_under_filters_in_several_dimensions(seed: int, t: int) -> None:
    register = drawn(seed)
    rng = np.random.default_rng(seed)
    chosen = rng.binomial(register.totals, 0.5)
    inner = np.unique(register.parent[1:])
    chosen[inner] = 0
    for area in range(len(register.parent) - 1, 0, -1):
        chosen[register.parent[area]] += chosen[area]
    hidden = crossed(chosen, register.totals, register.parent, t, [decided(register, t).areas])
    for area, above in enumerate(register.parent.tolist()):
        if above >= 0 and not hidden[area] and not hidden[above]:
            rest = chosen[above] - chosen[area]
            of = register.totals[above] - register.totals[area] - rest
            assert not ((rest > 0) & (rest < t)).any()
            assert not ((of > 0) & (of < t)).any()


def test_the_program_finds_what_thresholds_alone_let_slip() -> None:
    # 2 of 40 online in one kelurahan, and nothing hidden beside it: the parent gives it away.
    leaves = np.array([[2, 38], [9, 31], [20, 60]])
    table = np.concatenate((leaves.sum(axis=0)[None], leaves))[:, None, :].repeat(2, axis=1)
    table[:, 1] = 0
    register = Register((table,), np.array([-1, 0, 0, 0]))
    careless = Hidden(np.array([False, True, False, False]), (np.zeros((4, 2), dtype=bool),))
    (found,) = Attack(register, careless).bounds([Cell(1)])
    assert found.low[0] == pytest.approx(2)
    assert found.high[0] == pytest.approx(2)


@given(SEEDS, THRESHOLDS)
def test_what_is_published_holds_no_small_count_nor_does_its_complement(seed: int, t: int) -> None:
    register = drawn(seed, sizes=(3, 4))
    hidden = decided(register, t)
    assert hidden.areas[small(register.totals, t)].all()
    for dimension, table in enumerate(register.tables):
        for chosen in selections(table.shape[1]):
            covered = hidden.selection(dimension, chosen)
            assert covered[small(table[:, chosen].sum(axis=1), t)].all()
            assert covered[small(table[:, ~chosen].sum(axis=1), t)].all()
            assert covered[hidden.areas].all()
            assert (covered == hidden.selection(dimension, ~chosen)).all()


@given(SEEDS, THRESHOLDS)
def test_no_hidden_cell_stands_alone(seed: int, t: int) -> None:
    register = drawn(seed, sizes=(3, 4))
    hidden = decided(register, t)
    for above in np.unique(register.parent[1:]):
        below = register.parent == above
        if not hidden.areas[above]:
            assert hidden.areas[below].sum() != 1
            for options in hidden.options:
                published = ~options[above]
                assert (options[below][:, published].sum(axis=0) != 1).all()
        else:
            assert hidden.areas[below].any()
    for options in hidden.options:
        assert (options[~hidden.areas].sum(axis=1) != 1).all()


@given(SEEDS, THRESHOLDS)
def test_the_order_of_areas_and_options_decides_nothing_but_ties(seed: int, t: int) -> None:
    rng = np.random.default_rng(seed)
    register = drawn(seed, sizes=(3,))
    # Sizes of their own, so that there are no ties.
    table = register.tables[0] * 64
    leaves = np.setdiff1d(np.arange(len(table)), register.parent)
    table[leaves] += rng.permutation(table[leaves].size).reshape(table[leaves].shape) % 64
    for area in range(len(table) - 1, -1, -1):
        if area not in leaves:
            table[area] = table[register.parent == area].sum(axis=0)
    order, options = rng.permutation(len(table)), rng.permutation(3)
    place = np.append(np.argsort(order), -1)
    plain = decide(table.sum(axis=1), [table], register.parent, 32 * t)
    mixed = table[order][:, options]
    other = decide(mixed.sum(axis=1), [mixed], place[register.parent[order]], 32 * t)
    assert (other.areas == plain.areas[order]).all()
    assert (other.options[0] == plain.options[0][order][:, options]).all()


@given(SEEDS, THRESHOLDS)
def test_large_counts_hide_nothing_and_no_threshold_hides_nothing(seed: int, t: int) -> None:
    register = drawn(seed)
    large = Register(tuple((t + 1) * table for table in register.tables), register.parent)
    for hidden in (decided(large, t), decided(register, 1), decided(register, 0)):
        assert not hidden.areas.any()
        assert not any(options.any() for options in hidden.options)


@given(SEEDS)
def test_a_higher_threshold_hides_more_cells_for_their_own_sake(seed: int) -> None:
    register = drawn(seed)
    hidden = [decided(register, t) for t in (3, 5, 10)]
    for low, high, t in zip(hidden, hidden[1:], (5, 10), strict=False):
        own = small(register.tables[0], t) & low.options[0]
        assert high.options[0][own].all()
        assert high.areas[small(register.totals, t)].all()


def test_the_smallest_siblings_cover_until_more_than_t_is_hidden() -> None:
    # Businesses of a kecamatan and its kelurahan, one part each.
    parent = np.array([-1, 0, 0, 0, 0])
    counts = np.array([[145], [2], [50], [3], [90]])
    assert suppressed(counts, parent, 3).tolist() == [False, True, False, True, False]
    counts = np.array([[143], [1], [50], [2], [90]])
    assert suppressed(counts, parent, 3).tolist() == [False, True, True, True, False]


def test_an_empty_area_covers_nothing_and_stays_published() -> None:
    parent = np.array([-1, 0, 0, 0])
    counts = np.array([[42], [2], [0], [40]])
    assert suppressed(counts, parent, 3).tolist() == [False, True, False, True]


def test_a_parent_of_exactly_t_would_bound_its_hidden_children() -> None:
    parent = np.array([-1, 0, 0, 1, 1])
    counts = np.array([[90], [3], [87], [1], [2]])
    assert suppressed(counts, parent, 3).tolist() == [False, True, True, True, True]
    whole = np.array([[90], [3], [87], [3], [0]])
    assert not suppressed(whole, parent, 3).any()


def test_a_large_cover_hides_itself_and_the_smallest_of_its_children() -> None:
    # Two strays in one kabkota; of its cover one kecamatan follows, the others stay published.
    parent = np.array([-1, 0, 0, 2, 2, 2])
    counts = np.array([[802], [2], [800], [100], [300], [400]])
    assert suppressed(counts, parent, 3).tolist() == [False, True, True, True, False, False]


def test_what_is_placed_at_a_parent_only_is_a_child_like_any_other() -> None:
    parent = np.array([-1, 0, 0, 0])
    counts = np.array([[95], [60], [34], [1]])
    assert suppressed(counts, parent, 3).tolist() == [False, False, True, True]


def test_a_selection_holds_all_hidden_options_or_none() -> None:
    # One root, three options of 1, 4 and 50: the two small ones hide each other.
    table = np.array([[[1], [4], [50]]])
    hidden = decide(table.sum(axis=1), [table], np.array([-1]), 3)
    covered = {
        tuple(chosen.tolist()): bool(hidden.selection(0, chosen)[0]) for chosen in selections(3)
    }
    assert covered == {
        (True, False, False): True,
        (False, True, False): True,
        (True, False, True): True,
        (False, True, True): True,
        (True, True, False): False,
        (False, False, True): False,
    }
    assert not hidden.selection(0, np.ones(3, dtype=bool)).any()


def test_several_filters_are_hidden_where_one_of_them_is() -> None:
    parent = np.array([-1, 0, 0, 0])
    totals = np.array([[300], [100], [100], [100]])
    chosen = np.array([[120], [40], [40], [40]])
    alone = np.array([False, True, True, False])
    free = np.zeros(4, dtype=bool)
    assert not crossed(chosen, totals, parent, 3, [free, free]).any()
    assert (crossed(chosen, totals, parent, 3, [free, alone]) == alone).all()
    nearly_all = np.array([[180], [99], [40], [41]])
    assert crossed(nearly_all, totals, parent, 3, [free]).tolist() == [False, True, True, False]


def test_decisions_are_read_only_and_inputs_untouched() -> None:
    register = drawn(7, sizes=(3, 3))
    register.parent.flags.writeable = False
    for table in register.tables:
        table.flags.writeable = False
    hidden = decided(register, 10)
    for array in (hidden.areas, *hidden.options):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = True


def test_counts_that_do_not_add_up_are_refused() -> None:
    table = np.array([[[5], [6]], [[5], [5]]])
    parent = np.array([-1, 0])
    with pytest.raises(ValueError, match="areas"):
        decide(table.sum(axis=1), [table], parent, 3)
    with pytest.raises(ValueError, match="options"):
        decide(np.array([[12], [12]]), [table], parent, 3)


def test_a_server_may_ask_for_more_protection_and_never_for_a_threshold_of_its_own() -> None:
    assert [threshold(text) for text in (None, "", "3", "5", "10")] == [3, 3, 3, 5, 10]
    for text in ("1", "0", "-3", "4", "3.0", "ten"):
        with pytest.raises(DataError, match="disclosure threshold"):
            threshold(text)
