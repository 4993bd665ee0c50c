from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from geo.cells import build_cells
from geo.compare import compare
from geo.contrasts import contrasts_payload
from geo.dataset import Dataset
from geo.decompose import decompose
from geo.indicators import REGISTRY
from geo.measures import MEASURES, Kind
from geo.model import SECTORS, Design, Lang, Level, Size, Use
from geo.query import Filters, Query
from geo.recorded import domain_of
from geo.why import MOST, Behind, Silence, behind, why
from geo.wording import words
from tests.data import dataset

DATA = dataset()
SHARES = [code for code, measure in MEASURES.items() if measure.kind is Kind.SHARE]
AREAS = ["34", "3273", *(area.code for area in DATA.gazetteer.descendants("34", Level.KABKOTA))]


def of(
    a: str, b: str, code: str = "integrated", data: Dataset = DATA, chosen: Filters | None = None
) -> Behind:
    return behind(data, REGISTRY[code], chosen or Filters(), a, b)


def with_records(**columns: object) -> Dataset:
    records = replace(DATA.records, **columns)  # type: ignore[arg-type]
    return replace(DATA, records=records, cells=build_cells(records))


@pytest.mark.parametrize("code", SHARES)
def test_the_parts_are_those_of_the_difference_in_the_table(code: str) -> None:
    for a, b in combinations(AREAS[:4], 2):
        table = compare(DATA, REGISTRY[code], a, b)
        parts = of(a, b, code).parts
        assert parts is not None
        assert table.interval is not None
        whole = parts.difference
        assert parts.mix.value + parts.behaviour.value == pytest.approx(table.low)
        assert (whole.value, whole.low, whole.high) == pytest.approx((table.low, *table.interval))


@pytest.mark.parametrize("code", SHARES)
@pytest.mark.parametrize("lang", list(Lang))
def test_no_sentence_claims_what_may_be_chance(lang: Lang, code: str) -> None:
    say = words(lang)
    doing = say.text(f"why.doing.{code}")
    for a, b in combinations(AREAS, 2):
        parts = of(a, b, code).parts
        assert parts is not None
        (pair,) = why(Query(lang=lang, a=a, b=b, metric=code), DATA, say)["pairs"]
        clear = parts.behaviour.low > 0 or parts.behaviour.high < 0
        assert (doing in pair["said"]) == clear
        chance = {Lang.ID: "kebetulan", Lang.EN: "chance"}[lang]
        every = (parts.difference, parts.mix, parts.behaviour)
        unclear = [part for part in every if part.low <= 0 <= part.high]
        assert pair["said"].count(chance) == (1 if len(unclear) == len(every) else len(unclear))


def test_too_much_without_its_like_and_nothing_is_told() -> None:
    """Area a loses all but one sector, so that much of b has nobody to be compared with."""
    trade = SECTORS.index("G")
    inside = np.array([place.startswith("3404") for place in DATA.records.places])
    own = inside[DATA.records.place]
    sector = np.where(own, trade, DATA.records.sector).astype(np.uint8)
    data = with_records(sector=sector)
    found = of("3404", "3471", data=data)
    assert found.silence is Silence.LACKING
    assert (found.area, found.percent > MOST) == (1, True)
    assert found.parts is None
    (pair,) = why(Query(a="3404", b="3471"), data, words(Lang.EN))["pairs"]
    assert set(pair) == {"at", "x"}
    assert (
        f"{words(Lang.EN).whole(found.percent)}% of the businesses in Kota Yogyakarta" in pair["x"]
    )


def test_nothing_where_a_share_is_not_shown_or_is_settled_or_the_areas_are_one() -> None:
    few = Filters(sector=frozenset({"K"}), size=frozenset({Size.MEDIUM}))
    kelurahan = DATA.gazetteer.descendants("3404", Level.KELURAHAN)[0].code
    assert of(kelurahan, "3404", chosen=few).silence is Silence.HIDDEN
    settled = Filters(use=frozenset({Use.INTEGRATED}))
    assert of("34", "3273", chosen=settled).silence is Silence.SETTLED
    assert of("34", "34").silence is Silence.SAME


