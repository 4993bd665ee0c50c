"""The rest of an area: what is left of it when one of its parts is taken out.

Its code is that of the area and that of the part: `34-3404` is DIY without Kabupaten Sleman,
`3404-3404070` is Sleman without Kapanewon Depok. A rest is an area of its own, of the level of the
part taken out, but it stands in no list of areas: it is made where someone asks for it. See
`docs/adr/0019-the-rest-of-an-area.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.model import Area

SEPARATOR = "-"
KIND = "rest"
"""Kind of every rest."""


def rest_code(around: str, without: str) -> str:
    """Code of the rest of `around` when its part `without` (BPS codes) is taken out."""
    return f"{around}{SEPARATOR}{without}"


def split(code: str) -> tuple[str, str]:
    """The area that a code speaks of and the part of it taken out, empty for a BPS code."""
    around, _, without = code.partition(SEPARATOR)
    return around, without


def filed(code: str) -> str:
    """A code for the name of a file, where hyphens part the codes of a pair: `34without3404`."""
    return code.replace(SEPARATOR, "without")


def counts_in(area: str, place: str) -> bool:
    """Whether what is placed at `place` (BPS code) counts in an area or a rest, by codes alone.

    What is placed at the parent itself counts in the rest: that is all of the parent that is not
    known to lie in the part taken out, so that part and rest always add up to their parent.
    """
    around, without = split(area)
    return place.startswith(around) and not (without and place.startswith(without))


def rests_of(parent: Area, parts: Sequence[Area]) -> Mapping[str, Area]:
    """Rests of an area by their code, one for each of its parts; none where there is but one part.

    A rest has the size of what is left, its bounds (what is left, taken together) and the point of
    its largest part, so that the point lies inside. Its name is that of the parent: words add
    what is taken out.
    """
    if len(parts) < 2:
        return {}
    return {
        rest_code(parent.code, out.code): _rest(parent, out, [p for p in parts if p is not out])
        for out in parts
    }


def _rest(parent: Area, out: Area, left: Sequence[Area]) -> Area:
    west, south = (min(area.bounds[side] for area in left) for side in (0, 1))
    east, north = (max(area.bounds[side] for area in left) for side in (2, 3))
    return Area(
        code=rest_code(parent.code, out.code),
        level=out.level,
        name=parent.name,
        name_bps=parent.name_bps,
        kemendagri=rest_code(parent.kemendagri, out.kemendagri),
        kind=KIND,
        parent=parent.code,
        region=parent.region,
        km2=parent.km2 - out.km2,
        point=max(left, key=lambda area: area.km2).point,
        bounds=(west, south, east, north),
        without=out.code,
    )
