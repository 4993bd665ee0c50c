"""A view as a still picture, PNG or SVG, that says by itself all that is needed to read it.

The map comes from the page's own payloads, so that colours, classes, counts and words are the
same as there. Text of the SVG is text, and each area carries its printed value.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from html import escape
from threading import Lock
from typing import Any

from matplotlib.patches import Circle

from geo import canvas
from geo.act import judge
from geo.canvas import HEIGHT, WIDTH, Canvas, Type
from geo.citing import title_of
from geo.figuremap import AreaMap, Side, scale_of
from geo.figurepair import captions, frames, intervals, places
from geo.legend import Legend, legend_of
from geo.model import Flag
from geo.periods import pooled_legend, series_of
from geo.taken import Taken
from geo.views import (
    SIDES,
    legend_payload,
    map_payload,
    outline_words,
    outlines,
    texts,
)
from geo.wording import Words

_LONG = 5
"""Lines from which on a text of the column is set smaller."""

_MARGIN, _SIDE = 44.0, 420.0
"""Pixels around everything, and those of the column beside the map."""

_TITLES = tuple(Type(px, bold=True) for px in (31, 28, 25))
_ANSWERS = tuple(Type(px) for px in (25, 22, 19))
_HEAD, _BODY = Type(20, bold=True), Type(19)
_QUIET, _SMALL, _NOTE = (
    Type(16, canvas.MUTED),
    Type(15, canvas.MUTED),
    Type(20, canvas.ACCENT, bold=True),
)

_SLASH = " / "
"""Between the numbers of two sides."""

_DRAWING = Lock()
"""Matplotlib's settings are one for all threads, so one figure is drawn at a time."""


def to_png(taken: Taken) -> bytes:
    """The picture of a view: PNG of 1600 by 900 pixels, title and source in its metadata."""
    about = taken.about
    metadata = {
        "Title": _title(taken),
        "Description": ". ".join(part for part in (about.notice, about.sentence) if part),
        "Source": about.citation,
        "Software": taken.say.text("app.title"),
    }
    return _printed(taken, "png", metadata)


def to_svg(taken: Taken) -> bytes:
    """The picture of a view: SVG with text as text, a title, a description, values of areas."""
    about = taken.about
    metadata = {
        "Title": _title(taken),
        "Description": about.sentence,
        "Source": about.citation,
        "Rights": about.attribution,
        "Date": taken.stamp.day.isoformat(),
        "Creator": taken.say.text("app.title"),
        "Language": str(taken.query.lang),
    }
    return _accessible(_printed(taken, "svg", metadata).decode(), taken).encode()


def _title(taken: Taken) -> str:
    """What is seen: a third and fourth area have no map."""
    return title_of(taken.data, taken.pair, taken.say)


