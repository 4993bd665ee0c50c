from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tools.visit import TIMEOUT, launch

# A red run must be red again for the next reader, on a machine of any speed.
settings.register_profile("peta", deadline=None, derandomize=True)
settings.load_profile("peta")
# A busy machine is no fault of a page.
expect.set_options(timeout=TIMEOUT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: the quick ones fail first, and Playwright holds the event loop."""
    items.sort(key=lambda item: "chromium" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium with every host but this machine blocked."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
