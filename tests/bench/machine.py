"""What the bench ran on, in words; nothing that names one machine among its like."""

from __future__ import annotations

import os
import platform
from pathlib import Path

GIB = 2**30


def machine(chromium: str) -> str:
    """Processor, memory, system, Python and the version of Chromium given."""
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory():.0f} GiB of memory, {system()}, "
        f"Python {platform.python_version()}, Chromium {chromium}"
    )


def processor(listing: Path = Path("/proc/cpuinfo")) -> str:
    """Model of the processor as the kernel names it, else the kind of machine."""
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.is_file() else []
    fields = (line.partition(":") for line in lines)
    models = (value.strip() for name, _, value in fields if name.strip() == "model name")
    return next(models, "") or platform.processor() or platform.machine()


def memory() -> float:
    """Memory in GiB; 0 where the system doesn't say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / GIB
    except (AttributeError, OSError, ValueError):
        return 0.0


def system() -> str:
    """The operating system and its version."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"
