from __future__ import annotations

from pathlib import Path

import pytest

from tools import browser


def test_the_variable_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = tmp_path / "chromium"
    chosen.write_text("#!/bin/sh\necho Chromium 1\n")
    chosen.chmod(0o755)
    monkeypatch.setenv(browser.VARIABLE, str(chosen))
    assert browser.find() == chosen


def test_a_stub_that_asks_for_a_snap_is_no_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho requires the chromium snap to be installed\n")
    stub.chmod(0o755)
    monkeypatch.setenv(browser.VARIABLE, str(stub))
    assert browser.find() != stub


def test_without_a_browser_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)
    with pytest.raises(browser.NoBrowserError, match=browser.VARIABLE):
        browser.executable()
