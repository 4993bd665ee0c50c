from __future__ import annotations

from collections.abc import Callable
from threading import Event

import anyio
import pytest

from geo.admission import BusyError, WorkQueue


def test_work_is_done_one_piece_at_a_time_in_order_and_no_more_than_few_wait() -> None:
    begun: list[int] = []
    running, go = Event(), Event()

    def piece(number: int) -> Callable[[], int]:
        def work() -> int:
            begun.append(number)
            running.set()
            assert go.wait(30)
            return number

        return work

    async def crowd() -> None:
        queue, done = WorkQueue(waiting=3), []

        async def ask(number: int) -> None:
            done.append(await queue.run(piece(number)))

        async with anyio.create_task_group() as askers:
            for number in range(4):
                askers.start_soon(ask, number)
                await anyio.wait_all_tasks_blocked()
            await anyio.to_thread.run_sync(running.wait, 30)
            assert begun == [0]
            with pytest.raises(BusyError):
                await queue.run(piece(4))
            go.set()
        assert done == begun == [0, 1, 2, 3]
        assert await queue.run(lambda: "again") == "again"

    anyio.run(crowd)


def test_an_error_makes_room() -> None:
    def fails() -> None:
        raise ValueError("once")

    async def two() -> str:
        queue = WorkQueue(waiting=0)
        with pytest.raises(ValueError, match="once"):
            await queue.run(fails)
        return await queue.run(lambda: "done")

    assert anyio.run(two) == "done"
