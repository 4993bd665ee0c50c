"""Results that are computed once for everybody who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event

import pytest

from geo.caching import computed_once
from geo.disclosure import Hidden, decide
from geo.indicators import REGISTRY
from geo.measures import MEASURES, Measure
from geo.query import Filters, Query
from geo.recorded import decide_ahead
from geo.withheld import decided, withheld
from tests.data import dataset

ASKERS = 20


def at_once(ask: Callable[[int], object]) -> list[object]:
    """What `ask` gives to twenty threads that begin together, by their number."""
    together = Barrier(ASKERS)

    def asker(number: int) -> object:
        together.wait()
        return ask(number)

    with ThreadPoolExecutor(ASKERS) as threads:
        return list(threads.map(asker, range(ASKERS)))


def test_twenty_askers_wait_for_one_computation() -> None:
    calls: Counter[int] = Counter()
    asked = Event()

    @computed_once(maxsize=4)
    def double(number: int) -> int:
        calls[number] += 1
        # The others have time to ask while this one computes.
        asked.wait(0.2)
        return 2 * number

    assert at_once(lambda _: double(3)) == [6] * ASKERS
    assert calls == {3: 1}


def test_different_questions_do_not_wait_for_one_another() -> None:
    both = Barrier(2)

    @computed_once(maxsize=4)
    def meet(number: int) -> int:
        both.wait(30)
        return number

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(meet, (1, 2))) == [1, 2]


def test_an_error_is_not_kept() -> None:
    failures = [ValueError("once")]

    @computed_once(maxsize=4)
    def flaky(number: int) -> int:
        if failures:
            raise failures.pop()
        return number

    with pytest.raises(ValueError, match="once"):
        flaky(1)
    assert flaky(1) == 1


def test_the_results_asked_for_last_are_kept() -> None:
    calls: list[int] = []

    @computed_once(maxsize=2)
    def seen(number: int) -> int:
        calls.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        seen(number)
    assert calls == [1, 2, 3, 2]


def test_twenty_readers_and_the_start_share_one_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()

    def counted(*given: object) -> Hidden:
        calls["decide"] += 1
        return decide(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("geo.withheld.decide", counted)
    # Nothing is kept of it yet.
    data = replace(dataset())
    measure = MEASURES["integrated"]
    at_once(lambda _: withheld(data, measure, Filters(), ("34",)))
    assert calls == {"decide": 1}
    decided(data, measure, Filters().newmax)
    assert calls == {"decide": 1}


def test_the_metric_that_a_first_visit_shows_is_decided_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order: list[Measure] = []
    monkeypatch.setattr("geo.recorded.decided", lambda _data, measure, _: order.append(measure))
    decide_ahead(dataset())
    assert order[0] == REGISTRY[Query().metric].measure
    wanted = [metric.measure for metric in REGISTRY.values() if metric.measure is not None]
    assert sorted(order, key=str) == sorted(dict.fromkeys(wanted), key=str)
