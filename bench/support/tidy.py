"""What a benchmark needs of this machine: many sockets, a folder of its own, the size of a process."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="order-of-the-day-bench-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def resident_kib(pid: int) -> int:
    """Memory a process holds, in KiB."""
    path = Path(f"/proc/{pid}/status")
    if not path.exists():
        sys.exit("The memory of a process is read from /proc, which this system does not have (Linux does).")
    line = next(line for line in path.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1])


def computed(pid: int) -> float:
    """Seconds a process has computed, whatever else the machine did meanwhile."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def busy() -> str:
    """What else this machine is doing, in words: figures of a busy one are no figures."""
    if not hasattr(os, "getloadavg"):
        return "how busy the machine is, it does not say"
    return f"{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}"


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what would send a server to another database or to Redis."""
    drop = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "ORDER_DEBUG", "PUBLIC_URL")
    kept = {"ASSETS_DIR": str(Path(tempfile.gettempdir(), "order-assets-in-bench"))}
    return kept | {key: value for key, value in os.environ.items() if key not in drop} | more
