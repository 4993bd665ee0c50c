"""One type for the state of a view.

A Query knows no page: every page reads of it what concerns it, so that a link between pages keeps
the rest. Its form in a URL is that of `geo.codec`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from geo.conditions import Condition
from geo.model import (
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


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters on business records; an empty set means no filter."""

    use: frozenset[Use] = frozenset()
    age: frozenset[Age] = frozenset()
    growth: frozenset[Growth] = frozenset()
    sector: frozenset[str] = frozenset()
    size: frozenset[Size] = frozenset()
    newmax: int = 2


@dataclass(frozen=True, slots=True)
class Query:
    """The state of a view.

    `a` to `d` are the areas in view, by BPS code or that of a rest (`34-3404`: `geo.rests`); `b` is
    never `a`: where it would be, it is `usual_other` of it. `at` is the selected area (inside one
    of them, no rest); `year` is a period code (`2016`, `2024S1`), None
    for the latest; `since` an earlier period, the change from which is shown in place of the value;
    `theme` None follows the reader's system; `act` are the conditions that areas shall meet, at
    most three; `breaks` are the reader's own bounds between classes, ascending, none or two to six,
    used under `scheme=own` (which has them); `data` the checksum of an own file, never looked up.
    """

    lang: Lang = Lang.ID
    theme: Theme | None = None
    a: str = "34"
    b: str = "3273"
    c: str | None = None
    d: str | None = None
    at: str | None = None
    level: Level = Level.KECAMATAN
    metric: str = "integrated"
    year: str | None = None
    since: str | None = None
    filters: Filters = field(default_factory=Filters)
    act: tuple[Condition, ...] = ()
    k: int = 5
    scheme: Scheme = Scheme.NATURAL
    breaks: tuple[float, ...] = ()
    palette: Palette = Palette.BLUES
    show: Show | None = None
    base: Base = Base.OFFLINE
    sort: Sort = Sort.VALUE
    slide: int | None = None
    story: str | None = None
    data: str | None = None

    def __post_init__(self) -> None:
        """Keep `b` another area than `a`, whoever changes either."""
        if self.b == self.a:
            object.__setattr__(self, "b", usual_other(self.a))

    @property
    def compared(self) -> tuple[str, ...]:
        """The areas that stand beside each other on Compare: two to four, `a` and `b` first."""
        more = (code for code in (self.c, self.d) if code is not None)
        return (
            self.a,
            self.b,
            *(code for code in dict.fromkeys(more) if code not in (self.a, self.b)),
        )


def usual_other(a: str) -> str:
    """What `b` is when a link names only `a`: Kota Bandung, and DIY beside Kota Bandung itself."""
    first, second = (item.default for item in fields(Query) if item.name in ("a", "b"))
    return str(first if a == second else second)
