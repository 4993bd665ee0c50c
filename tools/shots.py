"""Picture every page in every language, theme and width, and fail on what may not be there.

`python -m tools.shots` writes `shots/*.png` and a contact sheet `shots/sheet-*.png` per page.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

from PIL import Image, ImageDraw
from playwright.sync_api import Error, sync_playwright

from geo.model import Lang, Page, Theme
from tools.pagechecks import faults
from tools.server import ROOT, Server, serve
from tools.visit import Look, Visit, launch

SHOTS = ROOT / "shots"
WIDTHS: Mapping[int, int] = MappingProxyType({390: 844, 1280: 800, 1920: 1080})
"""Widths of a phone, a laptop and a projector, with their heights."""
THEMES = (Theme.LIGHT, Theme.DARK)
BROWSERS = 2
THUMBS: Mapping[int, int] = MappingProxyType({390: 200, 1280: 400, 1920: 400})
"""Width in pixels of a picture on a contact sheet, by the width of its window."""
SHEET = 640
"""Pictures taller than this are cut on a contact sheet."""
GAP = 8


@dataclass(frozen=True, slots=True)
class State:
    """A page worth a picture: what its files are called, its path, its parameters.

    `opens` are selectors of what is clicked before the picture, `asks` of what is clicked then and
    costs a run each.
    """

    name: str
    page: Page
    params: Mapping[str, str] = field(default_factory=dict)
    opens: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    def path(self, **more: str) -> str:
        """Path and query of the state with further parameters."""
        base = "/" if self.page is Page.HOME else f"/{self.page}"
        query = urlencode({**self.params, **more}, safe=",")
        return f"{base}?{query}" if query else base


_PROFILE = ('[data-pane="profile"]',)
_SECTIONS = tuple(
    f'[data-section="{code}"] > summary' for code in ("mix", "sectors", "series", "similar")
)
_BEHIND = tuple(
    f'[data-part="contrasts"] [data-section="{code}"] > summary'
    for code in ("mixes", "why", "jobs", "official")
)
_OPTIONS = (".option-summary",)
STATES = (
    *(State(page, page) for page in Page),
    State("explore-census", Page.EXPLORE, {"metric": "se2016", "level": "kabkota"}),
    State("explore-bandung", Page.EXPLORE, {"a": "3273", "metric": "emprate", "level": "kabkota"}),
    State("explore-employed", Page.EXPLORE, {"metric": "employed", "level": "kabkota"}),
    State("explore-change", Page.EXPLORE, {"metric": "sechange", "level": "kabkota"}),
    State("explore-selected", Page.EXPLORE, {"a": "3404", "at": "3404070"}),
    State("explore-empty", Page.EXPLORE, {"a": "3273", "metric": "register"}),
    State("explore-filtered", Page.EXPLORE, {"metric": "workersper", "use": "promotion"}),
    State("explore-hidden", Page.EXPLORE, {"metric": "growthgap", "level": "kelurahan"}),
    State("explore-profile", Page.EXPLORE, {"at": "3404070"}, _PROFILE, _SECTIONS),
    State("explore-drilled", Page.EXPLORE, {"a": "3404070", "level": "kelurahan"}),
    State("explore-hexes", Page.EXPLORE, {"metric": "businesses", "show": "hexes"}),
    State("explore-mix", Page.EXPLORE, {"metric": "businesses", "show": "mix"}),
    State("explore-points", Page.EXPLORE, {"a": "3404070", "show": "points"}),
    State("explore-own", Page.EXPLORE, {"scheme": "own", "breaks": "8,10.5,15"}, _OPTIONS),
    State(
        "explore-years",
        Page.EXPLORE,
        {"metric": "emprate", "at": "3402"},
        (".peta-years > summary",),
    ),
    State("explore-since", Page.EXPLORE, {"metric": "emprate", "since": "2018"}),
    State("explore-act", Page.EXPLORE, {"act": "jobgrowth.above.4,integrated.below.15"}),
    State("compare-emprate", Page.COMPARE, {"metric": "emprate", "level": "kabkota"}),
    State("compare-records", Page.COMPARE, {"metric": "integrated", "growth": "grew,shrank"}),
    State("compare-guard", Page.COMPARE, {"metric": "se2016", "level": "kabkota"}),
    State("compare-rest", Page.COMPARE, {"a": "3404", "b": "34-3404"}, asks=_BEHIND),
    State("compare-four", Page.COMPARE, {"c": "3404", "d": "3404070"}, asks=_BEHIND),
    State("compare-near", Page.COMPARE, {"a": "3404070", "b": "3273160", "level": "kelurahan"}),
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to take."""

    state: State
    lang: Lang
    theme: Theme
    width: int

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return f"{self.state.name}-{self.lang}-{self.theme}-{self.width}"

    def file(self, folder: Path) -> Path:
        """Where its picture lies in a folder."""
        return folder / f"{self.name}.png"

    @property
    def path(self) -> str:
        """Path and query of the page; defaults are left out, as the app does."""
        lang = {} if self.lang is Lang.ID else {"lang": str(self.lang)}
        return self.state.path(**lang, theme=str(self.theme))


