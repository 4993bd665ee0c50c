"""Which areas Compare sets side by side: what each slot offers, and the Query that a choice makes.

Compared areas are of one level; the study's regions stand as equals, though one is a province and
one a city. Where a choice breaks that, the other side goes along: see `mate`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from geo.codec import parse, to_params
from geo.dataset import Dataset
from geo.drill import finer
from geo.model import Level
from geo.query import Filters, Query
from geo.similar import similar
from geo.wording import Words

SLOTS = ("a", "b", "c", "d")
ALIKE = 3
"""Similar areas that a slot offers."""

Groups = list[tuple[str, tuple[str, ...]]]
"""Offered codes by group (`rest`, `places`, `similar`, `siblings`); no code appears twice."""


def equals(data: Dataset, one: str, other: str) -> bool:
    """Whether two areas may stand beside each other: of one level, or both regions of study."""
    gazetteer = data.gazetteer
    roots = {region.code for region in gazetteer.regions}
    same = gazetteer.area(one).level is gazetteer.area(other).level
    return same or {one, other} <= roots


def mixed(query: Query, data: Dataset) -> bool:
    """Whether areas of different levels are compared, so that counts differ in size by that."""
    return any(not equals(data, query.a, other) for other in query.compared[1:])


def mate(data: Dataset, code: str) -> str:
    """What an area is set beside where its partner is of another level.

    A region of study beside the other one; any other area beside the rest of its parent, else
    beside the most similar area.
    """
    roots = [region.code for region in data.gazetteer.regions]
    if code in roots:
        return next((root for root in roots if root != code), code)
    near = _alike(data, code)
    return data.gazetteer.rest_of(code) or (near[0] if near else roots[0])


def offers(query: Query, data: Dataset, side: str) -> Groups:
    """What a slot offers: areas that are equals of the other side, by group.

    The other side is A, and for A itself B; a third or fourth area may be an equal of either. A
    also offers every region and kabupaten/kota: there a reader changes the level.
    """
    gazetteer, other = data.gazetteer, query.b if side == "a" else query.a
    beside = (query.a, query.b) if side in ("c", "d") else (other,)
    rest, parent = gazetteer.rest_of(other), gazetteer.area(other).parent
    level = gazetteer.area(other).level
    siblings = gazetteer.descendants(parent, level) if parent is not None else ()
    wanted: Groups = [
        ("rest", (rest,) if rest else ()),
        ("places", tuple(_places(data))),
        ("similar", _alike(data, other)),
        ("siblings", tuple(area.code for area in siblings)),
    ]
    seen = set(query.compared)
    found: Groups = []
    for group, codes in wanted:
        free = side == "a" and group == "places"
        kept = tuple(
            code
            for code in codes
            if code not in seen and (free or any(equals(data, code, own) for own in beside))
        )
        seen.update(kept)
        if kept:
            found.append((group, kept))
    return found


def pairs(query: Query, data: Dataset) -> tuple[tuple[str, str], ...]:
    """Suggested pairs, none twice.

    The regions; A with its rest and with what is most like it; each kabupaten/kota with every
    region that is one itself (Kota Bandung).
    """
    gazetteer = data.gazetteer
    roots = [region.code for region in gazetteer.regions]
    cities = [code for code in roots if gazetteer.area(code).level is Level.KABKOTA]
    rest = gazetteer.rest_of(query.a)
    wanted = [
        *((one, other) for place, one in enumerate(roots) for other in roots[place + 1 :]),
        *([(query.a, rest)] if rest else []),
        *((query.a, code) for code in _alike(data, query.a)[:2]),
        *((code, city) for code in _places(data) for city in cities if equals(data, code, city)),
    ]
    once: dict[frozenset[str], tuple[str, str]] = {}
    for pair in wanted:
        if pair[0] != pair[1]:
            once.setdefault(frozenset(pair), pair)
    return tuple(once.values())


def placed(query: Query, data: Dataset, what: str, value: str) -> Query:
    """The Query after a choice: `what` is a slot, `swap`, or `pair`; an impossible one is none.

    In a slot `value` is the area's code, empty to take a third or fourth area away. A `pair` names
    two to four codes, comma-separated, exactly as they shall stand.
    """
    codes = [*query.compared]
    if what == "swap":
        return _standing(query, data, [codes[1], codes[0], *codes[2:]])
    if what == "pair":
        wanted = value.split(",")
        known = all(data.gazetteer.known(code) for code in wanted)
        fits = known and 2 <= len(wanted) <= len(SLOTS)
        return _standing(query, data, wanted) if fits else query
    if what not in SLOTS or value in codes:
        return query
    at = min(SLOTS.index(what), len(codes))
    if not value:
        return _standing(query, data, codes[:at] + codes[at + 1 :]) if at > 1 else query
    if not data.gazetteer.known(value):
        return query
    codes[at : at + 1] = [value]
    if at < 2 and not equals(data, codes[0], codes[1]):
        codes[1 - at] = mate(data, value)
    fitting = (
        code
        for code in codes[2:]
        if code not in codes[:2] and any(equals(data, code, own) for own in codes[:2])
    )
    return _standing(query, data, [*codes[:2], *fitting])


def beside(query: Query, data: Dataset) -> tuple[Query, ...]:
    """Comparisons to go on to from Explore, of the selected area, else of the area in view.

    With the rest of its parent, and with a region of study that is its equal.
    """
    own = query.at or query.a
    roots = (region.code for region in data.gazetteer.regions)
    others = (data.gazetteer.rest_of(own), *(code for code in roots if equals(data, own, code)))
    found = dict.fromkeys(code for code in others if code is not None and code != own)
    return tuple(_standing(query, data, [own, code]) for code in found)


def alone(query: Query, data: Dataset, area: str) -> Query:
    """One of the compared areas (BPS code) in view on Explore, the same in every other respect."""
    others = [code for code in query.compared if code != area]
    return _standing(query, data, [area, *others])


def places_payload(query: Query, data: Dataset, say: Words) -> dict[str, Any]:
    """Slots with what they offer, and suggested pairs, as the browser is sent them."""
    compared = query.compared
    count = min(len(compared) + 1, len(SLOTS))
    groups = [offers(query, data, side) for side in SLOTS[:count]]
    suggested = pairs(query, data)
    named = dict.fromkeys((*compared, *(c for own in groups for _, codes in own for c in codes)))
    gazetteer = data.gazetteer
    return {
        "part": "places",
        "lang": str(query.lang),
        "compared": list(compared),
        "names": {code: _name(data, code, say) for code in named},
        "groups": groups,
        "levels": sorted({str(gazetteer.area(code).level) for code in compared[:2]}),
        "mixed": mixed(query, data),
        "pairs": [
            [one, other, " – ".join(say.short(gazetteer, code) for code in (one, other))]
            for one, other in suggested
        ],
    }


def _name(data: Dataset, code: str, say: Words) -> str:
    """Name with the parent, which the name of a rest holds already: a field has no room for two."""
    if data.gazetteer.area(code).rest is not None:
        return say.short(data.gazetteer, code)
    return say.area(data.gazetteer, code)


def _standing(query: Query, data: Dataset, codes: Sequence[str]) -> Query:
    """The areas of `codes` beside each other, seen at a level that lies inside the first.

    A selected area that is in none of them any more is let go.
    """
    more = (*codes[2:], None, None)
    wanted = replace(query, a=codes[0], b=codes[1], c=more[0], d=more[1])
    if wanted.level.depth <= data.gazetteer.area(codes[0]).level.depth and query.a != codes[0]:
        wanted = replace(wanted, level=finer(wanted, data, codes[0]) or wanted.level)
    return parse(to_params(wanted), data)[0]


def _places(data: Dataset) -> Iterator[str]:
    """Regions and their kabupaten/kota, each once."""
    for region in data.gazetteer.regions:
        inside = data.gazetteer.descendants(region.code, Level.KABKOTA)
        yield from dict.fromkeys((region.code, *(area.code for area in inside)))


def _alike(data: Dataset, code: str) -> tuple[str, ...]:
    """Areas most like one (of a rest: like the part taken out), over all businesses.

    Filters play no part, so that what is offered stays while a reader filters.
    """
    area = data.gazetteer.area(code)
    own = area.rest[1] if area.rest else code
    near = similar(data, Filters(), own).neighbours
    return tuple(item.area for item in near[:ALIKE])
