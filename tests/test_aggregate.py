from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from geo.aggregate import area_tables, latest_shared, periods_in
from geo.indicators import REGISTRY
from geo.model import Flag, Level
from geo.query import Query
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()


@given(queries())
def test_a_table_holds_the_descendants_of_its_area_and_only_good_flags_carry_values(
    query: Query,
) -> None:
    for area, table in zip(
        (query.a, query.b), area_tables(query, DATA, query.a, query.b), strict=True
    ):
        below = DATA.gazetteer.descendants(area, table.level)
        assert table.codes == tuple(part.code for part in below)
        for code, value, flag in zip(table.codes, table.value, table.flags, strict=True):
            reading = table.reading(code)
            assert table.metric.measure or reading == table.metric.read(DATA, code, table.period)
            assert np.isfinite(value) == (flag in (Flag.OK, Flag.CARE)) == (reading is not None)
            assert reading is None or value == reading.value
        with pytest.raises(ValueError, match="read-only"):
            table.value[:] = 0


def test_defaults_show_every_kecamatan_of_both_regions() -> None:
    diy, bandung = area_tables(Query(), DATA, "34", "3273")
    assert (len(diy.codes), len(bandung.codes)) == (78, 30)
    assert {*diy.flags, *bandung.flags} <= {Flag.OK, Flag.CARE}


def test_a_level_that_the_metric_lacks_snaps_to_the_nearest_coarser_one() -> None:
    (table,) = area_tables(Query(metric="se2016", level=Level.KELURAHAN), DATA, "34")
    assert (table.level, table.wanted) == (Level.KABKOTA, Level.KELURAHAN)
    (table,) = area_tables(Query(metric="emprate", level=Level.PROVINCE), DATA, "34")
    assert table.level is Level.KABKOTA


def test_tables_share_the_latest_common_period() -> None:
    diy, bandung = area_tables(Query(metric="employed"), DATA, "34", "3273")
    assert diy.period == bandung.period == "2015"
    (alone,) = area_tables(Query(metric="employed"), DATA, "3273")
    assert alone.period == "2022"


def test_a_metric_that_was_never_published_for_an_area_is_empty() -> None:
    (table,) = area_tables(Query(metric="se2016"), DATA, "3273")
    assert table.empty
    assert table.flags == (Flag.NODATA,)
    assert table.period == ""


def test_west_java_is_context_for_kota_bandung_and_never_its_value() -> None:
    (table,) = area_tables(Query(metric="internetusers"), DATA, "3273")
    assert table.codes == ()
    assert [item.area for item in table.context] == ["32", "00"]


def test_the_province_is_context_for_its_kabupaten() -> None:
    (table,) = area_tables(Query(metric="internetusers"), DATA, "3404")
    assert [item.area for item in table.context] == ["34", "00"]


def test_areas_share_a_period_only_where_both_have_something() -> None:
    census = [periods_in(REGISTRY["se2016"], DATA, area) for area in ("34", "3273")]
    assert latest_shared(*census) is None
    rates = [periods_in(REGISTRY["emprate"], DATA, area) for area in ("34", "3273")]
    assert latest_shared(*rates) == "2024"


def test_a_map_of_parts_does_not_open_on_a_year_that_only_the_whole_has() -> None:
    (table,) = area_tables(Query(metric="employed"), DATA, "34")
    assert (table.level, table.period) == (Level.KABKOTA, "2015")
    assert not table.empty
