"""Conditions on areas ("growth above 2"), and their codec to and from one URL parameter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.indicators import REGISTRY, Comparable, Metric
from geo.model import Level

MOST = 3
"""Conditions that may be asked for at once."""

_FORM = re.compile(r"([a-z0-9]+)\.(above|below)\.(-?[0-9]{1,9}(?:\.[0-9]{1,3})?)")


class Bound(StrEnum):
    """The side of the threshold on which a value has to lie; the threshold itself is on neither."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Condition:
    """A metric (code), a side, and a threshold in the metric's unit, to three decimals."""

    metric: str
    bound: Bound
    threshold: float

    def __str__(self) -> str:
        number = f"{self.threshold:.3f}".rstrip("0").rstrip(".")
        return f"{self.metric}.{self.bound}.{number}"


def fit(metric: Metric) -> bool:
    """Whether areas may be chosen by this metric: they can be ranked, and there are several."""
    several = metric.levels[-1].depth > Level.PROVINCE.depth
    return metric.ranked and several and metric.comparable is not Comparable.NOTHING


def condition(text: str) -> Condition:
    """The condition written as `metric.above.2.5`.

    Raises ValueError where it has another form, and KeyError where its metric is unknown or unfit.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(text)
    code, bound, number = found.groups()
    if code not in REGISTRY or not fit(REGISTRY[code]):
        raise KeyError(code)
    # Minus nought would be written back without its sign.
    return Condition(code, Bound(bound), float(number) + 0.0)


def written(conditions: Sequence[Condition]) -> str:
    """Conditions as one parameter; `condition` reads each item of the comma-separated list."""
    return ",".join(map(str, conditions))
