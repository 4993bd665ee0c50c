"""Random queries, valid by construction."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from geo.conditions import MOST, Bound, Condition, fit
from geo.indicators import REGISTRY
from geo.model import (
    SECTORS,
    Age,
    Base,
    Growth,
    Lang,
    Level,
    Palette,
    Scheme,
    Show,
    Size,
    Sort,
    Theme,
    Use,
)
from geo.query import Filters, Query
from tests.data import dataset

_AREAS = sorted(dataset().gazetteer.areas)
_UPPER = [code for code in _AREAS if len(code) <= 4]
_RESTS = [rest for code in _AREAS if (rest := dataset().gazetteer.rest_of(code)) is not None]


def _some(choices: type | tuple[str, ...]) -> st.SearchStrategy[frozenset]:
    return st.frozensets(st.sampled_from(choices), max_size=3)


def filters() -> st.SearchStrategy[Filters]:
    """Any filters."""
    return st.builds(
        Filters,
        use=_some(Use),
        age=_some(Age),
        growth=_some(Growth),
        sector=_some(SECTORS),
        size=_some(Size),
        newmax=st.integers(1, 5),
    )


def conditions() -> st.SearchStrategy[Condition]:
    """Any condition, with a threshold that the link can hold."""
    return st.builds(
        Condition,
        metric=st.sampled_from([code for code, metric in REGISTRY.items() if fit(metric)]),
        bound=st.sampled_from(Bound),
        threshold=st.integers(-100_000, 100_000).map(lambda whole: whole / 1000),
    )


def breaks() -> st.SearchStrategy[tuple[float, ...]]:
    """Bounds between classes of the reader's own: two to six, ascending."""
    number = st.integers(-9_000, 90_000).map(lambda whole: whole / 1000)
    return st.lists(number, min_size=2, max_size=6, unique=True).map(sorted).map(tuple)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """Any valid query; the areas in view are mostly large enough to hold values."""
    metric = draw(st.sampled_from(list(REGISTRY)))
    area = st.sampled_from(_UPPER) | st.sampled_from(_AREAS) | st.sampled_from(_RESTS)
    scheme = draw(st.sampled_from(Scheme))
    own = draw(breaks())
    query = Query(
        lang=draw(st.sampled_from(Lang)),
        theme=draw(st.none() | st.sampled_from(Theme)),
        a=draw(area),
        b=draw(area),
        c=draw(st.none() | area),
        level=draw(st.sampled_from(Level)),
        metric=metric,
        year=draw(st.none() | st.sampled_from(REGISTRY[metric].periods(dataset()))),
        filters=draw(filters()),
        act=tuple(draw(st.lists(conditions(), max_size=MOST))),
        k=draw(st.integers(3, 7)),
        scheme=scheme,
        breaks=own if scheme is Scheme.OWN or draw(st.booleans()) else (),
        palette=draw(st.sampled_from(Palette)),
        show=draw(st.none() | st.sampled_from(Show)),
        base=draw(st.sampled_from(Base)),
        sort=draw(st.sampled_from(Sort)),
        slide=draw(st.none() | st.integers(1, 99)),
        story=draw(st.none() | st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True)),
        data=draw(st.none() | st.from_regex(r"[0-9a-f]{8,64}", fullmatch=True)),
    )
    inside = [code for code in _AREAS if dataset().gazetteer.holds(query.a, code)]
    known = REGISTRY[metric].periods(dataset())
    earlier = [period for period in known if period < (query.year or known[-1])]
    return replace(
        query,
        at=draw(st.none() | st.sampled_from(inside)),
        since=draw(st.sampled_from([None, *earlier])),
    )
