"""The table and the JSON of a run."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.goals import Goal
from bench.measure import CLIENTS, Result
from bench.servers import THREADS, WORKERS

HEAD = (
    "step", "÷ floor", "goal", "SQL", "goal", "KB", "goal", "MB", "goal", "verdict", "CPU ms",
    *(f"p50/p95 at {n}" for n in CLIENTS), "done s", "p50/p95", "errors",
)  # fmt: skip


def as_json(result: Result) -> dict[str, Any]:
    """The figures under the names that stay; what does not apply is absent."""
    p50, p95 = result.quoted
    figures = {
        "cpu_ms": round(result.cpu_ms, 2),
        "floor_ratio": result.floor_ratio and round(result.floor_ratio, 2),
        "p50_ms": round(p50, 1),
        "p95_ms": round(p95, 1),
        "statements": result.statements,
        "errors": result.errors,
        "done_s": result.done_s and round(result.done_s, 2),
        "peak_mb": result.megabytes and round(result.megabytes, 1),
    }
    return {name: value for name, value in figures.items() if value is not None}


def misses(result: Result) -> list[str]:
    """The goals a step does not meet."""
    goal = result.goal
    wanted = [
        ("ratio", result.floor_ratio, goal.ratio),
        ("SQL", result.statements, goal.statements),
        ("KB", result.kilobytes, goal.kilobytes),
        ("MB", result.megabytes, goal.megabytes),
    ]
    return [name for name, value, limit in wanted if value is not None and limit is not None and value > limit]


def verdict(result: Result) -> str:
    goal = result.goal
    if {goal.ratio, goal.statements, goal.kilobytes, goal.megabytes} == {None}:
        return "no goal"
    missed = misses(result)
    return f"not met: {', '.join(missed)}" if missed else "met"


def row(result: Result) -> list[str]:
    goal: Goal = result.goal
    pages = [result.wall_ms.get(n) for n in CLIENTS]
    burst = result.quoted if result.done_s is not None else None
    return [
        result.name,
        shown(result.floor_ratio, ".2f"),
        shown(goal.ratio, "g"),
        shown(result.statements, "d"),
        shown(goal.statements, "d"),
        shown(result.kilobytes, ".1f"),
        shown(goal.kilobytes, "d"),
        shown(result.megabytes, ".0f"),
        shown(goal.megabytes, "d"),
        verdict(result),
        shown(result.cpu_ms, ".1f"),
        *map(pair, pages),
        shown(result.done_s, ".2f"),
        pair(burst),
        str(result.errors),
    ]


def shown(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


def pair(wall: tuple[float, float] | None) -> str:
    return f"{wall[0]:.0f}/{wall[1]:.0f}" if wall else ""


def table(results: Sequence[Result]) -> str:
    """Words to the left, figures to the right, each column as wide as its widest cell."""
    rows = [list(HEAD), *map(row, results)]
    widths = [max(len(line[i]) for line in rows) for i in range(len(HEAD))]
    words = (HEAD.index("step"), HEAD.index("verdict"))
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i in words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in rows
    )


def machine(postgres: str) -> str:
    """What the figures were taken on."""
    info = Path("/proc/cpuinfo").read_text()
    model = next((line.split(":")[1].strip() for line in info.splitlines() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{date.today()}, {len(os.sched_getaffinity(0))} cores ({model or platform.machine()}), {memory:.0f} GB, "
        f"load {load:.1f}, Python {platform.python_version()}, PostgreSQL {postgres}, "
        f"gunicorn with {WORKERS} workers of {THREADS} threads; all on one machine, the load as well"
    )
