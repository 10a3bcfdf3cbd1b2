"""Checks a roster file as the worker does after its arrival: `python -m bench.preview FILE ROWS [SERVICE …]`.

Prints what it took, and beside it what python-calamine takes for the cells of the same file and nothing else.
"""

import importlib
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from python_calamine import CalamineWorkbook

from bench.processes import cpu_seconds, peak_megabytes

ROUNDS = 5


def main(path: str, rows: str, *services: str) -> None:
    importlib.import_module("lms.wsgi")  # the settings, then the apps
    print(json.dumps(preview(Path(path).read_bytes(), int(rows), [int(pid) for pid in services])))


def preview(data: bytes, rows: int, services: Sequence[int] = ()) -> dict[str, float]:
    """CPU time is that of reading and judging; the seconds are those until the verdicts are kept for the page."""
    from bench.rosters import roster_file, roster_rows  # noqa: PLC0415 -- needs the registry
    from bench.statements import Counter, connection  # noqa: PLC0415
    from intake.services.receiving import judge_list, read_again  # noqa: PLC0415

    # A worker has long loaded what it needs.
    judge_list(listing=arrived(roster_file(roster_rows(50))))
    roster, counter = arrived(data), Counter()
    started = time.perf_counter()
    judged = judge_list(listing=roster)
    seconds = time.perf_counter() - started
    # Read again, the file says the same.
    with connection.execute_wrapper(counter):
        is_other = read_again(roster).digest != judged.summary["digest"]
    bare, own = [], []
    for _round in range(ROUNDS):
        bare.append(cpu_of(lambda: read_bare(data), []))
        own.append(cpu_of(lambda: read_again(roster).digest, services))
    return {
        "seconds": seconds,
        "cpu_ms": 1000 * median(own),
        "bare_ms": 1000 * median(bare),
        "megabytes": peak_megabytes(),
        "statements": counter.statements,
        "lost": abs(rows - judged.done_rows) + is_other,
    }


def cpu_of(work: Callable[[], object], services: Sequence[int]) -> float:
    """CPU time of this process, and of the services meanwhile."""
    own, theirs = time.process_time(), cpu_seconds(services)
    work()
    return time.process_time() - own + cpu_seconds(services) - theirs


def arrived(data: bytes):
    from intake.services import receive_list  # noqa: PLC0415
    from people.models import OrgUnit  # noqa: PLC0415 -- needs the registry
    from roster.people_list.kind import PeopleList  # noqa: PLC0415

    return receive_list(
        kind=PeopleList(), file_name="名册.xlsx", data=data, unit=OrgUnit.get_first_root_node(), by=None
    )


def read_bare(data: bytes) -> list[list[object]]:
    """The cells and nothing else."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


if __name__ == "__main__":
    main(*sys.argv[1:])
