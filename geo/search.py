"""Search of areas by either spelling, by code, and by the areas around them.

`Jetis Bantul`, `kec. Depok`, `34.04.07`, `caturtungal`: a query is cut into parts, each of which
must fit the area or one of the areas around it, in any order. Errors are forgiven only where
nothing fits as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from geo.caching import computed_once
from geo.dataset import Dataset
from geo.model import Area, Lang, Level
from geo.spelling import Fit, Match, Spellings, spellings, tokens
from geo.wording import words

LONGEST = 100
"""Characters of a query at most: the longest address of an area has fewer."""

LISTED = 8
"""Hits that are returned: as many as a reader takes in at a glance."""

_TOKENS = 12
_PART = 4
"""Tokens of one part at most: no name has more words."""
_DOUBTS = 4
"""So many words at most are read both as a kind and as part of a name."""
_KINDS = ("provinsi", "kabupaten", "kota", "kecamatan", "kelurahan")


@dataclass(frozen=True, slots=True)
class Hit:
    """An area that was found, and how the worst part of the query fits."""

    area: Area
    fit: Fit


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a query; `loose` where it leaves a word out."""

    tokens: tuple[_Token, ...]
    loose: bool


@dataclass(frozen=True, slots=True)
class _Index:
    """Areas by number, then the areas around the regions, which are known but never found.

    `around` has the numbers of the areas around each; `kinds` the kind that a word names; `codes`
    digits, number and coding system (0 BPS, 1 Kemendagri), sorted.
    """

    areas: tuple[Area, ...]
    around: tuple[tuple[int, ...], ...]
    names: Spellings
    codes: tuple[tuple[str, int, int], ...]
    kinds: Mapping[str, str]


def search(data: Dataset, text: str, most: int = LISTED) -> tuple[Hit, ...]:
    """The areas that fit `text`, best first, at most `most`.

    Names beat starts of names, these later words, these guesses; among equals coarser levels come
    first, then names in order, or codes for a code. Nothing for a text without letter or digit.
    """
    index = _index(data)
    dotted = re.search(r"\d\.\d", text) is not None
    # Groups of digits are one code, whatever parts them.
    joined = re.sub(r"(?<=\d)[\W_]+(?=\d)", "", text[:LONGEST])
    readings = tuple(_readings(index, tokens(joined)[:_TOKENS]))
    for guess in (False, True):
        known: dict[str, dict[int, Match]] = {}
        best: dict[int, tuple[int, ...]] = {}
        for reading in readings:
            for node, rank in _ranked(index, reading, known, guess=guess, dotted=dotted):
                best[node] = min(rank, best.get(node, rank))
        if best:
            hits = [Hit(index.areas[node], Fit(rank[0])) for node, rank in best.items()]
            ranks = {index.areas[node].code: rank for node, rank in best.items()}
            named = any(letter.isalpha() for letter in text)
            hits.sort(key=lambda hit: (ranks[hit.area.code], *_order(hit.area, named=named)))
            return tuple(hits[:most])
    return ()


def _order(area: Area, *, named: bool) -> tuple[int, str, str]:
    return area.level.depth, area.name if named else "", area.code


@computed_once(maxsize=2)
def _index(data: Dataset) -> _Index:
    gazetteer = data.gazetteer
    areas = tuple(gazetteer.areas.values())
    beyond = tuple(dict.fromkeys(code for region in gazetteer.regions for code in region.context))
    number = {code: at for at, code in enumerate((*(area.code for area in areas), *beyond))}
    catalogues = tuple(words(lang) for lang in Lang)
    names = [(number[area.code], name) for area in areas for name in _names(area)]
    for say in catalogues:
        names += [(number[code], say.text(f"area.{code}.name")) for code in beyond]
        for code, at in number.items():
            key = f"search.also.{code}"
            names += [(at, name) for name in (say.text(key).split(",") if say.has(key) else ())]
    return _Index(
        areas,
        tuple(
            tuple(
                number[code]
                for code in (
                    *(up.code for up in gazetteer.ancestors(area.code)),
                    *gazetteer.region_of(area.code).context,
                )
            )
            for area in areas
        ),
        spellings(names),
        tuple(
            sorted(
                (code, at, system)
                for at, area in enumerate(areas)
                for system, code in enumerate((area.code, area.kemendagri))
            )
        ),
        MappingProxyType(
            {
                word: kind
                for say in catalogues
                for kind in _KINDS
                for word in say.text(f"search.kind.{kind}").split()
            }
        ),
    )