def test_one_or_two_small_cells_of_a_small_area_silence_both_parts() -> None:
    """A register of 60 and 1,000 businesses, alike but for cells of a single business each."""
    for lonely, told in ((0, True), (1, False), (2, False), (3, True)):
        sector = np.concatenate((np.zeros(60), np.zeros(1000)))
        sector[:lonely] = np.arange(1, lonely + 1)
        sector[60 : 60 + 10 * lonely] = np.tile(np.arange(1, lonely + 1), 10)
        use = np.tile([0, 3], 530)
        place = [next(i for i, p in enumerate(DATA.records.places) if p.startswith(code))
                 for code in ("3404", "3471")]  # fmt: skip
        rows = np.arange(1060)
        columns = {
            name: getattr(DATA.records, name)[rows]
            for name in DATA.records.__dataclass_fields__
            if isinstance(getattr(DATA.records, name), np.ndarray)
        }
        columns |= {
            "sector": sector.astype(np.uint8),
            "size": np.zeros(1060, np.uint8),
            "use": use.astype(np.uint8),
            "place": np.repeat(place, [60, 1000]).astype(np.int32),
            "weight": np.ones(1060),
            "psu": None,
        }
        data = with_records(**columns, design=Design.ENUMERATION)
        inside = [domain_of(data.cells, (code,)) == 0 for code in ("3404", "3471")]
        assert decompose(data.cells, MEASURES["integrated"], Filters(), *inside) is not None
        found = of("3404", "3471", data=data)
        assert (found.parts is not None, found.silence is Silence.SMALL) == (told, not told)


def test_an_area_is_set_against_the_rest_of_its_parent() -> None:
    """Of a and the rest the difference to the parent is made: so are its parts, with weights."""
    rest = of("3404", "34-3404").parts
    whole = of("3404", "34").parts
    assert rest is not None
    assert whole is not None
    assert np.sign(rest.behaviour.value) == np.sign(whole.behaviour.value)
    assert abs(rest.difference.value) > abs(whole.difference.value)
    (pair,) = why(Query(a="3404", b="34-3404"), DATA, words(Lang.ID))["pairs"]
    assert "34-3404" not in pair["said"]


def test_every_further_area_is_set_against_the_first_and_counts_are_taken_as_integrated() -> None:
    query = Query(a="3404", b="34", c="3471", d="3273", metric="se2016")
    sent = why(query, DATA, words(Lang.ID))
    assert (sent["m"], sent["instead"]) == ("integrated", 1)
    assert [pair["at"] for pair in sent["pairs"]] == [1, 2, 3]
    assert all(len(pair["parts"]) == 3 for pair in sent["pairs"])
    assert "instead" not in why(replace(query, metric="new"), DATA, words(Lang.ID))


def test_a_register_is_told_without_intervals_and_without_chance() -> None:
    data = with_records(design=Design.ENUMERATION)
    (pair,) = why(Query(), data, words(Lang.ID))["pairs"]
    assert all(len(part) == 4 and part[2] == "" for part in pair["parts"])
    assert "kebetulan" not in pair["said"]


def test_filters_to_one_sector_and_size_leave_no_mix_and_are_said() -> None:
    chosen = Filters(sector=frozenset({"C"}), size=frozenset({Size.MICRO}))
    (pair,) = why(Query(filters=chosen), DATA, words(Lang.EN))["pairs"]
    assert pair["parts"][0][1] == "0.0"
    assert "only one sector and one size" in pair["said"]
    assert "within" in pair


def test_the_section_is_sent_when_it_is_open_and_small() -> None:
    say = words(Lang.ID)
    assert "why" not in contrasts_payload(Query(), DATA, [], say)
    sent = contrasts_payload(Query(c="3404", d="3471"), DATA, ["why"], say)
    assert len(str(sent)) < 3000
