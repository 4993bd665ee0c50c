"""Names as they are typed: without accents and spaces, cut short, or with an error in them.

Nodes are numbers that the caller gives; this module knows what they are called, not what they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA


class Fit(IntEnum):
    """How what was typed fits a name, best first: all of it, its start, a later word, nearly."""

    EXACT = 0
    PREFIX = 1
    INNER = 2
    FUZZY = 3


Match = tuple[Fit, int]
"""A fit, and what orders matches of the same fit (less is better)."""

_GUESSED = range(3, 25)
"""Lengths of what is guessed at: shorter is near to everything, longer is no name."""
_UNFINISHED = 5
"""So many letters at least before the start of a longer name is guessed."""
_TWO_ERRORS = 8
"""So many letters at least before a second error is forgiven."""


def tokens(text: str) -> tuple[str, ...]:
    """Words of `text` in small letters without accents; an apostrophe does not part a word."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", re.sub(r"['`‘’ʼ]", "", kept)))


@dataclass(frozen=True, slots=True)
class Spellings:
    """What nodes are called, each name also from its second word on, spaces left out.

    `keys` are sorted; `holders` has, for each of them, the nodes called so and whether the key
    starts inside the name. `stems` maps a length to the starts of that length and the keys
    (by number) that have them.
    """

    keys: tuple[str, ...]
    holders: tuple[tuple[tuple[int, bool], ...], ...]
    stems: Mapping[int, tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]]

    def typed(self, part: str) -> dict[int, Match]:
        """Nodes of which a name is `part` or goes on after it."""
        found: dict[int, Match] = {}
        for at in range(bisect_left(self.keys, part), len(self.keys)):
            if not self.keys[at].startswith(part):
                break
            whole = self.keys[at] == part
            for node, inner in self.holders[at]:
                start: Match = (Fit.EXACT if whole else Fit.PREFIX, 0)
                match: Match = (Fit.INNER, int(not whole)) if inner else start
                found[node] = min(match, found.get(node, match))
        return found

    def guessed(self, part: str) -> dict[int, Match]:
        """Nodes of which a name, or its start, is `part` but for a typing error or two.

        An error is a letter too many, too few, wrong, or exchanged with its neighbour
        (Damerau-Levenshtein distance, in its form of optimal string alignment).
        """
        found: dict[int, Match] = {}
        if len(part) not in _GUESSED:
            return found
        for errors, whole, at in self._near(part, 2 if len(part) >= _TWO_ERRORS else 1):
            for node, inner in self.holders[at]:
                match: Match = (Fit.FUZZY, 4 * errors + 2 * (not whole) + inner)
                found[node] = min(match, found.get(node, match))
        return found

    def _near(self, part: str, most: int) -> Iterator[tuple[int, bool, int]]:
        """Errors, whether they are those of the whole key, and the number of each key in reach."""
        for length in range(max(len(part) - most, 1), len(part) + most + 1):
            starts, owners = self.stems.get(length, ((), ()))
            if not starts:
                continue
            (errors,) = process.cdist(
                [part], starts, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8
            )
            for place in np.flatnonzero(errors <= most).tolist():
                for at in owners[place]:
                    whole = len(self.keys[at]) == length
                    if whole or len(part) >= _UNFINISHED:
                        yield int(errors[place]), whole, at


def spellings(names: Iterable[tuple[int, str]]) -> Spellings:
    """The spellings of nodes from (node, name), any number of names a node."""
    called: dict[str, dict[int, bool]] = {}
    for node, name in names:
        words = tokens(name)
        for first in range(len(words)):
            holders = called.setdefault("".join(words[first:]), {})
            holders[node] = holders.get(node, True) and first > 0
    keys = tuple(sorted(called))
    stems: dict[int, dict[str, list[int]]] = {}
    for at, key in enumerate(keys):
        for length in range(1, len(key) + 1):
            stems.setdefault(length, {}).setdefault(key[:length], []).append(at)
    return Spellings(
        keys,
        tuple(tuple(called[key].items()) for key in keys),
        MappingProxyType(
            {
                length: (tuple(starts), tuple(map(tuple, starts.values())))
                for length, starts in stems.items()
            }
        ),
    )
