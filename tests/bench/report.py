"""`docs/benchmarks.md`: the last run, kept."""

from __future__ import annotations

import os
from collections.abc import Sequence

from tests.bench.measure import Measure

_TEXT = """\
# Benchmarks

What `make bench` printed when it last wrote this page: {machine};
load average {load:.1f} at its end (about 1 of it the run's own). Absolute times turn on the
machine and on what else it does; the ratio of two figures of one run holds better.

| what | measured | bar | of the bar | |
|---|---:|---:|---:|---|
{rows}

How it is measured: tables in the server's process, every metric of records for all kelurahan of
both regions at once, each time under a filter that was not asked for before. Made-up records are
put together from those of the example (`tests/bench/grown.py`). A visit is one of Chromium's with
an empty cache; a change runs from the click to the frame in which the map shows it, by the page's
own clock. The rebuilt map is `tests/bench/stock.py`: the same table, polygons and colours as a
GeoJson of a folium map that `st_folium` mounts anew. On Compare a change ends with the later of
its two maps; Explore and Compare are visited by turns, with the same clicks. The slow link is the
browser's own limit on its network. Interactions are clicks, taps and keys
(`tests/bench/vitals.py`), judged as web.dev defines INP and CLS. Readers at once are websocket
sessions of a process at low priority (`tests/bench/readers.py`): each on a metric, region and
level of its own changes one filter every five seconds, of those that the page offers it, and waits
until the script has finished; every answer is checked against what was asked. Attacks
(`tests/bench/attacks.py`) are measured on a server of their own each: readers who open one link
together, against one who opens another alone; headers without end; a client that asks for forty
workbooks at once, and the filter changes of four readers beside it, against the same without it.
`python -m tests.bench.attacks . OTHER` sets another checkout beside this one.

{reading}
"""


def page(measures: Sequence[Measure], machine: str) -> str:
    """The page as Markdown, for a run on `machine`."""
    rows = "\n".join(
        f"| {item.what} | {item.value:.2f} {item.unit} | {'≥' if item.least else '≤'} "
        f"{item.bar:g} {item.unit} | {item.share:.2f} | {'' if item.share <= 1 else '**above**'} |"
        for item in measures
    )
    above = [item.what for item in measures if item.share > 1]
    reading = (
        "Above its bar in this run: " + "; ".join(above) + "."
        if above
        else "Every figure of this run is within its bar."
    )
    return _TEXT.format(
        machine=machine,
        load=os.getloadavg()[1],
        rows=rows,
        reading=reading,
    )
