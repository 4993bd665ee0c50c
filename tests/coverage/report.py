"""`docs/coverage.md`: before and after side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tests.coverage.summary import Line

_TEXT = """\
# Coverage of intervals

What `make coverage` found last: {samples} samples of a population whose values are known
(`data/build/example`, the population of the example), each estimated as a file of records is. Every
cell has what was found before (the estimation of 6befc26, {earlier} samples of the same design)
and after.

## Intervals that hold the true value

Per cent, mean over areas, with the Monte Carlo error of the later figure. Bars: 93–97 for `workers`
(a total) and `workersper` (a mean), 93–99 for shares. What is beyond its bar is **bold**.

| level | measure | all areas with an interval | areas shown | ± |
|---|---|---:|---:|---:|
{values}

## Intervals of differences that hold the true difference

Two areas of one kabupaten/kota (kabupaten/kota: any two), another pair in each sample.

| level | measure | all pairs with an interval | pairs of which both are shown | ± |
|---|---|---:|---:|---:|
{differences}

## Equal areas called different

From a second population, whose areas of one kabupaten/kota are equal by construction: per cent of
pairs whose difference is called clear. Bar: at most 6. Kabupaten/kota have other sizes of business
there too, and numbers of workers follow the number of businesses: neither is among them.

| level | measure | all pairs | pairs of which both are shown | ± |
|---|---|---:|---:|---:|
{equal}

## How many areas are shown

Per cent of the areas, mean over samples: `ok` / `care` / `unreliable`. Bars: `online` at least 80,
`integrated` 60 and `new` 45 of the kelurahan shown.

| level | measure | before | after | shown after |
|---|---|---:|---:|---:|
{flags}

Intervals are with replacement, of a population of which about a seventh is drawn: they are meant to
hold a little too often ([ADR 26](adr/0026-the-example-is-drawn-as-it-declares.md)). Disclosure
control is left out: it hides by counts, not by how sure a value is.
"""
_SHOWN_LEAST: Mapping[str, float] = {"online": 80, "integrated": 60, "new": 45}
_MEANS = ("workers", "workersper")
_EQUAL = (0.0, 6.0)


def page(before: Sequence[Line], after: Sequence[Line]) -> str:
    """The page as Markdown."""
    old = {(line.level, line.measure): line for line in before}
    pairs = [(old.get((line.level, line.measure)), line) for line in after]

    def rows(lines: Sequence[tuple[Line | None, Line]], *names: str) -> str:
        table = []
        for was, new in lines:
            bars = [_EQUAL if name.startswith("equal") else _held(new.measure) for name in names]
            cells = [_both(was, new, name, bar) for name, bar in zip(names, bars, strict=True)]
            error = f"{getattr(new, f'{names[-1]}_error'):.2f}"
            table.append(f"| {new.level} | `{new.measure}` | {' | '.join(cells)} | {error} |")
        return "\n".join(table)

    alike = [pair for pair in pairs if pair[1].level != "kabkota" and not math.isnan(pair[1].equal)]
    return _TEXT.format(
        samples=f"{after[0].samples:,}",
        earlier=f"{before[0].samples:,}" if before else "no",
        values=rows(pairs, "value", "value_shown"),
        differences=rows(pairs, "apart", "apart_shown"),
        equal=rows(alike, "equal", "equal_shown"),
        flags="\n".join(
            f"| {new.level} | `{new.measure}` | {_flags(was)} | {_flags(new)} | {_shown(new)} |"
            for was, new in pairs
        ),
    )


def _held(measure: str) -> tuple[float, float]:
    return (93.0, 97.0) if measure in _MEANS else (93.0, 99.0)


def _both(was: Line | None, new: Line, name: str, bar: tuple[float, float]) -> str:
    earlier = "–" if was is None else _judged(getattr(was, name), bar)
    return f"{earlier} → {_judged(getattr(new, name), bar)}"


def _judged(value: float, bar: tuple[float, float]) -> str:
    if math.isnan(value):
        return "–"
    return f"{value:.1f}" if bar[0] <= value <= bar[1] else f"**{value:.1f}**"


def _flags(line: Line | None) -> str:
    return "–" if line is None else f"{line.ok:.1f} / {line.care:.1f} / {line.unreliable:.1f}"


def _shown(line: Line) -> str:
    least = _SHOWN_LEAST.get(line.measure, 0.0) if line.level == "kelurahan" else 0.0
    return _judged(line.ok + line.care, (least, 100.0))
