"""Work that is no request: a process of its own does it and tells what it took."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.goals import Goal
from bench.measure import Plan, Result, percentile, ratio
from bench.servers import ROOT


@dataclass(frozen=True)
class Work:
    """`once` does it in a fresh process; it is given the processes of the services, whose CPU time counts too."""

    name: str
    goal: Goal
    once: Callable[[Sequence[int]], "Sample"]


@dataclass(frozen=True)
class Sample:
    """What one process told; `bare_ms` is the floor's CPU time in the same process, `megabytes` the peak before it."""

    cpu_ms: float
    bare_ms: float
    seconds: float
    megabytes: float
    statements: int
    lost: int = 0


def run_module(module: str, *arguments: str, services: Sequence[int] = ()) -> Sample:
    """The sample that `python -m module` prints."""
    command = [sys.executable, "-m", module, *arguments, *map(str, services)]
    return Sample(**json.loads(subprocess.check_output(command, cwd=ROOT)))


def measure_work(work: Work, services: Sequence[int], plan: Plan) -> Result:
    """Medians of all rounds, and the highest peak."""
    samples = [work.once(services) for _round in range(plan.rounds)]
    cpu, bare = median(sample.cpu_ms for sample in samples), median(sample.bare_ms for sample in samples)
    milliseconds = [1000 * sample.seconds for sample in samples]
    return Result(
        name=work.name,
        goal=work.goal,
        cpu_ms=cpu,
        wall_ms={1: (percentile(milliseconds, 50), percentile(milliseconds, 95))},
        statements=max(sample.statements for sample in samples),
        problems=Counter(),
        lost=sum(sample.lost for sample in samples),
        floor_ratio=ratio(cpu, bare),
        done_s=median(sample.seconds for sample in samples),
        megabytes=max(sample.megabytes for sample in samples),
    )
