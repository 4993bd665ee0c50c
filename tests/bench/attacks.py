"""Clients that ask for too much, and what the readers beside them notice.

`python -m tests.bench attacks` measures this checkout. `python -m tests.bench.attacks ROOT ...`
measures the checkouts named (`.` and a `git worktree` of an older commit), one after another in one
run, and prints their figures side by side.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measure import Measure, seconds
from tests.bench.readers import apart, session
from tests.flooding import HEADER, HEADERS, sent
from tools.server import ROOT, Server, serve

MIB = 2**20
TOGETHER = 20
"""Readers who open one link at once."""
GREEDY = 40
"""Workbooks that one client asks for at once, again and again."""
FLOOD = 100 * MIB
"""Bytes of headers on one connection."""
READERS, SECONDS = 4, 20
PATIENCE = 300.0


def attacks(log: Path, root: Path = ROOT) -> Iterator[Measure]:
    """Figures of a checkout under each attack, each on a server of its own."""
    with serve(log, root) as server:
        alone, together = stampede(server)
        yield Measure("a new comparison, one reader alone", alone, 10, "s")
        yield Measure(f"another, {TOGETHER} readers at once, median", together, 3 * alone, "s")
    with serve(log, root) as server:
        taken, grown = flood(server)
        yield Measure("headers taken on one connection until it is reset", taken, 2, "MB")
        yield Measure("memory that they cost", grown, 20, "MB")
    with serve(log, root) as server:
        quiet = changes(server)
        with greedy(server) as answered:
            beside, slowest = changes(server), health(server)
            made = answered.count(200)
        label = f"filter change beside {GREEDY} workbooks at once, times as long"
        yield Measure(label, beside / quiet, 3, "×")
        yield Measure("health beside them, slowest of 20", slowest, 1000, "ms")
        yield Measure("workbooks made meanwhile", made, 1, "", least=True)


def stampede(server: Server) -> tuple[float, float]:
    """Seconds of one reader who opens a link, and median of many who open another at once."""
    # A thread of their own: the browser of the bench holds the event loop of this one.
    with ThreadPoolExecutor(1) as thread:
        alone, together = (
            thread.submit(asyncio.run, _opened(server.origin, query, readers)).result()
            for query, readers in (("newmax=4", 1), ("newmax=3", TOGETHER))
        )
    return alone[0], statistics.median(together)


async def _opened(origin: str, query: str, readers: int) -> list[float]:
    """Seconds until each of some readers of one link to Compare has the page.

    Nothing of the link has been decided ahead.
    """

    async def one() -> float:
        async with session(origin, query, "compare") as reader:
            start = time.perf_counter()
            await reader.open()
            return time.perf_counter() - start

    async with asyncio.timeout(PATIENCE):
        return list(await asyncio.gather(*(one() for _ in range(readers))))


def flood(server: Server) -> tuple[float, float]:
    """Megabytes of headers that one connection takes, at most `FLOOD`, and what memory grows by."""
    before = _memory(server)
    taken = sent(server, HEADERS, HEADER, FLOOD)
    return taken / MIB, (_memory(server) - before) / MIB


def _memory(server: Server) -> int:
    """Bytes of memory that the server's process holds."""
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * 4096


@contextmanager
def greedy(server: Server) -> Iterator[list[int]]:
    """One client who asks for workbooks without end; the list has the status of every answer."""
    answered: list[int] = []
    over = threading.Event()

    def ask(number: int) -> None:
        while not over.is_set():
            newmax, k = number % 5 + 1, len(answered) % 5 + 3
            url = server.url(f"/api/v1/areas.xlsx?level=kelurahan&newmax={newmax}&k={k}")
            try:
                with urllib.request.urlopen(url, timeout=PATIENCE) as response:
                    answered.append(response.status)
            except urllib.error.HTTPError as refused:
                answered.append(refused.code)
                # It does not wait as long as it is asked to, only as long as a loop takes.
                over.wait(0.2)

    askers = [threading.Thread(target=ask, args=(number,)) for number in range(GREEDY)]
    for asker in askers:
        asker.start()
    try:
        yield answered
    finally:
        over.set()
        for asker in askers:
            asker.join()


def changes(server: Server) -> float:
    """Median milliseconds of a filter change of a few readers."""
    return 1000 * statistics.median(apart(server.origin, READERS, SECONDS).took)


def health(server: Server) -> float:
    """Milliseconds of the slowest of some questions whether the server is well."""

    def ask() -> None:
        with urllib.request.urlopen(server.url("/api/health"), timeout=PATIENCE) as response:
            response.read()

    return 1000 * max(seconds(ask) for _ in range(20))


def main(roots: list[str]) -> None:
    """Print the figures of each checkout beside those of the others."""
    with tempfile.TemporaryDirectory() as scratch:
        found = [list(attacks(Path(scratch) / "log.txt", Path(root).resolve())) for root in roots]
    print("".ljust(62), *(root.rjust(14) for root in roots))
    for row in zip(*found, strict=True):
        figures = (f"{item.value:10.2f} {item.unit:<3}" for item in row)
        print(row[0].what.ljust(62), *figures)


if __name__ == "__main__":
    main(sys.argv[1:] or [str(ROOT)])
