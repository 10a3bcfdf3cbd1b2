"""Fills the databases, starts both web servers, measures the steps, prints the table."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.city import load_crowd
from bench.measure import Plan, Result, Site, measure
from bench.report import as_json, machine, table, verdict
from bench.rosters import load_people
from bench.servers import fill_floor, floor_site, real_site
from bench.steps import STEPS
from bench.steps.exams import PEOPLE
from bench.steps.peaks import CLIENTS
from bench.town import Town
from bench.work import Work, measure_work
from lms.demo_city import build_demo_city

Environment = Mapping[str, str]


def run(names: Sequence[str], plan: Plan, real: Environment, floor: Environment, services: Sequence[int], output: Path):
    """0 when everything was measured without an error or a lost row, else 1. A missed goal is no error."""
    print("Filling the databases ...", flush=True)
    call_command("migrate", verbosity=0)
    build_demo_city(timezone.localdate())
    load_people(plan.people)
    crowded = any(name.endswith(f"_{CLIENTS}") for name in names)
    town = Town(load_crowd(CLIENTS + 1 if crowded else PEOPLE), fill_floor(floor, CLIENTS if crowded else PEOPLE))
    results = measure_all(names, plan, town, real, floor, services)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps({result.name: as_json(result) for result in results}, indent=2) + "\n")
    print(f"\n{machine(postgres_version())}\n\n{table(results)}\n\nAlso in {output}.")
    return report_errors(results)


def measure_all(
    names: Sequence[str], plan: Plan, town: Town, real: Environment, floor: Environment, services: Sequence[int]
) -> list[Result]:
    """Both sites side by side, one step after the other."""
    with real_site(real) as real_web, floor_site(floor) as floor_web:
        real_one, floor_one = (Site(web.port, (web.process.pid, *services)) for web in (real_web, floor_web))
        results = []
        for name in names:
            print(f"{name} ...", end=" ", flush=True)
            step = STEPS[name](town)
            if isinstance(step, Work):
                result = measure_work(step, services, plan)
            else:
                result = measure(step, real_one, floor_one, plan)
            print(f"{verdict(result)}, {result.errors} errors", flush=True)
            results.append(result)
    return results


def postgres_version() -> str:
    return ".".join(map(str, connection.get_database_version()))


def report_errors(results: Sequence[Result]) -> int:
    for result in results:
        if result.lost:
            print(f"{result.name}: {result.lost} rows lost or too many")
        for problem, times in result.problems.most_common(5):
            print(f"{result.name}: {times} times: {problem}")
    return 1 if any(result.errors for result in results) else 0
