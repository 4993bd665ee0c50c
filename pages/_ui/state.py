"""The state of one reader: the URL owns it, a Query holds it, widgets only show it.

A run begins by reading the URL where it differs from what was last written (a link, Back or
Forward), and ends by writing it where the Query has changed. Widgets get their value from the
Query on every run and change it in a callback, before the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from geo.change import settled
from geo.codec import NAMES, parse, to_params
from geo.dataset import Dataset
from geo.dropped import Dropped
from geo.query import Query

_QUERY = "peta-query"
_DROPPED = "peta-dropped"
_URL = "peta-url"
_TOUCHED = "peta-touched"
_OPENED = "peta-opened"
_HEARD = "peta-heard"


def begin(data: Dataset) -> Query:
    """The query of this run."""
    memory, url = st.session_state, st.query_params.to_dict()
    # Two quick changes: the second one is sent with a URL from before the first was written.
    touched = memory.pop(_TOUCHED, False)
    if _QUERY not in memory or (url != memory[_URL] and not touched):
        memory[_QUERY], memory[_DROPPED] = parse(url, data)
        memory[_URL] = url
    query: Query = memory[_QUERY]
    return query


def dropped() -> tuple[Dropped, ...]:
    """What the URL held that could not be used."""
    items: tuple[Dropped, ...] = st.session_state[_DROPPED]
    return items


def become(query: Query) -> None:
    """Go on with another query; for callbacks, which run before the script does.

    Within a run another one has to follow at once.
    """
    st.session_state[_QUERY] = settled(current(), query)
    st.session_state[_DROPPED] = ()
    st.session_state[_TOUCHED] = True


def change(**fields: Any) -> None:
    """Change fields of the query; for callbacks."""
    become(replace(current(), **fields))


def current() -> Query:
    """The query as it is now; for callbacks."""
    query: Query = st.session_state[_QUERY]
    return query


def hear(event: Any, act: Callable[[Any], None]) -> bool:
    """Act upon an event of the client, unless this session has done so; whether it did.

    An event is its number and a value. The client sends it again when a connection was lost before
    it heard of it.
    """
    match event:
        case [str() as number, value] if st.session_state.get(_HEARD) != number:
            st.session_state[_HEARD] = number
            act(value)
            return True
    return False


def heard() -> str:
    """Number of the event that was acted upon last, empty in a session without any."""
    number: str = st.session_state.get(_HEARD, "")
    return number


def opened(part: str, *more: str) -> frozenset[str]:
    """Sections of a part of the page that this reader has open, from now on with `more`.

    They alone are computed and sent.
    """
    everywhere: dict[str, frozenset[str]] = st.session_state.setdefault(_OPENED, {})
    everywhere[part] = everywhere.get(part, frozenset()) | frozenset(more)
    return everywhere[part]


def open_sections(part: str, codes: str) -> None:
    """Keep which sections of a part are open, as comma-separated codes; for callbacks."""
    everywhere: dict[str, frozenset[str]] = st.session_state.setdefault(_OPENED, {})
    everywhere[part] = frozenset(codes.split(","))


def finish(data: Dataset) -> None:
    """Write the URL if the query is another than the one it stands for."""
    memory = st.session_state
    url: dict[str, str] = memory[_URL]
    query: Query = memory[_QUERY]
    if parse(url, data)[0] == query:
        return
    # Other names in the URL belong to somebody else (an embedding page, a campaign) and stay.
    foreign = {name: value for name, value in url.items() if name not in NAMES}
    memory[_URL] = {**foreign, **to_params(query)}
    st.query_params.from_dict(memory[_URL])
