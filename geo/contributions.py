"""Job growth taken apart: what each option of a dimension adds to the growth of an area.

The contribution of option o is 100 * sum over o of w (x1 - x0) / sum over all of w (x0 + x1) / 2,
over the continuing businesses of the area: the net growth of Davis and Haltiwanger (1992), split as
in Davis, Haltiwanger and Schuh (1996), "Job Creation and Destruction", MIT Press, chapters 2 and 4.
The options of a dimension, `unknown` among them, hold every business once, so that their
contributions add up to `jobgrowth` exactly. A contribution is also the share of the option in the
mean workers of the area times the growth of the option itself, which tells why it is large.

The class of size is that of the survey year: who grew into a class counts there, so that growth by
size is in part the class itself ("regression fallacy", ibid., chapter 4).

An option stands for itself where the table of `jobgrowth` filtered to it has a number. The others,
withheld or unreliable, are one row together: the total less the rows shown, and never one alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.estimate import Estimates
from geo.indicators import DECIMALS, REGISTRY, Unit
from geo.measures import Variable
from geo.model import Flag, Use
from geo.profiles import DIMENSIONS
from geo.query import Filters
from geo.recorded import SHOWN, Published, RecordRows, record_rows
from geo.separation import subtract
from geo.splits import GROWTH, Split, splits
from geo.withheld import covered, withheld

_Mask = NDArray[np.bool_]
_Number = TypeVar("_Number", np.bool_, np.float64)

APART: tuple[str, ...] = ("use", "age", "sector", "size")
"""Dimensions by which growth is taken apart; `growth` itself is what is taken apart."""

OTHERS = "others"
"""Code of the row of all options that do not stand for themselves."""

_LEAST = 0.5 * 10.0 ** -DECIMALS[Unit.POINTS]
"""A contribution below this, in points, is printed as 0."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One row, an option or `OTHERS`: what it adds to the growth of the area, in points.

    `share` is its per cent of the mean workers, `growth` the growth of its own businesses.
    """

    code: str
    points: Published
    share: Published
    growth: Published


@dataclass(frozen=True, slots=True)
class Lead:
    """The option that adds most to growth, or takes most where jobs were lost.

    `rival` is the largest of those of which it may be chance that they add less, if there are any.
    """

    code: str
    rival: str | None


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The growth of one area by one dimension.

    `rows` are the options that stand for themselves, in the order of the dimension, and last
    `OTHERS` where there are any; they add up to the growth of the area. There is none where no
    option may stand for itself. `within` says why an option is among the others: `suppressed`,
    `unreliable`, or `ok` where it covers another or adds next to nothing. Options without a
    continuing business are in neither.
    """

    dimension: str
    rows: tuple[Contribution, ...]
    within: Mapping[str, Flag]
    lead: Lead | None

    def row(self, code: str) -> Contribution | None:
        """The row of one option, or of `OTHERS`."""
        return next((own for own in self.rows if own.code == code), None)


@dataclass(frozen=True, slots=True)
class Apart:
    """One area: its growth, and a waterfall for each dimension that the filters leave open.

    `settled` says that the filters decide growth beforehand, so that there is nothing to explain.
    There are no waterfalls where the growth has no number.
    """

    area: str
    total: Published
    settled: bool
    waterfalls: Mapping[str, Waterfall]


def open_dimensions(filters: Filters) -> tuple[str, ...]:
    """Dimensions of `APART` among whose options the filters do not choose."""
    return tuple(name for name in APART if not getattr(filters, name))


