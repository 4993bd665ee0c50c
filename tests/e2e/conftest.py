from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tools.server import Server, serve
from tools.visit import Look, Visit

Visitor = Callable[..., Visit]
LOG = pytest.StashKey[Server]()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, started once; its log must hold no traceback at the end."""
    with serve(tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running
        assert "Traceback" not in running.tail(1_000_000)


@pytest.fixture
def fresh_server(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Server]:
    """An app that nobody has visited yet."""
    with serve(tmp_path_factory.mktemp("fresh") / "log.txt") as running:
        request.node.stash[LOG] = running
        yield running
        assert "Traceback" not in running.tail(1_000_000)


@pytest.fixture
def visitor(server: Server, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Makes visits of the shared server, from keywords of `Look`; judges them at the end.

    A visit that asked another host for anything, or that heard an error, fails its test.
    """
    request.node.stash[LOG] = server
    with ExitStack() as stack:
        visits: list[Visit] = []

        def visit(origin: str = server.origin, **look: object) -> Visit:
            visits.append(stack.enter_context(Visit(chromium, origin, Look(**look))))  # type: ignore[arg-type]
            return visits[-1]

        yield visit
        for made in visits:
            assert made.strangers == []
            assert made.errors == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the end of the server's log beside a failure."""
    report = yield
    running = item.stash.get(LOG, None)
    if report.failed and running is not None:
        report.sections.append(("server log", running.tail()))
    return report
