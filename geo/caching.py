"""One computation for everybody who asks: results kept in memory, shared by all threads.

`functools.lru_cache` lets each of several simultaneous askers compute the same result: twenty
readers of one link then take twenty times as long as one, each for himself.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition
from typing import ParamSpec, Protocol, TypeVar

from cachetools import LRUCache, cached

_Given = ParamSpec("_Given")
_Result_co = TypeVar("_Result_co", covariant=True)


class Computed(Protocol[_Given, _Result_co]):
    """A function whose results are kept."""

    def __call__(self, *args: _Given.args, **kwargs: _Given.kwargs) -> _Result_co:
        """The result, computed or kept."""
        ...

    def cache_clear(self) -> None:
        """Forget all results."""
        ...


def computed_once(
    maxsize: int,
) -> Callable[[Callable[_Given, _Result_co]], Computed[_Given, _Result_co]]:
    """Decorator: keep the `maxsize` results that were asked for last, by their arguments.

    Who asks for a result that another thread is computing waits for it. An error is not kept: it
    is raised to the thread that computed, and one of those that wait tries again. Arguments must be
    hashable; a result is shared, so nobody may change it.
    """
    return cached(LRUCache(maxsize), condition=Condition())