def _names(area: Area) -> Iterator[str]:
    for name in dict.fromkeys((area.name, area.name_bps)):
        yield name
        first, _, rest = name.partition(" ")
        # `Kota Bandung` is called Bandung as well.
        if first.casefold() == area.kind:
            yield rest


def _readings(index: _Index, typed: Sequence[str]) -> Iterator[_Reading]:
    """Ways to read a query: each kind (`kota`, `kec`) as what follows is, or as part of a name."""
    kinds = [at for at, word in enumerate(typed) if word in index.kinds]
    choices: list[tuple[bool, ...]] = [(at in kinds[_DOUBTS:],) for at in range(len(typed))]
    for at in kinds[:_DOUBTS]:
        choices[at] = (False, True)
    for as_kind in product(*choices):
        found: list[_Token] = []
        kind: str | None = None
        for word, taken in zip(typed, as_kind, strict=True):
            if taken:
                kind = index.kinds[word]
            else:
                found.append(_Token(word, kind))
                kind = None
        if kind is not None and found:
            found[-1] = _Token(found[-1].text, found[-1].kind or kind)
        if found:
            yield _Reading(tuple(found), loose=kind is not None)


def _ranked(
    index: _Index,
    reading: _Reading,
    known: dict[str, dict[int, Match]],
    *,
    guess: bool,
    dotted: bool,
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Numbers of areas that fit one reading, each with its ranks; `known` keeps what parts fit."""
    count = len(reading.tokens)
    parts: dict[tuple[int, int], dict[int, Match]] = {}
    for start in range(count):
        for end in range(start + 1, min(start + _PART, count) + 1):
            if end > start + 1 and reading.tokens[end - 1].kind is not None:
                break
            part = "".join(token.text for token in reading.tokens[start:end])
            if part not in known:
                known[part] = _fits(index, part, guess=guess, dotted=dotted)
            parts[start, end] = known[part]
    candidates = {node for fits in parts.values() for node in fits if node < len(index.areas)}
    for node in candidates:
        chain = (node, *index.around[node])
        for matches in _covers(parts, chain, 0, count):
            rank = _rank(index, reading, node, matches)
            if rank is not None:
                yield node, rank


def _fits(index: _Index, part: str, *, guess: bool, dotted: bool) -> dict[int, Match]:
    if part.isdigit():
        found: dict[int, Match] = {}
        for code, node, system in index.codes:
            if code.startswith(part):
                match: Match = (Fit.EXACT if code == part else Fit.PREFIX, system ^ dotted)
                found[node] = min(match, found.get(node, match))
        return found
    typed = index.names.typed(part)
    return {**index.names.guessed(part), **typed} if guess else typed


_Cover = tuple[tuple[int, int, Match], ...]
"""Parts of one reading: where each starts, the number of the area it fits, and how."""


def _covers(
    parts: Mapping[tuple[int, int], Mapping[int, Match]],
    chain: tuple[int, ...],
    start: int,
    count: int,
) -> Iterator[_Cover]:
    """Every way to spread the tokens from `start` on over areas of `chain`, each at most once."""
    if start == count:
        yield ()
        return
    for end in range(start + 1, count + 1):
        fits = parts.get((start, end), {})
        for node in chain:
            if node in fits:
                rest = tuple(other for other in chain if other != node)
                for cover in _covers(parts, rest, end, count):
                    yield ((start, node, fits[node]), *cover)


def _rank(index: _Index, reading: _Reading, own: int, cover: _Cover) -> tuple[int, ...] | None:
    """Worst fit, kinds that are not so, the area's own fit, details; None where it has no part."""
    mine = [match[0] for _, node, match in cover if node == own]
    if not mine:
        return None
    worst = max(Fit.PREFIX if reading.loose else Fit.EXACT, *(match[0] for *_, match in cover))
    wrong = sum(not _is(index, node, reading.tokens[start].kind) for start, node, _ in cover)
    return worst, wrong, mine[0], sum(match[1] for *_, match in cover)


def _is(index: _Index, node: int, kind: str | None) -> bool:
    """Whether an area is of the kind that the reader named; local kinds of a level are one."""
    if kind is None or node >= len(index.areas):
        return True
    area = index.areas[node]
    if area.level in (Level.PROVINCE, Level.KABKOTA):
        return area.kind == kind
    return area.level == kind