@computed_once(maxsize=256)
def taken_apart(data: Dataset, filters: Filters, areas: tuple[str, ...]) -> tuple[Apart, ...]:
    """Growth of areas (BPS codes) under the filters, taken apart.

    They are read row by row: a sector stands for itself if it adds something in one of them.
    """
    parts = [_parts(data, filters, area) for area in areas]
    tiny = _tiny([own["sector"] for own in parts if "sector" in own])
    settled = GROWTH.fixed(filters, data.cells.span)
    found = []
    for area, own in zip(areas, parts, strict=True):
        rows = record_rows(data, REGISTRY["jobgrowth"], GROWTH, filters, (area,))
        total = _figure(rows, 0)
        waterfalls = {
            name: _waterfall(data, part, tiny if name == "sector" else frozenset(), total)
            for name, part in own.items()
            if total.shown
        }
        found.append(Apart(area, total, settled, MappingProxyType(waterfalls)))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One dimension of one area before options are put together.

    `present` are indices of the options that have businesses; `points`, `share` and `growth` have
    one element each of those. `why` is the worst of their flags, or `suppressed`.
    """

    area: str
    dimension: str
    split: Split
    present: NDArray[np.intp]
    points: Estimates
    share: Estimates
    growth: Estimates
    why: tuple[Flag, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(str(OPTIONS[DIMENSIONS.index(self.dimension)][at]) for at in self.present)

    def withheld(self, data: Dataset, codes: Iterable[str]) -> bool:
        """Whether the table of `jobgrowth` filtered to these options withholds the area."""
        chosen: dict[str, Any] = {self.dimension: frozenset(codes)}
        filters = replace(self.split.filters, **chosen)
        return bool(withheld(data, GROWTH, filters, (self.area,))[0])


@computed_once(maxsize=16)  # some 2 MB for a large area
def _parts(data: Dataset, filters: Filters, area: str) -> Mapping[str, _Part]:
    """Estimates of every option of one area; none where nothing is known of its growth."""
    if Variable.FLOW not in data.cells.columns or GROWTH.fixed(filters, data.cells.span):
        return MappingProxyType({})
    found = splits(data.cells, filters, area, open_dimensions(filters)).items()
    return MappingProxyType({name: _part(data, area, name, own) for name, own in found})


def _part(data: Dataset, area: str, dimension: str, own: Split) -> _Part:
    present = own.present
    each = np.eye(own.options, dtype=bool)[present]
    three = own.contribution(each), own.share(each), own.growth(each)
    flags = zip(*(found.flags for found in three), strict=True)
    part = _Part(area, dimension, own, present, *three, tuple(_worst(each) for each in flags))
    why = tuple(
        Flag.SUPPRESSED if part.withheld(data, (code,)) else flag
        for code, flag in zip(part.codes, part.why, strict=True)
    )
    return replace(part, why=why)


def _worst(flags: Iterable[Flag]) -> Flag:
    return max(flags, key=tuple(Flag).index)


def _tiny(parts: list[_Part]) -> frozenset[str]:
    """Options that have a number, and one that is printed as 0, wherever they have one."""
    seen: dict[str, bool] = {}
    for part in parts:
        for code, value, flag in zip(part.codes, part.points.value, part.why, strict=True):
            if flag in SHOWN:
                seen[code] = seen.get(code, True) and abs(float(value)) < _LEAST
    return frozenset(code for code, small in seen.items() if small)


def _waterfall(data: Dataset, part: _Part, tiny: frozenset[str], total: Published) -> Waterfall:
    among = _put_together(data, part, tiny)
    among_codes = zip(part.codes, part.why, among, strict=True)
    within = {code: Flag.OK if flag in SHOWN else flag for code, flag, own in among_codes if own}
    if among.all():
        return Waterfall(part.dimension, (), MappingProxyType(within), None)
    rows = [
        Contribution(code, *(_figure(each, at) for each in (part.points, part.share, part.growth)))
        for at, code in enumerate(part.codes)
        if not among[at]
    ]
    groups = np.eye(len(among), dtype=bool)[~among]
    if among.any():
        groups = np.vstack((groups, among))
        rows.append(Contribution(OTHERS, *(_figure(each, 0) for each in _three(part, among))))
    lead = _lead(part, rows, groups, total) if part.dimension == "use" else None
    return Waterfall(part.dimension, tuple(rows), MappingProxyType(within), lead)


def _put_together(data: Dataset, part: _Part, tiny: frozenset[str]) -> _Mask:
    """Which of the options present are one row together; all, where no row can stand beside it.

    The row is known as the total less the rows shown, so it has to be fit for print itself: the
    smallest options join it until it is neither withheld nor unreliable.
    """
    counts = part.growth.counts[:, 0]
    split3 = np.stack((counts[:, 1], counts[:, 2], counts[:, 0] - counts[:, 1:].sum(axis=1)), 1)
    hidden = np.array([flag is Flag.SUPPRESSED for flag in part.why], dtype=bool)
    among = covered(split3, hidden, data.disclosure_min)
    among |= np.array([flag not in SHOWN for flag in part.why], dtype=bool)
    small = np.array([code in tiny for code in part.codes], dtype=bool)
    if among.any() or np.count_nonzero(small) > 1:
        among |= small
    for at in np.argsort(counts[:, 0], kind="stable"):
        if not among.any() or (np.count_nonzero(among) > 1 and _printable(data, part, among)):
            break
        among[at] = True
    return among


def _printable(data: Dataset, part: _Part, among: _Mask) -> bool:
    codes = (code for code, inside in zip(part.codes, among, strict=True) if inside)
    shown = all(found.flags[0] in SHOWN for found in _three(part, among))
    return shown and not part.withheld(data, codes)


def _three(part: _Part, among: _Mask) -> tuple[Estimates, Estimates, Estimates]:
    """Contribution, share and growth of some of the options present together."""
    own, group = part.split, _over_options(part, among[None])
    return own.contribution(group), own.share(group), own.growth(group)


def _over_options(part: _Part, groups: NDArray[_Number]) -> NDArray[_Number]:
    """Groups of the options present (groups, present) as groups of all options."""
    wide = np.zeros((len(groups), part.split.options), dtype=groups.dtype)
    wide[:, part.present] = groups
    return wide


def _figure(found: Estimates | RecordRows, at: int) -> Published:
    low, high = float(found.ci_low[at]), float(found.ci_high[at])
    return Published(float(found.value[at]), low, high, found.flags[at])


def _lead(part: _Part, rows: list[Contribution], groups: _Mask, total: Published) -> Lead | None:
    """Who adds most to growth that is clear; None where that is no known option."""
    low, high = (total.value if np.isnan(end) else end for end in (total.low, total.high))
    if low <= 0 <= high:
        return None
    way = 1.0 if low > 0 else -1.0
    top = max(range(len(rows)), key=lambda at: way * rows[at].points.value)
    signed = way * groups.astype(np.float64)
    apart = part.split.contribution(_over_options(part, signed[top] - signed))
    least = np.where(np.isnan(apart.ci_low), apart.value, apart.ci_low)
    near = [at for at in range(len(rows)) if at != top and not subtract(float(least[at]), 0.0) > 0]
    second = max(near, key=lambda at: way * rows[at].points.value, default=None)
    codes = [rows[at].code for at in (top, second) if at is not None]
    if not {Use.UNKNOWN, OTHERS}.isdisjoint(codes):
        return None
    return Lead(codes[0], codes[1] if len(codes) > 1 else None)
