"""Origins of other sites that a server's configuration lets in; none unless it names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from geo.errors import DataError, Fault

EMBEDDERS = "PETA_EMBED_ORIGINS"
CALLERS = "PETA_API_ORIGINS"
EVERYONE = "*"

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Origins:
    """`embedders` may show our pages in a frame; scripts of `callers` may read our interface."""

    embedders: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()

    def allowed(self, origin: str) -> str:
        """The `access-control-allow-origin` for a caller of this origin, empty if it has none."""
        if EVERYONE in self.callers:
            return EVERYONE
        return origin if origin in self.callers else ""


def origins_of(environment: Mapping[str, str]) -> Origins:
    """Origins of a server's configuration, in each variable one after another, spaces between.

    `PETA_API_ORIGINS` may be `*`: what the interface gives is public. Raises `DataError` with every
    text that is no origin.
    """
    found = {name: tuple(environment.get(name, "").split()) for name in (EMBEDDERS, CALLERS)}
    faults = tuple(
        Fault(name, f"{text!r} is no origin (https://example.org)")
        for name, texts in found.items()
        for text in texts
        if _ORIGIN.fullmatch(text) is None and (name, text) != (CALLERS, EVERYONE)
    )
    if faults:
        raise DataError(faults)
    return Origins(embedders=found[EMBEDDERS], callers=found[CALLERS])
