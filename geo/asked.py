"""What a request of the interface asks for: its Query, or the refusal that names every fault."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import QueryParams
from starlette.responses import JSONResponse, Response

from geo.codec import NAMES, parse
from geo.dataset import Dataset
from geo.query import Query
from geo.views import dropped_text
from geo.wording import words


def checked(
    data: Dataset,
    params: QueryParams,
    allowed: Sequence[str] = NAMES,
    faults: Sequence[dict[str, str]] = (),
) -> tuple[Query, Response | None]:
    """The query, and the refusal where a parameter is unknown, repeated or wrong.

    `faults` are those that the endpoint itself has found.
    """
    query, dropped = parse(dict(params), data)
    say = words(query.lang)
    if "data" in params and "data" in allowed:
        return query, refusal(409, say.text("ui.api.owndata"), ())
    faults = [*faults]
    faults += [
        {"name": item.name, "value": item.value, "message": dropped_text(item, say)}
        for item in dropped
    ]
    unknown = [name for name in dict.fromkeys(params.keys()) if name not in allowed]
    faults += [
        {"name": name, "value": params[name], "message": say.text("ui.api.unknown", name=name)}
        for name in unknown
    ]
    faults += [
        {"name": name, "value": value, "message": say.text("ui.api.repeated", name=name)}
        for name in dict.fromkeys(params.keys())
        for value in params.getlist(name)[1:]
    ]
    return query, refusal(400, say.text("ui.api.refused"), faults) if faults else None


def refusal(status: int, message: str, faults: Sequence[dict[str, str]]) -> Response:
    """An answer that says why there is none, with the parameters at fault."""
    return JSONResponse(
        {"error": message, "parameters": list(faults)},
        status_code=status,
        headers={"cache-control": "no-store"},
    )
