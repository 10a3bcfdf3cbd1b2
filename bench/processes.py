"""Reads from /proc what processes have cost."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")


def cpu_seconds(roots: Iterable[int]) -> float:
    """CPU time of the processes and all below them, with what their ended children took."""
    table = {pid: (parent, ticks) for pid, parent, ticks in _processes()}
    children: dict[int, list[int]] = {}
    for pid, (parent, _ticks) in table.items():
        children.setdefault(parent, []).append(pid)
    waiting, total = list(roots), 0
    while waiting:
        pid = waiting.pop()
        if pid in table:
            total += table[pid][1]
            waiting += children.get(pid, [])
    return total * TICK


def peak_megabytes() -> float:
    """The most memory this process has held. Unlike `ru_maxrss` it knows nothing of the process it was started by."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _processes() -> Iterator[tuple[int, int, int]]:
    """(pid, parent, ticks) of all processes; a process that ends meanwhile is counted by its parent."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text(errors="replace")
        except OSError:
            continue
        yield int(folder.name), *parse_stat(stat)


def parse_stat(stat: str) -> tuple[int, int]:
    """(parent, ticks of the process and its ended children); the name in brackets may hold spaces and brackets."""
    fields = stat.rpartition(")")[2].split()
    return int(fields[1]), sum(map(int, fields[11:15]))