def shots(states: Sequence[State] = STATES) -> tuple[Shot, ...]:
    """Every state in every language, theme and width."""
    return tuple(Shot(*parts) for parts in product(states, Lang, THEMES, WIDTHS))


def take(server: Server, wanted: Sequence[Shot], folder: Path) -> list[str]:
    """Take the pictures in one browser; the faults found, each with the name of its picture.

    Pictures of one width share a visit, so that the scripts are fetched and compiled once.
    """
    found = []
    with sync_playwright() as playwright, launch(playwright) as browser:
        for width, height in WIDTHS.items():
            with Visit(browser, server.origin, Look(width, height, touch=width < 400)) as visit:
                for shot in wanted:
                    if shot.width == width:
                        found += [f"{shot.name}: {line}" for line in _take(visit, shot, folder)]
    return found


def sheets(folder: Path, wanted: Sequence[Shot]) -> list[Path]:
    """Write a contact sheet per page from the pictures in the folder; their paths."""
    written = []
    for page in Page:
        taken = [shot for shot in wanted if shot.state.page is page]
        cards = [_card(path, shot.width) for shot in taken if (path := shot.file(folder)).exists()]
        if cards:
            path = folder / f"sheet-{page}.png"
            _sheet(cards).save(path)
            written.append(path)
    return written


def _take(visit: Visit, shot: Shot, folder: Path) -> Iterator[str]:
    visit.strangers.clear()
    visit.errors.clear()
    visit.page.set_viewport_size({"width": shot.width, "height": WIDTHS[shot.width]})
    try:
        page = visit.open(shot.path)
        for selector in shot.state.opens:
            page.locator(selector).click()
        for selector in shot.state.asks:
            with visit.rerun():
                page.locator(selector).click()
        yield from faults(visit.frames(), shot.lang)
        visit.grow()
        visit.page.screenshot(path=shot.file(folder), full_page=True)
    except Error as error:
        yield f"did not settle: {error.message.splitlines()[0]}"
    yield from (f"asks another host: {url}" for url in visit.strangers)
    yield from (f"error in the page: {text}" for text in visit.errors)


def _card(path: Path, width: int) -> Image.Image:
    width = THUMBS[width]
    with Image.open(path) as picture:
        height = max(1, round(picture.height * width / picture.width))
        small = picture.convert("RGB").resize((width, height))
    card = Image.new("RGB", (width, min(height, SHEET) + 2 * GAP), "white")
    card.paste(small.crop((0, 0, width, min(height, SHEET))), (0, 2 * GAP))
    ImageDraw.Draw(card).text((2, 2), path.stem, fill="black")
    return card


def _sheet(cards: Sequence[Image.Image]) -> Image.Image:
    columns = len(WIDTHS) * len(THEMES)
    rows = [cards[start : start + columns] for start in range(0, len(cards), columns)]
    width = max(sum(card.width + GAP for card in row) for row in rows)
    height = sum(max(card.height for card in row) + GAP for row in rows)
    sheet = Image.new("RGB", (width, height), "#888888")
    top = 0
    for row in rows:
        left = 0
        for card in row:
            sheet.paste(card, (left, top))
            left += card.width + GAP
        top += max(card.height for card in row) + GAP
    return sheet


def main() -> int:
    """Take every picture; 1 with the list if anything is wrong."""
    parser = argparse.ArgumentParser(description="Picture and check every page.")
    parser.add_argument("names", nargs="*", help="names of states; all if none is given")
    names = parser.parse_args().names
    wanted = shots([state for state in STATES if not names or state.name in names])
    if not names:
        shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        serve(Path(scratch) / "log.txt") as server,
        ThreadPoolExecutor(BROWSERS) as pool,
    ):
        parts = [wanted[start::BROWSERS] for start in range(BROWSERS)]
        lists = pool.map(lambda part: take(server, part, SHOTS), parts)
        found = sorted(line for lines in lists for line in lines)
    written = sheets(SHOTS, wanted)
    print(f"{len(wanted)} pictures, {len(written)} contact sheets in {SHOTS.name}/")
    print("\n".join(found) if found else "Nothing that may not be there.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
