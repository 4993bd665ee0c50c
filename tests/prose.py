"""What every sentence of the product must be like."""

from __future__ import annotations

import re

from geo.model import Lang
from geo.wording import Words, words

ORDER = re.compile(
    r"\b(peringkat|urutan|ter(tinggi|rendah|banyak|sedikit|besar|kecil)|paling"
    r"|lebih (tinggi|rendah|banyak|sedikit|besar|kecil)"
    r"|rank\w*|highest|lowest|most|fewest|largest|smallest|fastest|higher|lower|more|fewer)\b"
)
"""Words that put areas in order."""


def check_sentence(text: str, say: Words) -> None:
    """One sentence in the language of `say`, without codes, gaps or stray marks."""
    assert text.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", text), text
    assert not re.search(r"[{}_]|\bnan\b|\binf\b|,,|;;|  | ,| ;|\(\)|““", text), text
    assert text[0].isupper() or text[0] == "“", text
    others = words(Lang.EN if say.lang is Lang.ID else Lang.ID)
    assert others.text("unit.persons.name") not in text.split()
