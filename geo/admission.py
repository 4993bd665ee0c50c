"""Who may have costly work done, and when: one piece at a time, few in waiting, no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from geo.errors import PetaError

WAITING = 8
"""So many requests wait for their turn; who comes later is asked to come again."""

_Result = TypeVar("_Result")


class BusyError(PetaError):
    """More costly work is asked for at once than can wait."""


class WorkQueue:
    """Work of one server, done in a thread piece by piece, in the order in which it was asked for.

    Python runs one thread at a time: a second one would not make files sooner, only readers of
    pages later. Those that wait hold no thread.
    """

    def __init__(self, waiting: int = WAITING) -> None:
        self._turn = CapacityLimiter(1)
        self._most = 1 + waiting
        self._admitted = 0

    async def run(self, work: Callable[[], _Result]) -> _Result:
        """What `work` returns, when its turn has come.

        Raises `BusyError` at once where as many wait as may, and whatever `work` raises.
        """
        if self._admitted >= self._most:
            raise BusyError
        self._admitted += 1
        try:
            return await to_thread.run_sync(work, limiter=self._turn)
        finally:
            self._admitted -= 1
