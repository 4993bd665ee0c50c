"""First visits: nothing jumps."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Visitor


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/", "/explore", "/compare", "/study", "/method"])
def test_nothing_jumps(visitor: Visitor, path: str, width: int) -> None:
    visit = visitor(width=width, height=844)
    visit.open(path)
    assert visit.shift() <= 0.1
