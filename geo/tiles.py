"""Online tiles as a base map: which ones the server offers, and what is owed to who makes them.

No tile is asked for until a reader chooses the online base map; the offline one is always there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import DataError, Fault

ADDRESS = "PETA_TILES"
CREDIT = "PETA_TILES_CREDIT"
NONE = "none"

_TEMPLATE = re.compile(r"(https?://[A-Za-z0-9.-]+(?::\d{1,5})?)/[^\s\"'<>;,]*")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s)\"'<>]+)\)")


@dataclass(frozen=True, slots=True)
class Tiles:
    """Raster tiles in Web Mercator.

    `url` holds `{z}`, `{x}` and `{y}`; `origin` is its scheme and host, the only ones that a map
    may ask for pictures; `credit` are pieces of text, each with a link or None.
    """

    url: str
    origin: str
    credit: tuple[tuple[str, str | None], ...]

    def payload(self) -> dict[str, Any]:
        """What a map is sent when a reader has chosen the online base map."""
        return {"url": self.url, "credit": [list(piece) for piece in self.credit]}


OPENSTREETMAP = Tiles(
    url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    origin="https://tile.openstreetmap.org",
    credit=(("© OpenStreetMap", "https://www.openstreetmap.org/copyright"),),
)
"""The tiles of a server that names none; its tile usage policy asks for the credit and a referrer,
and forbids loading ahead."""


def tiles_of(environment: Mapping[str, str]) -> Tiles | None:
    """The tiles of a server's configuration; None where it wants none.

    `PETA_TILES` is `none` or an address with `{z}`, `{x}` and `{y}`, and then `PETA_TILES_CREDIT`
    the credit, in which `[text](address)` is a link. Raises `DataError` with every fault.
    """
    address, credit = (environment.get(name, "").strip() for name in (ADDRESS, CREDIT))
    if address == NONE:
        return None
    if not address:
        return OPENSTREETMAP
    found = _TEMPLATE.fullmatch(address)
    faults = []
    if found is None or any(part not in address for part in ("{z}", "{x}", "{y}")):
        faults.append(Fault(ADDRESS, f"{address!r} is no address with {{z}}, {{x}} and {{y}}"))
    if not credit:
        faults.append(Fault(CREDIT, "is missing: whoever makes tiles is to be named"))
    if faults or found is None:
        raise DataError(tuple(faults))
    return Tiles(address, found[1], _pieces(credit))


def _pieces(credit: str) -> tuple[tuple[str, str | None], ...]:
    """Text and links of a credit, in order."""
    pieces: list[tuple[str, str | None]] = []
    end = 0
    for link in _LINK.finditer(credit):
        pieces += [(credit[end : link.start()], None), (link[1], link[2])]
        end = link.end()
    pieces.append((credit[end:], None))
    return tuple(piece for piece in pieces if piece[0])
