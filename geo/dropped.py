"""What of a link could not be used, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DropReason(StrEnum):
    """Why a parameter was dropped."""

    AREA = "area"
    SAME = "same"
    OUTSIDE = "outside"
    METRIC = "metric"
    PERIOD = "period"
    EARLIER = "earlier"
    CHOICE = "choice"
    RANGE = "range"
    FORM = "form"
    UNFIT = "unfit"
    MANY = "many"
    TWICE = "twice"
    FEW = "few"
    BREAKS = "breaks"


MOST_NAMED = 20
"""So many faults of a link are named one by one: who sends much gets little back."""

_LONGEST = 100


def excerpt(text: str) -> str:
    """As much of what was given as is repeated, at most 100 characters."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class Dropped:
    """One parameter, or one item of a list, that was not understood; `value` as it was given."""

    name: str
    value: str
    reason: DropReason
