"""What lies behind a difference: the sections that a reader opened on Compare, as a payload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from geo.dataset import Dataset
from geo.jobs import jobs
from geo.mixpairs import mix_pairs
from geo.query import Query
from geo.timelines import official
from geo.why import why
from geo.wording import Words

Builder = Callable[[Query, Dataset, Words], dict[str, Any]]

SECTIONS: Mapping[str, Builder] = MappingProxyType(
    {
        "mixes": mix_pairs,
        "why": why,
        "jobs": jobs,
        "official": official,
    }
)
"""Codes of the sections, in their order, and what makes the payload of each."""


def contrasts_payload(
    query: Query, data: Dataset, asked: Collection[str], say: Words
) -> dict[str, Any]:
    """Sections of the areas that `query` compares; only those `asked` for are computed and sent."""
    given = [code for code in SECTIONS if code in asked]
    return {
        "part": "contrasts",
        "lang": str(query.lang),
        "given": given,
        "names": [say.short(data.gazetteer, code) for code in query.compared],
        **{code: SECTIONS[code](query, data, say) for code in given},
    }
