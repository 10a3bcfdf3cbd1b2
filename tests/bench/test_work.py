"""A step that is no request, and the roster it reads. No time is asserted."""

from collections import Counter

import pytest

from bench.goals import GOALS, Goal
from bench.measure import Plan
from bench.preview import preview, read_bare
from bench.processes import peak_megabytes
from bench.report import HEAD, as_json, misses, table, verdict
from bench.rosters import FAULTS, HEADINGS, load_people, load_units, roster_file, roster_rows
from bench.steps.rosters import APART
from bench.work import Sample, Work, measure_work, run_module
from common.tables import read_book
from people.models import OrgUnit, Person
from tests.factories.people import city_root

PLAN = Plan(rounds=3, calls=1, bursts=1)


def sample(cpu_ms, **more):
    return Sample(**{"cpu_ms": cpu_ms, "bare_ms": 40.0, "seconds": 0.5, "megabytes": 180.0, "statements": 9, **more})


def work(*samples):
    waiting = iter(samples)
    return Work("roster_preview", Goal("calamine", 3.0, megabytes=300), lambda services: next(waiting))


def test_of_three_processes_the_one_in_the_middle_counts_and_the_highest_peak():
    samples = sample(500.0, megabytes=320.0), sample(200.0, seconds=0.25), sample(240.0, statements=11)

    result = measure_work(work(*samples), [], PLAN)

    assert (result.cpu_ms, result.floor_ratio, result.done_s) == (240.0, 6.0, 0.5)
    assert (result.megabytes, result.statements, result.errors) == (320.0, 11, 0)
    assert (misses(result), verdict(result)) == (["ratio", "MB"], "not met: ratio, MB")


def test_rows_that_got_lost_are_errors():
    assert measure_work(work(sample(1.0, lost=2), sample(1.0), sample(1.0)), [], PLAN).errors == 2


def test_the_peak_is_in_the_table_and_in_the_json():
    result = measure_work(work(*[sample(240.0)] * 3), [], PLAN)
    head, line = table([result]).splitlines()

    assert as_json(result)["peak_mb"] == 180.0
    assert line[: head.index("MB") + len("MB")].split()[-1] == "180"
    assert "MB" in HEAD


def test_the_goal_of_the_preview_is_named():
    assert (GOALS["roster_preview"].ratio, GOALS["roster_preview"].megabytes) == (3.0, 300)


def test_a_process_prints_its_sample(tmp_path, monkeypatch):
    printed = '{"cpu_ms": 1.0, "bare_ms": 2.0, "seconds": 3.0, "megabytes": 4.0, "statements": 5, "lost": 6}'
    monkeypatch.setattr("bench.work.ROOT", tmp_path)
    (tmp_path / "told.py").write_text(f"import sys; assert sys.argv[1:] == ['file', '7']; print('{printed}')")

    assert run_module("told", "file", services=[7]) == Sample(1.0, 2.0, 3.0, 4.0, 5, 6)


def test_the_peak_of_this_process_is_no_less_than_django():
    assert peak_megabytes() > 20


def test_the_list_has_twenty_columns_every_fault_and_nobody_twice():
    rows = roster_rows(len(FAULTS) * 10)
    apart = roster_rows(20, first=APART)
    [grid] = read_book(roster_file(rows))

    assert (len(HEADINGS), {len(row) for row in rows}) == (20, {20})
    assert len(grid.rows) == len(rows) + 2
    numbers = Counter(row[5] for row in rows + apart if isinstance(row[5], str))
    assert max(numbers.values()) == 1
    assert len(read_bare(roster_file(rows))) == len(rows) + 2


@pytest.mark.django_db
def test_a_preview_reads_every_row():
    city_root()
    load_units()
    rows = roster_rows(len(FAULTS) * 10)

    told = preview(roster_file(rows), len(rows))

    assert (Sample(**told).lost, Person.objects.count(), OrgUnit.objects.filter(code__startswith="BR").count()) == (
        0,
        0,
        len(load_units()),
    )


@pytest.mark.django_db
def test_the_crowd_of_the_roster_has_names_and_postings():
    city_root()
    load_people(60)

    person = Person.objects.get(staff_no="BP0000000")
    assert (person.name, person.pinyin_key != "", person.postings.get().unit.code) == ("赵志志", True, "BR000")
