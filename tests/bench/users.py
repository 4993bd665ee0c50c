"""Readers at once: how long one waits while many change their filters."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Measure
from tests.bench.readers import apart
from tools.server import serve

USERS = 60
SECONDS = 60
KIB = 1024
LEAST_REPAINTED = 0.5
"""Share of the changes that must have changed the map: a load without answers is none."""


def users_at_once(log: Path) -> Iterator[Measure]:
    """The product as it is shipped, and `tests.bench.readers` against it.

    Raises RuntimeError if what came back is not the work that was asked for.
    """
    with serve(log) as server:
        found = apart(server.origin, USERS, SECONDS)
    took = sorted(found.took)
    repainted = found.repainted / len(took)
    if repainted < LEAST_REPAINTED:
        raise RuntimeError(f"only {repainted:.0%} of {len(took)} changes changed the map")
    label = f"{USERS} readers at once"
    last = took[int(0.95 * len(took))]
    yield Measure(f"{label}, {len(took)} changes, 95th percentile", last * 1000, 250, "ms")
    yield Measure(f"{label}, median", statistics.median(took) * 1000, 250, "ms")
    share = 100 * found.cpu / found.wall
    yield Measure(f"{label}, share of the load generator in one core", share, 25, "%")
    each = found.received / len(took) / KIB
    yield Measure(f"{label}, mean answer", each, 40, "KB")
