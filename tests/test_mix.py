"""The mixes of the map are those of the profile, and as large as the table says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aggregate import area_tables
from geo.kinds import Why, closed, shown
from geo.mix import PARTS, mix_table
from geo.mixes import mix
from geo.model import Flag, Level, Show, Use
from geo.query import Filters, Query
from tests.data import dataset
from tests.strategies import filters

DATA = dataset()


@settings(max_examples=10)
@given(filters(), st.sampled_from(("34", "3273")), st.sampled_from(Level))
def test_the_map_shows_the_mix_of_the_profile(own: Filters, area: str, level: Level) -> None:
    own = replace(own, use=frozenset())
    (table,) = area_tables(Query(metric="businesses", level=level, filters=own), DATA, area)
    if not table.codes:
        return
    found = mix_table(DATA, own, table.codes)
    np.testing.assert_array_equal(found.size, table.value)
    for row in {0, len(found.codes) // 2}:
        profile = mix(DATA, "use", own, found.codes[row])
        assert profile is not None
        assert [piece.code for piece in profile.pieces] == [str(part) for part in PARTS]
        values = [piece.value for piece in profile.pieces]
        np.testing.assert_allclose(found.shares[row], values, rtol=1e-9)
        assert (found.flags[row] is Flag.OK) == any(piece.shown for piece in profile.pieces)


def test_shares_make_one_whole_where_all_are_shown() -> None:
    codes = [area.code for area in DATA.gazetteer.descendants("34", Level.KABKOTA)]
    found = mix_table(DATA, Filters(), codes)
    assert found.shares.sum(axis=1) == pytest.approx(100)
    (table,) = area_tables(Query(metric="integrated", level=Level.KABKOTA), DATA, "34")
    np.testing.assert_allclose(found.shares[:, PARTS.index(Use.INTEGRATED)], table.value)


def test_a_filter_on_use_leaves_no_mix() -> None:
    query = Query(metric="businesses", show=Show.MIX, filters=Filters(use=frozenset({Use.NONE})))
    assert closed(query, DATA, Show.MIX) is Why.SETTLED
    assert shown(query, DATA) is Show.CIRCLES
    # Under an official metric the filters rest.
    assert shown(replace(query, metric="selfemployed"), DATA) is Show.MIX
