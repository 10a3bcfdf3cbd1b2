"""A roster of 5,000 people as it is checked before anything is written."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.goals import GOALS
from bench.rosters import ROWS, load_units, roster_file, roster_rows
from bench.town import Town
from bench.work import Sample, Work, run_module
from intake.services import commit_list, judge_list, receive_list
from people.models import OrgUnit
from roster.people_list.kind import PeopleList

# People whom no other list names.
APART = 7000


def roster_preview(town: Town) -> Work:
    """Everybody is new."""
    return preview("roster_preview", roster_file(roster_rows(ROWS)))


def roster_preview_known(town: Town) -> Work:
    """The roster holds them: the same file was taken over before."""
    data = roster_file(roster_rows(ROWS, first=APART))
    work = preview("roster_preview_known", data)
    root = OrgUnit.get_first_root_node()
    roster = judge_list(listing=receive_list(kind=PeopleList(), file_name="名册.xlsx", data=data, unit=root, by=None))
    commit_list(listing=roster, accepted=None, by=None)
    return work


def preview(name: str, data: bytes) -> Work:
    load_units()
    path = Path(os.environ["ZHENGXUN_DATA"]) / f"{name}.xlsx"
    path.write_bytes(data)
    return Work(name, GOALS[name], partial(once, str(path)))


def once(path: str, services: Sequence[int]) -> Sample:
    return run_module("bench.preview", path, str(ROWS), services=services)
