"""Readers at once, in a process of their own: `python -m tests.bench.readers ORIGIN USERS SECONDS`.

Each speaks Streamlit's protocol over a websocket as its browser client does: opens Explore on a
region, level and metric of its own, then changes one filter every five seconds, of those that
the page just offered it. What comes back is checked against what was sent. Prints one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from geo.indicators import REGISTRY
from tools.server import ROOT

SEED = 2017
NICE = 10
"""How far this process stands back behind the server that it measures."""
PAUSE = 5.0
"""Seconds between the changes of one reader; each comes up to `JITTER` earlier or later."""
JITTER = 1.0
REGIONS = ("34", "34", "3273")
LEVELS = ("kecamatan", "kecamatan", "kecamatan", "kelurahan")
EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"
"""The widget whose value is what a part of the page triggers, as Streamlit's client calls it."""


@dataclass(slots=True)
class Findings:
    """Seconds of every answer, how many changed the map, bytes of all.

    `cpu` and `wall` are seconds of this process and of the clock.
    """

    took: list[float] = field(default_factory=list)
    repainted: int = 0
    received: int = 0
    cpu: float = 0.0
    wall: float = 0.0


class Reader:
    """One session: what its browser would know of the page, by name and query string."""

    def __init__(self, socket: ClientConnection, query: str, name: str = "explore") -> None:
        self._socket = socket
        self._query = query
        self._name = name
        self._page = ""
        self._part = ""
        self._map = ""
        self.filters: dict[str, Any] = {}
        self.received = 0
        self._sent = 0

    async def open(self) -> None:
        """Load the page of the query."""
        await self._run(BackMsg())

    async def change(self, dice: Random) -> tuple[float, bool]:
        """Change one filter: seconds until the script has finished, whether the map changed."""
        wanted = self._other(dice)
        message = BackMsg()
        self._sent += 1
        event = [{"event": "filters", "value": [str(self._sent), json.dumps(wanted)]}]
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.json_trigger_value = EVENTS.format(self._part), json.dumps(event)
        before = self._map
        start = time.perf_counter()
        finished = await self._run(message)
        self._check(wanted)
        return finished - start, self._map != before

    async def _run(self, message: BackMsg) -> float:
        """Send a rerun, take in its messages, and give the time at which the last one came."""
        rerun = message.rerun_script
        rerun.query_string, rerun.page_name = self._query, self._name
        rerun.page_script_hash = self._page
        rerun.context_info.timezone, rerun.context_info.locale = "Asia/Jakarta", "id-ID"
        await self._socket.send(message.SerializeToString())
        while True:
            data = await self._socket.recv()
            now = time.perf_counter()
            assert isinstance(data, bytes)
            self.received += len(data)
            if self._take(ForwardMsg.FromString(data)):
                return now

    def _take(self, message: ForwardMsg) -> bool:
        """Keep what the next change needs; whether the script has finished."""
        match message.WhichOneof("type"):
            case "delta":
                self._draw(message)
            case "navigation":
                self._page = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "script_finished":
                return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

    def _draw(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "exception":
                raise RuntimeError(element.exception.message)
            case "component_instance":
                self._map = json.loads(element.component_instance.json_args)["feature_group"]
            case "bidi_component" if element.bidi_component.id.endswith("-filters"):
                self._part = element.bidi_component.id
                self.filters = json.loads(zlib.decompress(element.bidi_component.bytes))

    def _chosen(self) -> dict[str, list[str]]:
        return {
            group["code"]: [item["code"] for item in group["options"] if "chosen" in item]
            for group in self.filters["groups"]
        }

    def _other(self, dice: Random) -> dict[str, Any]:
        """The chosen filters with one box changed that a reader could click on now."""
        boxes = [
            (group["code"], item["code"])
            for group in self.filters["groups"]
            if not group["reason"]
            for item in group["options"]
            if "reason" not in item
        ]
        group, code = dice.choice(boxes)
        chosen = self._chosen()
        had = chosen[group]
        chosen[group] = [own for own in had if own != code] if code in had else [*had, code]
        return {**chosen, "newmax": self.filters["newmax"]}

    def _check(self, wanted: dict[str, Any]) -> None:
        """The page that came shows the filters that were asked for, and its link holds them."""
        link = parse_qs(self._query)
        for group, codes in self._chosen().items():
            linked = ",".join(link.get(group, ())).split(",")
            if set(codes) != set(wanted[group]) or set(codes) != set(filter(None, linked)):
                raise RuntimeError(f"asked for {wanted}, got {self._chosen()} at {self._query}")


@asynccontextmanager
async def session(origin: str, query: str, name: str = "explore") -> AsyncIterator[Reader]:
    """A reader of a page who has not opened it yet."""
    address = f"ws://{urlsplit(origin).netloc}/_stcore/stream"
    protocols = [Subprotocol("streamlit")]
    async with connect(address, origin=Origin(origin), subprotocols=protocols) as socket:
        yield Reader(socket, query, name)


async def read(origin: str, number: int, ready: asyncio.Barrier, seconds: float) -> Findings:
    """Reader `number`: opens its page, waits for the others, changes filters for `seconds`."""
    dice = Random(SEED * 1000 + number)
    found = Findings()
    async with session(origin, page_of(number)) as reader:
        await reader.open()
        await ready.wait()
        start = time.perf_counter()
        # The first change of each reader warms what it needs, and does not count.
        due = dice.uniform(-PAUSE, 0)
        while due < seconds:
            pause = start + PAUSE + due - time.perf_counter()
            await asyncio.sleep(max(pause, 0))
            received = reader.received
            took, repainted = await reader.change(dice)
            if due >= 0:
                # Who still waits for the last answer when the next change is due, waits longer.
                found.took.append(took + max(-pause, 0))
                found.repainted += repainted
                found.received += reader.received - received
            due += PAUSE + dice.uniform(-JITTER, JITTER)
    return found


def page_of(number: int) -> str:
    """Query string of a reader's page: metrics, regions and levels go round at their own pace."""
    metrics = sorted(code for code, metric in REGISTRY.items() if metric.measure is not None)
    places = [f"a={region}&level={level}" for level in LEVELS for region in REGIONS]
    return f"metric={metrics[number % len(metrics)]}&{places[number % len(places)]}"


def apart(origin: str, users: int, seconds: float) -> Findings:
    """Readers in a process of their own, at low priority; raises where one of them failed."""
    command = [sys.executable, "-m", "tests.bench.readers", origin, str(users), str(seconds)]
    run = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=600)
    return Findings(**json.loads(run.stdout))


async def crowd(origin: str, users: int, seconds: float) -> Findings:
    """All readers together; the clock starts when every page stands. One failure ends them all."""
    ready = asyncio.Barrier(users + 1)
    async with asyncio.TaskGroup() as group:
        readers = [
            group.create_task(read(origin, number, ready, seconds)) for number in range(users)
        ]
        await ready.wait()
        cpu, wall = time.process_time(), time.perf_counter()
    found = [reader.result() for reader in readers]
    return Findings(
        took=[took for own in found for took in own.took],
        repainted=sum(own.repainted for own in found),
        received=sum(own.received for own in found),
        cpu=time.process_time() - cpu,
        wall=time.perf_counter() - wall,
    )


if __name__ == "__main__":
    os.nice(NICE)
    origin, users, seconds = sys.argv[1:]
    print(json.dumps(asdict(asyncio.run(crowd(origin, int(users), float(seconds))))))
