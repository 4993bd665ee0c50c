"""A sheet to draw a figure on: pixels from the top left, text that wraps, hatched swatches.

On matplotlib's Figure alone, without pyplot, whose state is shared by all threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

WIDTH, HEIGHT = 1600, 900
"""Pixels: a slide's, 16 to 9."""

DPI = 100

PAPER, INK, MUTED, LINE, ACCENT = "#ffffff", "#182044", "#565d7a", "#ddd6c8", "#9c4221"
SOFT, SEA, LAND, LAND_EDGE = "#f5e7dc", "#dbe6ea", "#ece8df", "#cfc9bb"
UNKNOWN = "#f4f0e9"
"""Where the base map ends: neither land nor sea."""
EDGE, HALO, BLANK, HATCH, PICK = "#27304f", "#ffffff", "#faf6ec", "#958d7c", "#131a38"
# The light look of the page (page.css), which is the one for paper and for bright rooms.

SIDE_COLOURS = ("#2b3a78", ACCENT, "#0b6e5f", "#9b1f6b")
"""Colours of the sides of a comparison, each of which bears its letter too."""

HATCHES: Mapping[str, str] = MappingProxyType({"n": "//", "s": "xx", "u": "..", "care": "\\\\\\"})
"""Hatches by the marks of areas without a value, and of values to be read with care."""

_STYLE: Mapping[Any, Any] = MappingProxyType(
    {
        "font.family": "sans-serif",
        "hatch.linewidth": 1.0,
        "svg.fonttype": "none",
        "svg.hashsalt": "peta",
        "text.parse_math": False,
        "text.usetex": False,
        "path.simplify": True,
    }
)


def style() -> Any:
    """Matplotlib's settings for a figure, as a context; one thread at a time may be in it."""
    return mpl.rc_context(dict(_STYLE))


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type in pixels, its colour and weight."""

    px: float
    colour: str = INK
    bold: bool = False

    @property
    def font(self) -> FontProperties:
        """The font that ships with matplotlib, at this size."""
        return FontProperties(
            family="sans-serif",
            size=self.px * 72 / DPI,
            weight="bold" if self.bold else "normal",
        )

    @property
    def leading(self) -> float:
        """Pixels from one line to the next."""
        return self.px * 1.32


class Canvas:
    """A figure of `WIDTH` by `HEIGHT` pixels; x grows to the right, y downwards."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=PAPER)
        self.renderer = FigureCanvasAgg(self.figure).get_renderer()
        flipped = Affine2D().scale(1 / DPI, -1 / DPI).translate(0, HEIGHT / DPI)
        self.px = flipped + self.figure.dpi_scale_trans

    def add(self, patch: Patch, clip: Rectangle | None = None, code: str | None = None) -> None:
        """Draw a patch given in pixels, cut off at `clip`; `code` becomes its id in SVG."""
        patch.set_transform(self.px)
        self.figure.add_artist(patch)
        if clip is not None:
            patch.set_clip_path(clip)
        if code is not None:
            patch.set_gid(code)

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> Rectangle:
        """A rectangle by its top left corner."""
        patch = Rectangle((x, y), width, height, **look)
        self.add(patch)
        return patch

    def text(self, x: float, y: float, text: str, kind: Type, **look: Any) -> Text:
        """One line of text with its baseline at `y`."""
        drawn = Text(x, y, text, fontproperties=kind.font, color=kind.colour, **look)
        drawn.set_transform(self.px)
        self.figure.add_artist(drawn)
        return drawn

    def width(self, text: str, kind: Type) -> float:
        """Pixels that a line takes."""
        return float(self.renderer.get_text_width_height_descent(text, kind.font, ismath=False)[0])

    def wrapped(self, text: str, kind: Type, width: float) -> list[str]:
        """`text` in lines of at most `width` pixels; a word that is longer is cut."""
        lines = [""]
        for word in text.split(" "):
            joined = f"{lines[-1]} {word}".strip()
            if self.width(joined, kind) <= width:
                lines[-1] = joined
                continue
            rest = word
            while self.width(rest, kind) > width:
                fits = next(
                    n for n in range(len(rest), 0, -1) if self.width(rest[:n], kind) <= width
                )
                lines.append(rest[:fits])
                rest = rest[fits:]
            lines.append(rest)
        return [line for line in lines if line]

    def paragraph(
        self, x: float, y: float, text: str, kind: Type, width: float, most: int = 99
    ) -> float:
        """Wrapped text from the top `y` downwards, at most so many lines; returns where it ends."""
        lines = self.wrapped(text, kind, width)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
        for line in lines:
            self.text(x, y + kind.px, line, kind)
            y += kind.leading
        return y


def hatched(mark: str, colour: str = BLANK) -> dict[str, Any]:
    """Look of an area that bears a hatch."""
    line = HATCH if mark != "care" else INK if _luminance(colour) > 0.3 else PAPER
    return {"facecolor": colour, "hatch": HATCHES[mark], "hatchcolor": line}


def outline(mark: str) -> dict[str, Any]:
    """Look of the outline of an area that meets the conditions, surely (`s`) or likely (`l`)."""
    sure = {"linewidth": 2.6, "linestyle": "solid"}
    return {"edgecolor": ACCENT, **(sure if mark == "s" else {"linewidth": 2, "linestyle": "--"})}


def _luminance(colour: str) -> float:
    """Relative luminance of a hex colour, 0 to 1 (WCAG 2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
