"""The sections of a profile that open in place: mixes, sectors, published series, similar areas."""

from __future__ import annotations

import math
import re
from typing import Any

from geo.dataset import Dataset
from geo.indicators import REGISTRY, Comparable, Metric, Unit
from geo.mixes import Mix, Piece, mix
from geo.model import Flag
from geo.query import Query
from geo.quotients import Quotient, quotients
from geo.similar import Neighbour, similar
from geo.views import MARKS
from geo.wording import Words

MIXES = ("use", "age", "growth", "size")
"""Dimensions of which a profile shows the mix; sectors have a section of their own."""


def mark(flag: Flag) -> str:
    """One character for how far a value may be trusted, empty where it is sure."""
    return "c" if flag is Flag.CARE else MARKS.get(flag, "")


def mixes(query: Query, data: Dataset, area: str, say: Words) -> dict[str, Any]:
    """Shares by internet use, age, growth and size, each under the query's filters."""
    found = [(name, mix(data, name, query.filters, area)) for name in MIXES]
    return {
        "newmax": query.filters.newmax,
        "groups": [_mix(name, own, say) for name, own in found],
    }


def _mix(name: str, own: Mix | None, say: Words) -> dict[str, Any]:
    """One mix: its pieces as in `share_row`, and how many businesses are left out as unknown."""
    if own is None:
        return {"d": name, "x": say.text("ui.profile.filtered")}
    payload: dict[str, Any] = {"d": name, "p": [share_row(piece, say) for piece in own.pieces]}
    if own.unknown:
        payload["u"] = say.text("record.unknowns", count=say.whole(own.unknown))
    return payload


def share_row(piece: Piece, say: Words) -> list[Any]:
    """Code, mark, printed share, printed interval, share and interval as numbers."""
    if not piece.shown:
        return [piece.code, mark(piece.flag)]
    value = say.value(piece.value, Unit.PERCENT)
    numbers = [round(piece.value, 1)]
    if math.isnan(piece.low):
        return [piece.code, mark(piece.flag), value, "", *numbers]
    numbers += [round(piece.low, 1), round(piece.high, 1)]
    span = say.ends(piece.low, piece.high, Unit.PERCENT)
    return [piece.code, mark(piece.flag), value, span, *numbers]


def sectors(query: Query, data: Dataset, area: str, say: Words) -> dict[str, Any]:
    """Sectors with their shares and location quotients, the most common first."""
    found = quotients(data, query.filters, area)
    if found is None:
        return {"x": say.text("ui.profile.filtered")}
    region = data.gazetteer.region_of(area).code
    order = sorted(found, key=lambda item: -item.share.value if item.share.shown else math.inf)
    payload: dict[str, Any] = {"rows": [_sector(item, say) for item in order]}
    if area != region:
        payload["region"] = say.short(data.gazetteer, region)
    return payload


def _sector(item: Quotient, say: Words) -> list[Any]:
    """Share as in `share_row` (five of its items), then quotient, interval, mark and verdict."""
    share = [*share_row(item.share, say), "", "", None][:5]
    if math.isnan(item.value):
        return [*share, "", "", mark(item.flag), 0]
    span = "" if math.isnan(item.low) else _quotient_ends(item, say)
    return [*share, say.number(item.value, Unit.WORKERSPER), span, mark(item.flag), item.sure]


def _quotient_ends(item: Quotient, say: Words) -> str:
    return say.ends(item.low, item.high, Unit.WORKERSPER)


def series(query: Query, data: Dataset, area: str, say: Words) -> dict[str, Any]:
    """Every official metric that the area has, or the nearest area around it that has one."""
    del query
    official = (metric for metric in REGISTRY.values() if metric.measure is None)
    found = [(metric, nearest(metric, data, area)) for metric in official]
    return {"rows": [_series(metric, data, where, area, say) for metric, where in found if where]}


def nearest(metric: Metric, data: Dataset, area: str) -> str | None:
    """The area (code) whose figures stand for `area`: itself, else the nearest around it."""
    around = [own.code for own in data.gazetteer.ancestors(area)]
    if metric.comparable is Comparable.PROVINCES:
        around += data.gazetteer.region_of(area).context
    return next((code for code in (area, *around) if metric.periods(data, code)), None)


def _series(metric: Metric, data: Dataset, where: str, area: str, say: Words) -> dict[str, Any]:
    """One metric: whose figures they are, points (time, value, period, text), what to know."""
    readings = [
        (period, reading)
        for period in metric.periods(data, where)
        if (reading := metric.read(data, where, period)) is not None
    ]
    notes = dict.fromkeys(reading.note for _, reading in readings if reading.note)
    row: dict[str, Any] = {
        "m": metric.code,
        "p": [
            [
                time_of(period),
                reading.value,
                say.years(metric, period),
                say.number(reading.value, metric.unit),
                *([1] if reading.note else []),
            ]
            for period, reading in readings
        ],
        "n": [
            *(say.text(f"note.{note}") for note in notes),
            say.text(f"metric.{metric.code}.caveat"),
            say.text(f"comparable.{metric.comparable}"),
        ],
    }
    if where != area:
        name = say.short(data.gazetteer, where)
        inside = where in data.gazetteer.areas
        row["w"] = say.text("ui.profile.around" if inside else "ui.profile.context", area=name)
    return row


def time_of(period: str) -> float:
    """A period as a year: the second half of 2024 begins at 2024.5."""
    half = re.fullmatch(r"(\d{4})S2", period)
    return int(period[:4]) + (0.5 if half else 0.0)


def similar_areas(query: Query, data: Dataset, area: str, say: Words) -> dict[str, Any]:
    """The areas most like this one, and in what they are alike and differ most."""
    found = similar(data, query.filters, area)
    payload: dict[str, Any] = {
        "rows": [_neighbour(data, item, say) for item in found.neighbours],
        "features": ", ".join(say.text(f"metric.{code}.short") for code in found.features),
    }
    if found.missing:
        names = ", ".join(say.text(f"metric.{code}.short") for code in found.missing)
        payload["missing"] = say.text("ui.profile.missing", names=names)
    return payload


def _neighbour(data: Dataset, item: Neighbour, say: Words) -> dict[str, str]:
    return {
        "c": item.area,
        "n": say.area(data.gazetteer, item.area),
        "d": say.number(item.distance, Unit.WORKERSPER),
        "a": _feature(item.alike, say),
        "b": _feature(item.apart, say),
    }


def _feature(feature: tuple[str, float, float], say: Words) -> str:
    code, own, other = feature
    unit = REGISTRY[code].unit
    return say.text(
        "ui.profile.feature",
        metric=say.text(f"metric.{code}.short"),
        own=say.number(own, unit),
        other=say.value(other, unit),
    )
