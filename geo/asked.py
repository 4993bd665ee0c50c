"""What a request of the interface asks for: its Query, or the refusal that names every fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.admission import BusyError, WorkQueue
from geo.codec import NAMES, parse
from geo.dataset import Dataset
from geo.dropped import MOST_NAMED, excerpt
from geo.query import Query
from geo.shell import Endpoint, asked_language
from geo.wording import words

RETRY_AFTER = "5"
"""Seconds after which a client that was too many may come again."""


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
    names = list(dict.fromkeys(params.keys()))
    found = [
        *((item.name, item.value, f"drop.{item.reason}") for item in dropped),
        *((name, params[name], "ui.api.unknown") for name in names if name not in allowed),
        *((name, value, "ui.api.repeated") for name in names for value in params.getlist(name)[1:]),
    ]
    if not (faults or found):
        return query, None
    listed = [*faults]
    for *given, key in found[: MOST_NAMED - len(faults)]:
        name, value = map(excerpt, given)
        message = say.text(key, name=name, value=value)
        listed.append({"name": name, "value": value, "message": message})
    message, more = say.text("ui.api.refused"), len(faults) + len(found) - len(listed)
    if more:
        message = f"{message} {say.text('ui.droppedmore', count=say.whole(more))}"
    return query, refusal(400, message, listed)


def refusal(status: int, message: str, faults: Sequence[dict[str, str]]) -> Response:
    """An answer that says why there is none, with the parameters at fault."""
    return JSONResponse(
        {"error": message, "parameters": list(faults)},
        status_code=status,
        headers={"cache-control": "no-store"},
    )


def queued(answer: Callable[[Request], Response], queue: WorkQueue) -> Endpoint:
    """Endpoint of what costs: `answer` in a thread when its turn has come, else 503 at once."""

    async def endpoint(request: Request) -> Response:
        try:
            return await queue.run(lambda: answer(request))
        except BusyError:
            busy = refusal(503, words(asked_language(request)).text("ui.api.busy"), ())
            busy.headers["retry-after"] = RETRY_AFTER
            return busy

    return endpoint
