"""The metrics of business records as data: what is summed, over whom, and how sure is sure enough.

A measure is one or two terms. A term is a quantity of the numerator over a quantity of the
denominator, both of one `Variable` and each over the businesses of a `Condition`. Whoever is
unknown for the metric is in neither; `unknown` says who they are, so that they are counted.

Job flows follow Davis and Haltiwanger (1992), "Gross Job Creation, Gross Job Destruction, and
Employment Reallocation", Quarterly Journal of Economics 107(3), and Davis, Haltiwanger and Schuh
(1996), "Job Creation and Destruction", MIT Press, technical appendix: a business with x0 workers
at the base and x1 at the survey has size z = (x0 + x1) / 2 and growth rate g = (x1 - x0) / z;
creation is sum(z g, g > 0) / sum(z), destruction sum(z |g|, g < 0) / sum(z), and net growth is
the difference of the two. Worked example (ours, from these definitions), three businesses that go
from 10 to 14, 20 to 14 and 6 to 6 workers: z = 12, 17, 6, together 35; g = 1/3, -6/17, 0. So
creation = 4/35 = 11.4 %, destruction = 6/35 = 17.1 %, jobgrowth = -2/35 = -5.7 %, netjobs = -2.
Only continuing businesses are in it: a survey of living businesses has no exits, and entrants have
measures of their own. `tests/test_measures.py` recomputes the example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from geo.model import Age, Growth, Use
from geo.profiles import ALL, Condition, Filtered, grid, possible


class Variable(StrEnum):
    """A pair of numbers (y, x) of a business, both known or both unknown.

    `businesses` is (1, 1); `workers` (workers now, 1); `flow` of a continuing business (change of
    workers, mean of both years'); `skilled`, `paid`, `female`, `trained` (such workers, workers
    now); `owner` (owned by a woman, 1); `sales` (per cent of sales online, 1).
    """

    BUSINESSES = "businesses"
    WORKERS = "workers"
    FLOW = "flow"
    SKILLED = "skilled"
    PAID = "paid"
    FEMALE = "female"
    TRAINED = "trained"
    OWNER = "owner"
    SALES = "sales"


class Kind(StrEnum):
    """What a measure is, which decides its interval and its reliability.

    `total`: a weighted sum of a quantity that is never negative; `density`: such a total over a
    number known from elsewhere; `net`: a weighted sum with either sign; `share`: a proportion of
    businesses; `ratio`: of two totals, never negative; `signed`: a ratio with either sign; `gap`:
    a difference of two signed ratios.
    """

    TOTAL = "total"
    DENSITY = "density"
    NET = "net"
    SHARE = "share"
    RATIO = "ratio"
    SIGNED = "signed"
    GAP = "gap"


class Yardstick(StrEnum):
    """What the width of an interval is measured against.

    `rse`: the standard error in per cent of the value; `points`: the half-width in the unit of the
    measure; `base`: the half-width in per cent of the denominator; `level`: the half-width in per
    cent of the mean of the two values that are subtracted; `interval`: the whole width of the
    interval of a share, in points (`geo.reliability.share_width`).
    """

    RSE = "rse"
    POINTS = "points"
    BASE = "base"
    LEVEL = "level"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Up to `ok`, by `yardstick`, a value is sure; up to `care` it needs care; beyond, nothing."""

    yardstick: Yardstick
    ok: float
    care: float


RSE = Bounds(Yardstick.RSE, 25, 50)
"""The practice of BPS."""

POINTS = Bounds(Yardstick.POINTS, 5, 15)
"""Ours, for values that may lie near zero, where a relative error explodes."""

INTERVAL = Bounds(Yardstick.INTERVAL, 10, 30)
"""For shares, whose relative error turns with the complement: after NCHS (Parker et al. 2017, "NCHS
Data Presentation Standards for Proportions"), which shows no proportion whose interval is 0.30 or
wider, and each whose interval is 0.05 or narrower. That 0.10 is sure and what lies between needs
care is ours."""

OF_WORKERS = Bounds(Yardstick.BASE, 5, 15)
"""`POINTS` for a number of jobs: in per cent of the mean number of workers."""

OF_LEVEL = Bounds(Yardstick.LEVEL, 50, 100)
"""Ours, for differences of values that are no percentages: what `RSE` allows, as a half-width."""


