"""Find a Chromium to drive or install one: `python -m tools.browser --install` prints its path."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "PETA_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# DejaVu draws the marks of the map; a bare machine has no font at all.
PACKAGES = ("chromium", "fonts-dejavu-core")
FLAGS = (
    "--no-sandbox",  # a container's root has no sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
    # Chromium's own address bar is a page, which loads beside the first page of every new window.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
)
BLOCKED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""Chromium flag that leaves this machine as the only host; unlike a route it keeps the cache."""

# In a process of its own: Playwright does not start inside a running Playwright.
_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class NoBrowserError(RuntimeError):
    """No Chromium was found."""


def find() -> Path | None:
    """Path of a Chromium that starts, or None.

    Looks at the variable `PETA_CHROMIUM`, then at PATH, then at Playwright's own download.
    """
    return next((path for path in _candidates() if _starts(path)), None)


def executable() -> Path:
    """Path of a Chromium that starts; raises `NoBrowserError` with what to do about it."""
    path = find()
    if path is None:
        raise NoBrowserError(
            "no Chromium found: run `make test` or `python -m tools.browser --install`, "
            f"install Chromium or Chrome, or set {VARIABLE} to its path"
        )
    return path


def install() -> Path:
    """Find a Chromium, or install one by apt-get and else by Playwright."""
    path = find()
    ways = _ways()
    while path is None and ways:
        command = ways.pop(0)
        print("$", *command, flush=True)
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL)
        path = find()
    return path or executable()


def _candidates() -> Iterator[Path]:
    chosen = os.environ.get(VARIABLE)
    if chosen:
        yield Path(chosen)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    asked = subprocess.run([sys.executable, "-c", _OWN], capture_output=True, check=True, text=True)
    own = Path(asked.stdout.strip())
    if own.exists():
        yield own


def _starts(path: Path) -> bool:
    # Ubuntu's package is a stub that asks for a snap: only starting it tells.
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, check=False, timeout=60, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "snap" not in done.stdout


def _ways() -> list[list[str]]:
    ways = []
    right = _as_root()
    if shutil.which("apt-get") and right is not None:
        ways.append([*right, "apt-get", "update", "--quiet"])
        ways.append([*right, "apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES])
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    if right is not None:
        ways.append([*own, "--with-deps"])
    ways.append(own)
    return ways


def _as_root() -> list[str] | None:
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "--non-interactive", "true"], check=False)
        return ["sudo", "--non-interactive"] if asked.returncode == 0 else None
    return None


def main() -> int:
    """Print the path of Chromium; 1 and a message if there is none."""
    parser = argparse.ArgumentParser(description="Find a Chromium to drive.")
    parser.add_argument("--install", action="store_true", help="install one if there is none")
    asked = parser.parse_args()
    try:
        print(install() if asked.install else executable())
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