def _printed(taken: Taken, form: str, metadata: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with _DRAWING, canvas.style():
        sheet = Canvas()
        _compose(sheet, taken)
        sheet.figure.savefig(buffer, format=form, metadata=dict(metadata))
    return buffer.getvalue()


def _compose(sheet: Canvas, taken: Taken) -> None:
    """Head, foot, and between them the maps with the column of legend and basis."""
    legend, described = _legend(taken)
    payloads = [
        map_payload(taken.query, taken.data, table, legend, taken.say, side)
        for side, table in enumerate(taken.pair)
    ]
    judged = judge(taken.query, taken.data) if len(payloads) == 1 else None
    if judged is not None:
        payloads[0]["act"] = outlines(taken.data, judged)
        described["outlines"] = outline_words(taken.say)
    top = _head(sheet, taken) + 14
    bottom = _foot(sheet, taken) - 14
    across = WIDTH - 2 * _MARGIN - _SIDE - 28
    whole = (_MARGIN, top, across, bottom - top)
    boxes = places(whole, taken.data, taken.pair)
    if len(boxes) > 1:
        under = captions(sheet, taken, boxes)
        boxes = [(x, under, wide, bottom - under) for x, _, wide, _ in boxes]
    shown = frames(boxes, taken.data, taken.pair)
    for number, (frame, payload) in enumerate(zip(shown, payloads, strict=True)):
        side = Side(SIDES[number], taken.pair[number], payload)
        AreaMap(sheet, frame, taken.data, side, taken.say).draw()
    column = _Column(sheet, taken.say, WIDTH - _MARGIN - _SIDE, top)
    column.legend(described, scale_of(shown[0]))
    column.basis(taken)
    intervals(sheet, taken, column.x, column.y, _SIDE, bottom)


def _legend(taken: Taken) -> tuple[Legend, dict[str, Any]]:
    """The legend of the page, and its payload: of one area over all years, of two in one year."""
    query, data, say, tables = taken.query, taken.data, taken.say, taken.pair
    if len(tables) > 1:
        legend = legend_of(query, tables)
        return legend, legend_payload(tables, legend, say)
    series = series_of(query, data, tables[0])
    return series.legend, pooled_legend(legend_payload(tables, series.legend, say), series, say)


def _head(sheet: Canvas, taken: Taken) -> float:
    """Notice, title and answer; returns where they end."""
    about, title, y, wide = taken.about, _title(taken), _MARGIN - 8, WIDTH - 2 * _MARGIN
    if about.notice:
        sheet.box(0, 0, WIDTH, 40, facecolor=canvas.SOFT, linewidth=0)
        sheet.box(0, 0, 10, 40, facecolor=canvas.ACCENT, linewidth=0)
        sheet.text(_MARGIN, 27, about.notice, _NOTE)
        y = 52
    fits = (kind for kind in _TITLES if sheet.width(title, kind) <= wide)
    y = sheet.paragraph(_MARGIN, y, title, next(fits, _TITLES[-1]), wide, most=2)
    short = (kind for kind in _ANSWERS if len(sheet.wrapped(about.sentence, kind, wide)) <= 3)
    kind = next(short, _ANSWERS[-1])
    return sheet.paragraph(_MARGIN, y + 6, about.sentence, kind, wide, most=3)


def _foot(sheet: Canvas, taken: Taken) -> float:
    """Source, boundaries and link; returns where they begin."""
    about, wide = taken.about, WIDTH - 2 * _MARGIN
    told = [(about.citation, 3), (taken.say.text("ui.map.credit"), 1)]
    lines = [min(len(sheet.wrapped(text, _SMALL, wide)), most) for text, most in told]
    top = HEIGHT - 22 - sum(lines) * _SMALL.leading
    y = top
    for text, most in told:
        y = sheet.paragraph(_MARGIN, y, text, _SMALL, wide, most=most)
    return top


def _numbers(item: Mapping[str, Any]) -> str:
    """How many areas an entry of the legend holds, of several sides each by itself."""
    return _SLASH.join(map(str, item["counts"])) if "counts" in item else str(item["count"])


class _Column:
    """The column beside the map, filled from the top."""

    def __init__(self, sheet: Canvas, say: Words, x: float, y: float) -> None:
        self.sheet, self.say, self.x, self.y = sheet, say, x, y

    def write(self, text: str, kind: Type, after: float = 0) -> None:
        """A paragraph, and so much room after it."""
        self.y = self.sheet.paragraph(self.x, self.y, text, kind, _SIDE) + after

    def legend(self, described: Mapping[str, Any], scale: float) -> None:
        """The legend of the page: classes and absences, each with its number of areas a side."""
        areas = self.say.text("take.areas")
        entries = (*described["items"], *described["extra"])
        several = next((item["counts"] for item in entries if "counts" in item), ())
        letters = [side.upper() for side, _ in zip(SIDES, several, strict=False)]
        areas = " ".join((areas, _SLASH.join(letters))) if letters else areas
        self.sheet.text(self.x + _SIDE, self.y + _HEAD.px, areas, _QUIET, ha="right")
        room = _SIDE - self.sheet.width(areas, _QUIET) - 12
        self.y = self.sheet.paragraph(self.x, self.y, described["unit"], _HEAD, room) + 8
        if described["radii"]:
            self._rings(described, scale)
        for item in described["items"]:
            look = {"facecolor": item["colour"]}
            self._entry(item["text"], _numbers(item), look, as_circle=bool(described["radii"]))
        for item in described["extra"]:
            plain = item["code"] not in canvas.HATCHES
            look = {"facecolor": canvas.BLANK} if plain else canvas.hatched(item["code"])
            self._entry(item["text"], _numbers(item), look)
        if described["care"]:
            look = canvas.hatched("care", "#d6e4f2")
            self._entry(described["care"]["text"], _numbers(described["care"]), look)
        for outline in described.get("outlines", ()):
            look = {"fill": False, **canvas.outline(outline["code"])}
            self.sheet.box(self.x + 4, self.y + 3, 36, 18, **look)
            self.y = self.sheet.paragraph(
                self.x + 58, self.y + 1, outline["text"], _BODY, _SIDE - 58
            )
        self.y += 10

    def _entry(
        self, text: str, count: str, look: Mapping[str, Any], *, as_circle: bool = False
    ) -> None:
        """Swatch, text and number of areas in one line, or more where the text is long."""
        room = max(50.0, self.sheet.width(count, _BODY) + 12)
        if as_circle:
            self.sheet.add(Circle((self.x + 22, self.y + 12), 12, edgecolor=canvas.EDGE, **look))
        else:
            self.sheet.box(self.x, self.y, 44, 24, edgecolor=canvas.EDGE, linewidth=0.8, **look)
        self.sheet.text(self.x + _SIDE, self.y + 19, count, _BODY, ha="right")
        end = self.sheet.paragraph(self.x + 58, self.y + 1, text, _BODY, _SIDE - 58 - room)
        self.y = max(self.y + 24, end) + 6

    def _rings(self, described: Mapping[str, Any], scale: float) -> None:
        """Circles inside one another on one ground line, at the map's own scale."""
        sized = [(item["px"] * scale, item["text"]) for item in described["radii"]]
        largest = max(radius for radius, _ in sized)
        ground, middle = self.y + 2 * largest, self.x + largest
        line = self.y
        for radius, text in sized:
            top = ground - 2 * radius
            colour = described["items"][-1]["colour"]
            ring = Circle((middle, ground - radius), radius, facecolor=colour, alpha=0.22)
            self.sheet.add(ring)
            rim = Circle((middle, ground - radius), radius, fill=False, edgecolor=canvas.INK)
            self.sheet.add(rim)
            line = max(line, top)
            self.sheet.text(self.x + 2 * largest + 18, line + 14, text, _BODY)
            line += _BODY.leading
        self.y = max(ground, line) + 12

    def basis(self, taken: Taken) -> None:
        """Which businesses count and how many, the kind of evidence, and what is not drawn."""
        say, about = self.say, taken.about
        for label, text in (("filters", about.filters), ("base", about.base)):
            if text:
                long = len(self.sheet.wrapped(text, _BODY, _SIDE)) > _LONG
                self.write(say.text(f"take.label.{label}"), _QUIET)
                self.write(text, _SMALL if long else _BODY, after=8)
        self.write(say.text("take.label.evidence"), _QUIET)
        self.write(about.kind, _BODY, after=8)
        if taken.other_kind:
            self.write(say.text("take.otherkind"), _SMALL)


def _accessible(svg: str, taken: Taken) -> str:
    """The SVG with a role, a description, and in each area its name and its printed value.

    Coordinates keep one decimal, a seventh of a pixel, of the six that matplotlib writes.
    """
    about, say = taken.about, taken.say
    told = escape(". ".join(part for part in (about.notice, about.sentence) if part))
    svg = svg.replace("<svg ", f'<svg role="img" lang="{taken.query.lang}" ', 1)
    svg = re.sub(r"(<title>.*?</title>)", rf"\1<desc>{told}</desc>", svg, count=1)
    svg = re.sub(r' d="[^"]+"', lambda path: re.sub(r"(\.\d)\d+", r"\1", path[0]), svg)
    for side, table in zip(SIDES, taken.pair, strict=False):
        printed = texts(table, say)
        for code, flag, text, value in zip(
            table.codes, table.flags, printed, table.value.tolist(), strict=True
        ):
            shown = flag in (Flag.OK, Flag.CARE)
            name = say.area(taken.data.gazetteer, code)
            label = escape(f"{name}: {text if shown else say.text(f'flag.{flag}')}")
            number = f' data-value="{value!r}"' if shown else ""
            mark = f'<g id="area-{side}-{code}">'
            held = f'<g id="area-{side}-{code}" data-flag="{flag}"{number}><title>{label}</title>'
            svg = svg.replace(mark, held, 1)
    return svg
