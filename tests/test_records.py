from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.checks import PURPOSE_COLUMNS
from geo.errors import Fault
from geo.model import SECTORS, Design, Growth, Purpose, Size, Survey, Use
from geo.records import EXAMPLE_FILE, Records, read_records
from tests.businesses import FILE, SURVEY, complaints, sound, table
from tests.data import ROOT, dataset

REGISTER = Survey(Design.ENUMERATION, 2017, 2014)


def _purposes(**answers: list[object]) -> dict[str, list[object]]:
    blank: list[object] = [None, None, None]
    named = {PURPOSE_COLUMNS[Purpose(name)]: cells for name, cells in answers.items()}
    return {name: named.get(name, blank) for name in PURPOSE_COLUMNS.values()}


def test_columns_become_codes() -> None:
    records = sound(
        table(
            workers_base=[2, None, 20],
            sector=["c", "", "unknown"],
            owner_sex=["female", "male", None],
            online_sales_share=[0, 12.5, None],
            weight=[1.5, 2, 3],
        )
    )
    assert [tuple(Use)[i] for i in records.use] == ["none", "integrated", "promotion"]
    assert [tuple(Growth)[i] for i in records.growth] == ["shrank", "entrant", "stable"]
    assert [tuple(Size)[i] for i in records.size] == ["micro", "micro", "medium"]
    assert [SECTORS[i] for i in records.sector] == ["C", "unknown", "unknown"]
    assert records.years.tolist() == [17, 1, 7]
    assert records.weight.tolist() == [1.5, 2, 3]
    np.testing.assert_array_equal(records.owner_female, [1, 0, np.nan])
    np.testing.assert_array_equal(records.online_sales_share, [0, 12.5, np.nan])
    np.testing.assert_array_equal(records.workers_base, [2, np.nan, 20])
    assert np.isnan(records.workers_paid).all()
    assert (records.design, records.survey_year, records.base_year) == (Design.SAMPLE, 2017, 2014)
    assert not records.synthetic


def test_what_a_file_lacks_has_its_default() -> None:
    records = sound(table())
    assert records.weight.tolist() == [1, 1, 1]
    assert records.stratum.tolist() == [0, 0, 0]
    assert records.psu is None
    assert {SECTORS[i] for i in records.sector} == {"unknown"}
    unknown = tuple(Growth).index(Growth.UNKNOWN)
    assert records.growth.tolist()[::2] == [unknown, unknown]
    without = sound(table(workers_base=[1, 1, 1]), Survey(Design.SAMPLE, 2017, None))
    assert set(without.growth.tolist()) == {unknown}


def test_a_psu_belongs_to_one_stratum() -> None:
    records = sound(table(stratum=["x", "y", "x"], psu=[1, 1, 1]))
    assert records.psu is not None
    assert records.stratum[0] == records.stratum[2] != records.stratum[1]
    assert records.psu[0] == records.psu[2] != records.psu[1]
    assert sorted(set(records.psu.tolist())) == [0, 1]


def test_purposes_give_the_use_and_fill_what_is_blank() -> None:
    purposes = _purposes(
        inputs=["1", "0", ""], sales=["1", "1", ""], communication=["0", "0", "ya"]
    )
    records = sound(table(("use",), purposes))
    assert [tuple(Use)[i] for i in records.use] == ["integrated", "promotion", "other"]
    both = sound(table((), purposes, use=["integrated", "", "unknown"]))
    assert both.use.tolist() == records.use.tolist()


def test_use_and_purposes_that_disagree_are_named() -> None:
    purposes = _purposes(sales=[True, True, False], inputs=[False, True, False])
    found = complaints(
        table((), purposes, use=["none", "integrated", "none"], uses_internet=[True, False, False])
    )
    assert found == [
        f"{FILE} row 3: uses_internet is no, yet a purpose is ticked",
        f"{FILE} row 2: use is another than its purposes give: 'none, promotion'",
    ]


def test_workers_before_the_start_are_named() -> None:
    assert complaints(table(workers_base=[1, 2, 0])) == [
        f"{FILE} row 3: workers_base counts workers in 2014, before the business started: '2'"
    ]


def test_a_register_has_no_weights() -> None:
    assert sound(table(weight=[1, 1, 1]), REGISTER).design is Design.ENUMERATION
    assert complaints(table(weight=[1, 2, 1]), REGISTER) == [
        f"{FILE} row 3: weight is not 1, but this is a register: '2'"
    ]


def test_records_cannot_be_changed() -> None:
    records = sound(table(stratum=[1, 1, 2], psu=[1, 2, 3]))
    for item in dataclasses.fields(Records):
        value = getattr(records, item.name)
        if isinstance(value, np.ndarray):
            assert len(value) == len(records) == 3
            with pytest.raises(ValueError, match="read-only"):
                value[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        records.synthetic = True  # type: ignore[misc]


def test_a_given_table_stays_as_it_was() -> None:
    source = table(weight=[1.0, 2.0, 3.0])
    before = source.to_pydict()
    sound(source)
    assert source.to_pydict() == before


def test_the_shipped_example_reads_alone_as_with_the_dataset() -> None:
    faults: list[Fault] = []
    alone = read_records(ROOT / "data", dataset().gazetteer, faults)
    assert faults == []
    assert alone is not None
    for item in dataclasses.fields(Records):
        np.testing.assert_array_equal(
            getattr(alone, item.name), getattr(dataset().records, item.name), err_msg=item.name
        )
    assert alone.synthetic
    assert Survey(alone.design, alone.survey_year, alone.base_year) == SURVEY


def test_an_example_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    for path in ("sources.toml", "schema.toml"):
        (tmp_path / path).write_text((ROOT / "data" / path).read_text(encoding="utf-8"))
    faults: list[Fault] = []
    assert read_records(tmp_path, dataset().gazetteer, faults) is None
    assert str(faults[0]).startswith(f"{EXAMPLE_FILE}: cannot be read")
    (tmp_path / EXAMPLE_FILE).parent.mkdir()
    pq.write_table(pa.table({"business_id": [1]}), tmp_path / EXAMPLE_FILE)
    faults.clear()
    assert read_records(tmp_path, dataset().gazetteer, faults) is None
    assert f"{EXAMPLE_FILE} row 1: workers_now is missing" in map(str, faults)
