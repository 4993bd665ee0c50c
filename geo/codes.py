"""The two systems of area codes. Codes are text: a leading zero counts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from geo.model import Level

BPS_DIGITS: Mapping[Level, int] = MappingProxyType(
    {Level.PROVINCE: 2, Level.KABKOTA: 4, Level.KECAMATAN: 7, Level.KELURAHAN: 10}
)
"""Digits of a BPS code. A code begins with the code of the area above it."""
KEMENDAGRI_DIGITS: Mapping[Level, int] = MappingProxyType(
    {Level.PROVINCE: 2, Level.KABKOTA: 4, Level.KECAMATAN: 6, Level.KELURAHAN: 10}
)
"""Digits of a code of the Ministry of Home Affairs, without its dots."""


def is_code(text: str, digits: int) -> bool:
    """Whether `text` is exactly that many ASCII digits."""
    return len(text) == digits and text.isascii() and text.isdigit()


def parent_code(code: str, level: Level) -> str:
    """BPS code one level above a well-formed code of `level`; empty above a province."""
    return code[: BPS_DIGITS[tuple(Level)[level.depth - 1]]] if level.depth else ""


def dotted(kemendagri: str) -> str:
    """A Kemendagri code as it is written: `34.04.07.2001`."""
    ends = [digits for digits in KEMENDAGRI_DIGITS.values() if digits <= len(kemendagri)]
    return ".".join(kemendagri[start:end] for start, end in zip((0, *ends[:-1]), ends, strict=True))
