"""The additive cell table: businesses that agree in place, design and profile, summed once.

Every metric under every filter is a sum over cells, so the cost of a view follows the number of
cells, not of businesses. Building it is one GROUP BY: where records outgrow the memory of a
machine, another engine can make the same table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from geo.measures import Variable
from geo.model import Design, Growth
from geo.profiles import SHAPE, profile_of
from geo.records import Records

_Floats = NDArray[np.float64]
_Code = TypeVar("_Code", bound=np.generic)


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """Sums of one `Variable` (y, x) over the businesses of each cell of whom it is known.

    One element a cell, read-only. `n` counts them, `positive` those with y > 0; `w`, `x`, `y` are
    the sums of w, w x and w y; `xx`, `xy`, `yy` those of w² x², w² x y and w² y², None where no
    variance rests on them (an enumeration, or PSUs that hold several businesses).
    """

    n: _Floats
    positive: _Floats
    w: _Floats
    x: _Floats
    y: _Floats
    xx: _Floats | None
    xy: _Floats | None
    yy: _Floats | None


@dataclass(frozen=True, eq=False, slots=True)
class Controls:
    """Totals of businesses that the weights were made to meet: by area and group of profiles.

    `area` is the area of each place, -1 for none; `member` (profiles, groups) is 1 where a group
    holds a profile; `weights` (blocks, groups) are the weighted businesses of each block, `totals`
    (areas, groups) those of each area.
    """

    area: NDArray[np.int64]
    member: _Floats
    weights: _Floats
    totals: _Floats


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Businesses summed by place, stratum, PSU (if given) and profile; all arrays read-only.

    Cells are sorted by block, and within it by profile. A block is one place, stratum and PSU;
    `block_place` indexes `places`, `block_stratum` and `block_psu` the strata and PSUs of the
    records (`block_psu` is None where each business is its own PSU). `cell_block` is the block of
    each cell, `profile` its number in `geo.profiles.SHAPE`. `psus` is the number of PSUs in the
    whole sample by stratum. `columns` holds the variables of which anything is known. An
    enumeration has one stratum, and no PSUs. `span` is the number of years from the base year to
    the survey, None without a base year. `controls` are what the weights were raked to, if that is
    known.
    """

    places: tuple[str, ...]
    design: Design
    profile: NDArray[np.uint16]
    cell_block: NDArray[np.int64]
    block_place: NDArray[np.int32]
    block_stratum: NDArray[np.int32]
    block_psu: NDArray[np.int32] | None
    psus: NDArray[np.int64]
    columns: Mapping[Variable, Columns]
    span: int | None
    controls: Controls | None = None

    @property
    def businesses(self) -> Columns:
        """Sums of every business."""
        return self.columns[Variable.BUSINESSES]


