"""From the outcomes of many samples to one row a level and measure."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geo.model import Flag
from tests.coverage.trial import YES, Found, Outcome
from tests.coverage.worlds import CODES, LEVELS


@dataclass(frozen=True, slots=True)
class Line:
    """One level and measure; all but the first three in per cent, NaN where nothing was counted.

    `value` and `apart`: intervals that hold the true value, and the true difference of two areas of
    a kabkota; `equal`: pairs of areas, equal by construction, that are called different. Each of
    all areas with an interval and of those shown, then with its Monte Carlo error. `ok`, `care`,
    `unreliable`: areas with this flag.
    """

    level: str
    measure: str
    samples: int
    value: float
    value_error: float
    value_shown: float
    value_shown_error: float
    apart: float
    apart_error: float
    apart_shown: float
    apart_shown_error: float
    equal: float
    equal_error: float
    equal_shown: float
    equal_shown_error: float
    ok: float
    care: float
    unreliable: float


def summed(
    example: Sequence[Outcome], equal: Sequence[Outcome], sizes: Sequence[int]
) -> list[Line]:
    """Lines of every level and measure; `sizes` are the numbers of areas by level."""
    own, same = np.stack(example), np.stack(equal)
    ends = np.cumsum(sizes)
    return [
        _line(level, code, own[:, at, :, first:last], same[:, at, :, first:last])
        for level, first, last in zip(LEVELS, ends - sizes, ends, strict=True)
        for at, code in enumerate(CODES)
    ]


def _line(level: str, code: str, own: Outcome, same: Outcome) -> Line:
    """From arrays of (samples, `Found`, areas)."""
    shown = np.isin(own[:, Found.FLAG], [tuple(Flag).index(flag) for flag in (Flag.OK, Flag.CARE)])
    both, alike = own[:, Found.BOTH] == YES, same[:, Found.BOTH] == YES
    everyone = np.ones_like(shown)
    # Numbers of businesses are never equal: areas differ in size.
    called = np.full_like(same[:, Found.CLEAR], -1) if code == "workers" else same[:, Found.CLEAR]
    flags = own[:, Found.FLAG]
    return Line(
        str(level),
        code,
        len(own),
        *_rate(own[:, Found.HELD], everyone),
        *_rate(own[:, Found.HELD], shown),
        *_rate(own[:, Found.APART_HELD], everyone),
        *_rate(own[:, Found.APART_HELD], both),
        *_rate(called, everyone),
        *_rate(called, alike),
        *(
            100 * float((flags == tuple(Flag).index(flag)).mean())
            for flag in (Flag.OK, Flag.CARE, Flag.UNRELIABLE)
        ),
    )


def _rate(answers: Outcome, among: NDArray[np.bool_]) -> tuple[float, float]:
    """Per cent of yes among the answers that are yes or no, and its Monte Carlo error.

    Answers of one sample hang together, those of two do not: the error is that of a ratio of means
    over samples (Cochran 1977, "Sampling Techniques", section 2.11).
    """
    counted = (answers >= 0) & among
    yes, of = ((answers == YES) & counted).sum(axis=1), counted.sum(axis=1)
    if not of.any():
        return float("nan"), float("nan")
    rate, samples = yes.sum() / of.sum(), len(of)
    rest = (yes - rate * of) / of.mean()
    return 100 * float(rate), 100 * float(np.sqrt((rest**2).sum() / max(samples - 1, 1) / samples))


def write_lines(lines: Sequence[Line], path: Path) -> None:
    """Keep the lines as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(field.name for field in fields(Line))
        for line in lines:
            out.writerow(f"{x:.3f}" if isinstance(x, float) else x for x in astuple(line))


def read_lines(path: Path) -> list[Line]:
    """The lines that were kept; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Line(
                row["level"], row["measure"], int(row["samples"]), *map(float, [*row.values()][3:])
            )
            for row in csv.DictReader(stream)
        ]
