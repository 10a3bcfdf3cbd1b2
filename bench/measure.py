"""Measures a step: the real site and the floor in turn, so that both meet the same machine."""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bench.client import Call, Load, drive, send
from bench.goals import Goal
from bench.processes import cpu_seconds
from bench.statements import ASKED, COUNTED

CLIENTS = (1, 8, 32)
# What bench.json quotes of a page: as many clients as there are threads.
QUOTED = 8
WARM_UP = 32
PROBES = 4

Script = Sequence[Call]


@dataclass(frozen=True)
class Plan:
    """How much is measured; `people` are in the roster beside those of the demo city."""

    rounds: int
    calls: int
    bursts: int
    people: int = 0


FULL, QUICK = Plan(rounds=3, calls=64, bursts=3), Plan(rounds=1, calls=16, bursts=1)


def nothing_lost() -> int:
    return 0


@dataclass(frozen=True)
class Step:
    """What is sent to the real site and, beside it, to the floor.

    `scripts(n)` makes n scripts, or with `clients` those of the n-th burst; `lost()` says how many rows of what
    the site confirmed are missing or too many.
    """

    name: str
    goal: Goal
    scripts: Callable[[int], Sequence[Script]]
    bare: Callable[[int], Sequence[Script]] | None = None
    probes: Callable[[int], Sequence[Script]] | None = None
    lost: Callable[[], int] = nothing_lost
    clients: int | None = None


@dataclass(frozen=True)
class Site:
    """A web server and the processes whose CPU time is its cost."""

    port: int
    processes: tuple[int, ...] = ()


@dataclass
class Cost:
    """What a site took for one kind of call; latencies by the number of clients."""

    cpu: float = 0.0
    latencies: dict[int, list[float]] = field(default_factory=dict)
    durations: list[float] = field(default_factory=list)
    problems: Counter = field(default_factory=Counter)

    def drive(self, site: Site, scripts: Sequence[Script], clients: int) -> None:
        before = cpu_seconds(site.processes)
        load: Load = drive(site.port, scripts, clients)
        self.cpu += cpu_seconds(site.processes) - before
        self.latencies.setdefault(clients, []).extend(load.latencies)
        self.durations.append(load.seconds)
        self.problems.update(load.problems)

    @property
    def calls(self) -> int:
        return sum(map(len, self.latencies.values()))

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / self.calls if self.calls else 0.0

    def wall_ms(self) -> dict[int, tuple[float, float]]:
        """(p50, p95) by the number of clients."""
        return {n: (1000 * percentile(t, 50), 1000 * percentile(t, 95)) for n, t in self.latencies.items()}


@dataclass(frozen=True)
class Result:
    """The figures of a step; what does not apply is None."""

    name: str
    goal: Goal
    cpu_ms: float
    wall_ms: dict[int, tuple[float, float]]
    statements: int
    problems: Counter
    kilobytes: float | None = None
    lost: int = 0
    floor_ratio: float | None = None
    done_s: float | None = None
    megabytes: float | None = None

    @property
    def errors(self) -> int:
        return sum(self.problems.values()) + self.lost

    @property
    def quoted(self) -> tuple[float, float]:
        return self.wall_ms[QUOTED if QUOTED in self.wall_ms else max(self.wall_ms)]


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many per cent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * percent / 100), 1) - 1]


def ratio(real: float, floor: float) -> float | None:
    return real / floor if floor else None


def measure(step: Step, real: Site, floor: Site, plan: Plan) -> Result:
    return measure_burst(step, real, floor, plan) if step.clients else measure_calls(step, real, floor, plan)


def measure_calls(step: Step, real: Site, floor: Site, plan: Plan) -> Result:
    """CPU of a call at 1, 8 and 32 clients, the floor's beside it in every round."""
    drive(real.port, step.scripts(WARM_UP), QUOTED)
    statements, kilobytes, problems = probe(real, (step.probes or step.scripts)(PROBES))
    cost, bare_cost = Cost(), Cost()
    if step.bare:
        drive(floor.port, step.bare(WARM_UP), QUOTED)
    for _round in range(plan.rounds):
        for clients in CLIENTS:
            calls = max(plan.calls, clients)
            if step.bare:
                bare_cost.drive(floor, step.bare(calls), clients)
            cost.drive(real, step.scripts(calls), clients)
    return Result(
        name=step.name,
        goal=step.goal,
        cpu_ms=cost.cpu_ms,
        wall_ms=cost.wall_ms(),
        statements=statements,
        kilobytes=kilobytes,
        problems=problems + cost.problems + of_floor(bare_cost),
        lost=step.lost(),
        floor_ratio=ratio(cost.cpu_ms, bare_cost.cpu_ms) if step.bare else None,
    )


def measure_burst(step: Step, real: Site, floor: Site, plan: Plan) -> Result:
    """How long everybody at once takes, and the same burst on the floor; medians of all bursts."""
    drive(real.port, step.probes(WARM_UP), QUOTED)
    drive(floor.port, step.bare(0)[:WARM_UP], QUOTED)
    statements, kilobytes, problems = probe(real, step.probes(PROBES))
    cost, bare_cost = Cost(), Cost()
    for number in range(plan.bursts):
        bare_cost.drive(floor, step.bare(number), step.clients)
        cost.drive(real, step.scripts(number), step.clients)
    done, bare_done = statistics.median(cost.durations), statistics.median(bare_cost.durations)
    return Result(
        name=step.name,
        goal=step.goal,
        cpu_ms=cost.cpu_ms,
        wall_ms=cost.wall_ms(),
        statements=statements,
        kilobytes=kilobytes,
        problems=problems + cost.problems + of_floor(bare_cost),
        lost=step.lost(),
        floor_ratio=ratio(done, bare_done),
        done_s=done,
    )


def of_floor(cost: Cost) -> Counter:
    return Counter({f"floor: {problem}": n for problem, n in cost.problems.items()})


def probe(site: Site, scripts: Sequence[Script]) -> tuple[int, float, Counter]:
    """Statements and kilobytes of an answer, from calls that are not measured."""
    replies = [send(site.port, replace(script[0], headers=(*script[0].headers, (ASKED, "1")))) for script in scripts]
    statements = max(int(reply.headers.get(COUNTED, 0)) for reply in replies)
    kilobytes = max(reply.size for reply in replies) / 1024
    return statements, kilobytes, Counter(reply.problem for reply in replies if reply.problem)