def build_cells(records: Records) -> Cells:
    """Cell table of the records; which businesses fall together is decided by codes alone."""
    profiles = math.prod(SHAPE)
    sample = records.design is Design.SAMPLE
    stratum = records.stratum if sample else np.zeros_like(records.stratum)
    psu = records.psu if sample else None
    inner = stratum if psu is None else psu
    inners = int(inner.max(initial=0)) + 1
    # A PSU lies in one stratum, so place, PSU and profile say all.
    key = records.place.astype(np.int64) * inners + inner
    key = key * profiles + profile_of(records)
    order = np.argsort(key)
    key = key[order]
    starts = _starts(key)
    key = key[starts]
    block_key = key // profiles
    block_starts = _starts(block_key)
    blocks = block_key[block_starts]
    block_psu, block_stratum, psus = None, (blocks % inners).astype(np.int32), np.bincount(stratum)
    if psu is not None:
        stratum_of = np.full(inners, -1, dtype=np.int32)
        stratum_of[psu] = stratum
        block_psu, block_stratum = block_stratum, stratum_of[block_stratum]
        psus = np.bincount(stratum_of[stratum_of >= 0])
    return Cells(
        places=records.places,
        design=records.design,
        profile=_fixed((key % profiles).astype(np.uint16)),
        cell_block=_fixed(np.repeat(np.arange(len(blocks)), _lengths(block_starts, len(key)))),
        block_place=_fixed((blocks // inners).astype(np.int32)),
        block_stratum=_fixed(block_stratum),
        block_psu=None if block_psu is None else _fixed(block_psu),
        psus=_fixed(psus),
        columns=_columns(records, order, starts, squares=sample and psu is None),
        span=None if records.base_year is None else records.survey_year - records.base_year,
    )


def _starts(ordered: NDArray[np.int64]) -> NDArray[np.intp]:
    """Where each run of equal numbers begins."""
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return np.flatnonzero(first)


def _lengths(starts: NDArray[np.intp], end: int) -> NDArray[np.intp]:
    return np.diff(starts, append=end)


_CONTINUING = np.isin(tuple(Growth), (Growth.GREW, Growth.STABLE, Growth.SHRANK))


def _variables(
    records: Records, rows: NDArray[np.intp]
) -> Iterator[tuple[Variable, _Floats | None, _Floats | None]]:
    """Each variable with y and x of some rows, NaN where unknown; None stands for 1 of everyone."""
    now = records.workers_now[rows]
    base = np.where(_CONTINUING[records.growth[rows]], records.workers_base[rows], np.nan)
    yield Variable.BUSINESSES, None, None
    yield Variable.WORKERS, now, None
    yield Variable.FLOW, now - base, (now + base) / 2
    yield Variable.SKILLED, records.workers_it_skilled[rows], now
    yield Variable.PAID, records.workers_paid[rows], now
    yield Variable.FEMALE, records.workers_female[rows], now
    yield Variable.TRAINED, records.workers_trained[rows], now
    yield Variable.OWNER, records.owner_female[rows], None
    yield Variable.SALES, records.online_sales_share[rows], None


_CHUNK = 1 << 15
"""Rows summed at a time: what stays in the cache of a processor."""


def _columns(
    records: Records, order: NDArray[np.intp], starts: NDArray[np.intp], *, squares: bool
) -> Mapping[Variable, Columns]:
    """Sums of every variable by cell; the rows of cell i are order[starts[i]:starts[i + 1]]."""
    ends = np.append(starts[1:], len(order))
    cuts = np.unique(np.searchsorted(starts, np.arange(0, len(order), _CHUNK)))
    # One allocation: many of a few megabytes each cost more than the sums that they hold.
    table = np.empty((len(Variable) * len(fields(Columns)), len(starts)))
    places: dict[tuple[Variable, str], int | None] = {}
    for first, last in zip(cuts, np.append(cuts[1:], len(starts)), strict=True):
        rows = order[starts[first] : ends[last - 1]]
        cell = np.repeat(np.arange(last - first), ends[first:last] - starts[first:last])
        weight = records.weight[rows]
        for variable, y, x in _variables(records, rows):
            sums = _sums(weight, y, x, cell, squares=squares)
            for name in _place(places, variable, sums):
                table[places[variable, name], first:last] = getattr(sums, name)
    # Views made once: who sums a column knows by its identity that it stands for another too.
    columns = list(_fixed(table))
    found: dict[Variable, Columns] = {}
    for variable in Variable:
        held = {field.name: places.get((variable, field.name)) for field in fields(Columns)}
        arrays = {name: None if at is None else columns[at] for name, at in held.items()}
        if variable is Variable.BUSINESSES or (arrays["n"] is not None and arrays["n"].any()):
            found[variable] = Columns(**arrays)  # type: ignore[arg-type]
    return MappingProxyType(found)


def _place(
    places: dict[tuple[Variable, str], int | None], variable: Variable, sums: Columns
) -> list[str]:
    """Names of the distinct columns of a variable; a column of two names has one place."""
    arrays = {field.name: getattr(sums, field.name) for field in fields(Columns)}
    distinct = {id(array): name for name, array in reversed(arrays.items()) if array is not None}
    if (variable, "n") not in places:
        taken = {at for at in places.values() if at is not None}
        at_of = {key: len(taken) + number for number, key in enumerate(distinct)}
        places.update(((variable, name), at_of.get(id(array))) for name, array in arrays.items())
    return list(distinct.values())


def _sums(
    weight: _Floats, y: _Floats | None, x: _Floats | None, cell: NDArray[np.intp], *, squares: bool
) -> Columns:
    """Sums by cell, each of which has rows; a business with y or x unknown is in none of them."""

    def total(values: _Floats | None) -> _Floats:
        # Five times as fast as np.add.reduceat where cells are small.
        return np.bincount(cell, values).astype(np.float64, copy=False)

    if y is None:
        n, w = total(None), total(weight)
        ww = total(weight * weight) if squares else None
        return Columns(n, n, w, w, w, ww, ww, ww)
    known = np.isfinite(y) if x is None else np.isfinite(y) & np.isfinite(x)
    weight = np.where(known, weight, 0.0)
    wy = weight * np.where(known, y, 0.0)
    wx = weight if x is None else weight * np.where(known, x, 0.0)
    w = total(weight)
    return Columns(
        n=total(known.astype(np.float64)),
        positive=total((wy > 0).astype(np.float64)),
        w=w,
        x=w if x is None else total(wx),
        y=total(wy),
        xx=total(wx * wx) if squares else None,
        xy=total(wx * wy) if squares else None,
        yy=total(wy * wy) if squares else None,
    )


def _fixed(array: NDArray[_Code]) -> NDArray[_Code]:
    array.flags.writeable = False
    return array
