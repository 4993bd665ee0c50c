"""Run the app's tests with the oldest packages that `requirements.in` allows, and with the newest.

`make versions`, or `python -m tools.versions lowest` for one of the two. Each gets an environment
of its own under a temporary folder; what needs a browser or the newest tools is left out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tools.server import ROOT

RESOLUTIONS: Mapping[str, str] = MappingProxyType({"lowest": "lowest-direct", "newest": "highest"})
"""What each choice is called by uv."""
TESTS = (
    *("dataset", "estimate", "reference", "figure", "export", "areafile", "boundaries", "intake"),
    *("search", "wording", "maps", "hexcover", "serving", "api", "downloads", "start", "frame"),
)
"""Tests that use every package that the app imports, and start the server."""


def resolve(choice: str, folder: Path) -> Path:
    """Pins of the chosen versions, for this Python; wheels only."""
    pins = folder / f"{choice}.txt"
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--only-binary", ":all:"]
    command += ["--resolution", RESOLUTIONS[choice], "--no-annotate", "--no-header"]
    subprocess.run(
        [*command, str(ROOT / "requirements.in"), "--output-file", str(pins)], check=True
    )
    return pins


def run(choice: str, folder: Path) -> int:
    """Install the chosen versions and run the tests; pytest's exit code."""
    pins, venv = resolve(choice, folder), folder / choice
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    python = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    # The lock of the tools is for the locked packages: here they follow what was resolved.
    tools = folder / f"{choice}-tools.in"
    lines = (ROOT / "requirements-dev.in").read_text(encoding="utf-8").splitlines()
    tools.write_text(
        "\n".join([f"-c {pins.name}", *(line for line in lines if not line.startswith("-c"))]),
        encoding="utf-8",
    )
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(pins), "-r", str(tools)], check=True)
    print(f"{choice}:", ", ".join(pins.read_text(encoding="utf-8").split()), flush=True)
    tests = [f"tests/test_{name}.py" for name in TESTS]
    # A newer package may warn of what a later one will do; the lock is where warnings are errors.
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "default"]
    return subprocess.run([*command, *tests], cwd=ROOT, check=False).returncode


def main(choices: list[str]) -> int:
    """Run each choice; 1 if any of them failed."""
    with tempfile.TemporaryDirectory() as scratch:
        return max(run(choice, Path(scratch)) and 1 for choice in choices or list(RESOLUTIONS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