class Column(StrEnum):
    """Which number of a variable is summed."""

    Y = "y"
    X = "x"


@dataclass(frozen=True, slots=True)
class Part:
    """The weighted sum of one number of the variable over the businesses of a condition."""

    column: Column
    where: Condition


@dataclass(frozen=True, slots=True)
class Term:
    """Numerator over denominator; the numerator's businesses are among the denominator's.

    A term of a total has a denominator too: it says who is counted as n, and what a half-width is
    measured against.
    """

    variable: Variable
    numerator: Part
    denominator: Part


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric of records.

    The value is `scale` times the first term, minus the second where there are two; a negative
    `scale` turns a sum of losses into a positive number. `unknown`: businesses that are left out
    because what the metric needs is unknown of them (those whose variable is unknown come on top).
    `bounds` judge a value, `contrast` a difference of two areas.
    """

    code: str
    kind: Kind
    terms: tuple[Term, ...]
    unknown: tuple[Condition, ...] = ()
    scale: float = 1.0
    bounds: Bounds = RSE
    contrast: Bounds = OF_LEVEL

    @property
    def summed(self) -> bool:
        """Whether the value is a sum, not a quotient of two sums."""
        return self.kind in (Kind.TOTAL, Kind.DENSITY, Kind.NET)

    def fixed(self, filters: Filtered, span: int | None) -> bool:
        """Whether filters settle the value beforehand (DESIGN, "Filters restrict ...").

        So it is where a term has nobody left, or where the numerator of a quotient is left with
        nobody or with the whole denominator, of the businesses that can be (`possible`, with its
        `span`).
        """
        kept = grid(filters, filters.newmax) & possible(span)
        return any(self._settled(term, kept, filters.newmax) for term in self.terms)

    def outside(self, filters: Filtered, span: int | None) -> bool:
        """Whether nobody whom the filters keep counts for the measure, whatever the records."""
        kept = grid(filters, filters.newmax) & possible(span)
        wholes = (grid(term.denominator.where, filters.newmax) for term in self.terms)
        return not any((kept & whole).any() for whole in wholes)

    def _settled(self, term: Term, kept: NDArray[np.bool_], newmax: int) -> bool:
        top = kept & grid(term.numerator.where, newmax)
        bottom = kept & grid(term.denominator.where, newmax)
        same = term.numerator.column is term.denominator.column or self.kind is Kind.SHARE
        conditional = term.numerator.where != term.denominator.where
        whole = not self.summed and same and conditional and bool((top == bottom).all())
        return not top.any() or whole


_Y, _X = Column.Y, Column.X
_ONLINE = frozenset({Use.INTEGRATED, Use.PROMOTION, Use.OTHER})
_KNOWN_USE = Condition(use=_ONLINE | {Use.NONE})
_UNKNOWN_USE = Condition(use=frozenset({Use.UNKNOWN}))
_NEW = frozenset({Age.NEW})
_KNOWN_AGE = Condition(age=_NEW | {Age.ESTABLISHED})
_UNKNOWN_AGE = Condition(age=frozenset({Age.UNKNOWN}))
_MOVED = frozenset({Growth.GREW, Growth.SHRANK})
CONTINUING = _MOVED | {Growth.STABLE}
"""Growth of the businesses that job flows are of: they had workers at the base year too."""

_ENTRANTS = Condition(growth=frozenset({Growth.ENTRANT}))
_DATED_ENTRANTS = Condition(age=_KNOWN_AGE.age, growth=_ENTRANTS.growth)
_UNKNOWN_GROWTH = Condition(growth=frozenset({Growth.UNKNOWN}))


def _share(code: str, part: Condition, whole: Condition, *unknown: Condition) -> Measure:
    term = Term(Variable.BUSINESSES, Part(_Y, part), Part(_X, whole))
    return Measure(code, Kind.SHARE, (term,), unknown, 100, INTERVAL, POINTS)


def _of_workers(code: str, variable: Variable) -> Measure:
    term = Term(variable, Part(_Y, ALL), Part(_X, ALL))
    return Measure(code, Kind.RATIO, (term,), scale=100, contrast=POINTS)


def _total(code: str, kind: Kind, variable: Variable, where: Condition = ALL) -> Measure:
    unknown = () if where is ALL else (_UNKNOWN_AGE,)
    return Measure(code, kind, (Term(variable, Part(_Y, where), Part(_X, where)),), unknown)


def _flow(growth: frozenset[Growth], use: frozenset[Use] = frozenset()) -> Term:
    moved, stayed = Condition(use=use, growth=growth), Condition(use=use, growth=CONTINUING)
    return Term(Variable.FLOW, Part(_Y, moved), Part(_X, stayed))


def _rate(code: str, growth: Growth, scale: float) -> Measure:
    term = _flow(frozenset({growth}))
    return Measure(code, Kind.RATIO, (term,), (_UNKNOWN_GROWTH,), scale, RSE, POINTS)


_ALL_MEASURES: tuple[Measure, ...] = (
    _total("businesses", Kind.TOTAL, Variable.BUSINESSES),
    # per1000 and perkm2: residents and km² of each area are the caller's to give.
    Measure(
        "per1000",
        Kind.DENSITY,
        (Term(Variable.BUSINESSES, Part(_Y, ALL), Part(_X, ALL)),),
        scale=1000,
    ),
    _total("perkm2", Kind.DENSITY, Variable.BUSINESSES),
    _share("online", Condition(use=_ONLINE), _KNOWN_USE, _UNKNOWN_USE),
    _share("integrated", Condition(use=frozenset({Use.INTEGRATED})), _KNOWN_USE, _UNKNOWN_USE),
    _share("promotion", Condition(use=frozenset({Use.PROMOTION})), _KNOWN_USE, _UNKNOWN_USE),
    _share("new", Condition(age=_NEW), _KNOWN_AGE, _UNKNOWN_AGE),
    _share(
        "newonline",
        Condition(use=_ONLINE, age=_NEW),
        Condition(use=_KNOWN_USE.use, age=_NEW),
        _UNKNOWN_AGE,
        Condition(use=_UNKNOWN_USE.use, age=_NEW),
    ),
    _total("workers", Kind.TOTAL, Variable.WORKERS),
    Measure("workersper", Kind.RATIO, (Term(Variable.WORKERS, Part(_Y, ALL), Part(_X, ALL)),)),
    Measure("netjobs", Kind.NET, (_flow(_MOVED),), (_UNKNOWN_GROWTH,), 1, OF_WORKERS, OF_WORKERS),
    Measure("jobgrowth", Kind.SIGNED, (_flow(_MOVED),), (_UNKNOWN_GROWTH,), 100, POINTS, POINTS),
    _rate("creation", Growth.GREW, 100),
    _rate("destruction", Growth.SHRANK, -100),
    Measure(
        "growthgap",
        Kind.GAP,
        (_flow(_MOVED, _ONLINE), _flow(_MOVED, frozenset({Use.NONE}))),
        (_UNKNOWN_GROWTH, Condition(use=_UNKNOWN_USE.use, growth=CONTINUING)),
        100,
        POINTS,
        POINTS,
    ),
    _total("entrantjobs", Kind.TOTAL, Variable.WORKERS, _ENTRANTS),
    Measure(
        "entrantshare",
        Kind.RATIO,
        (
            # Every entrant has a known start; a condition knows nothing of that.
            Term(Variable.WORKERS, Part(_Y, _DATED_ENTRANTS), Part(_Y, _KNOWN_AGE)),
        ),
        (_UNKNOWN_AGE,),
        100,
        contrast=POINTS,
    ),
    _of_workers("itskills", Variable.SKILLED),
    _of_workers("paid", Variable.PAID),
    _of_workers("female", Variable.FEMALE),
    _of_workers("trained", Variable.TRAINED),
    Measure(
        "ownedbywomen",
        Kind.SHARE,
        (Term(Variable.OWNER, Part(_Y, ALL), Part(_X, ALL)),),
        scale=100,
        bounds=INTERVAL,
        contrast=POINTS,
    ),
    Measure(
        "onlinesales",
        Kind.RATIO,
        (Term(Variable.SALES, Part(_Y, ALL), Part(_X, ALL)),),
        contrast=POINTS,
    ),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({item.code: item for item in _ALL_MEASURES})
"""Every measure of records by its code, in the order in which it is offered."""
