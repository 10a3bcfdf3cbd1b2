"""The arithmetic of the bench; no time is asserted anywhere."""

import itertools
import os
from collections import Counter
from dataclasses import replace

import pytest

from bench import measure
from bench.client import Call, Load, Reply
from bench.goals import GOALS, Goal
from bench.measure import Cost, Plan, Result, Site, Step, percentile, ratio
from bench.processes import cpu_seconds, parse_stat
from bench.report import HEAD, as_json, misses, table, verdict

RESULT = Result(
    name="dashboard",
    goal=Goal("questions", ratio=3.0, statements=12, kilobytes=40),
    cpu_ms=9.876,
    wall_ms={1: (10.0, 12.0), 8: (40.04, 60.0), 32: (150.0, 300.0)},
    statements=12,
    kilobytes=7.04,
    problems=Counter(),
    floor_ratio=2.961,
)
BURST = replace(
    RESULT, name="checkin_burst_500", goal=Goal("update", ratio=1.5), wall_ms={500: (1.0, 2.0)}, done_s=7.123
)


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (95, 95), (100, 100), (1, 1)])
def test_a_percentile_is_the_nearest_rank(percent, value):
    assert percentile(list(range(100, 0, -1)), percent) == value


def test_the_percentile_of_one_value_is_the_value():
    assert (percentile([7.0], 50), percentile([7.0], 95)) == (7.0, 7.0)


def test_a_ratio_to_nothing_is_no_ratio():
    assert (ratio(6.0, 2.0), ratio(6.0, 0.0)) == (3.0, None)


def test_json_has_the_names_that_stay_and_leaves_out_what_does_not_apply():
    assert as_json(RESULT) == {
        "cpu_ms": 9.88,
        "floor_ratio": 2.96,
        "p50_ms": 40.0,
        "p95_ms": 60.0,
        "statements": 12,
        "errors": 0,
    }
    assert as_json(BURST)["done_s"] == 7.12
    assert "floor_ratio" not in as_json(replace(RESULT, floor_ratio=None))


def test_a_burst_quotes_its_own_clients():
    assert (as_json(BURST)["p50_ms"], as_json(BURST)["p95_ms"]) == (1.0, 2.0)


def test_errors_and_lost_rows_are_counted_together():
    assert replace(RESULT, problems=Counter({"/me/ answered 500, not 200": 2}), lost=3).errors == 5


def test_a_goal_is_met_up_to_its_limit():
    assert (misses(RESULT), verdict(RESULT)) == ([], "met")
    over = replace(RESULT, statements=13, kilobytes=41.0, floor_ratio=3.01)
    assert verdict(over) == "not met: ratio, SQL, KB"
    assert verdict(replace(over, goal=Goal())) == "no goal"


def test_the_table_has_a_line_a_step_and_its_columns_stand_below_each_other():
    head, *lines = table([RESULT, BURST]).splitlines()

    assert [line.split()[0] for line in lines] == ["dashboard", "checkin_burst_500"]
    assert all(title in head for title in HEAD)
    place = head.index("÷ floor") + len("÷ floor")
    assert [line[:place].split()[-1] for line in lines] == ["2.96", "2.96"]


def test_the_steps_are_those_of_the_goals():
    from bench.steps import STEPS

    assert list(STEPS) == list(GOALS)
    assert {"dashboard", "course_page", "answer_page", "save_answers", "checkin_burst_500"} <= set(STEPS)


def test_a_process_is_read_even_with_a_bracket_in_its_name():
    stat = "42 (a) b) S 7 42 42 0 -1 4194560 1 0 0 0 10 20 3 4 20 0 1 0 100 0 0"

    assert parse_stat(stat) == (7, 37)


def test_the_cost_of_a_process_grows_and_that_of_none_is_nothing():
    before = cpu_seconds([os.getpid()])
    sum(itertools.islice(itertools.count(), 3_000_000))

    assert (cpu_seconds([os.getpid()]) > before, cpu_seconds([])) == (True, 0)


class Answers:
    """Stands in for the load: every call is answered at once, one in so many wrongly."""

    def __init__(self, monkeypatch, wrong=()):
        self.driven, self.wrong = [], wrong
        monkeypatch.setattr(measure, "drive", self.drive)
        monkeypatch.setattr(measure, "send", lambda port, call: Reply("", 0.001, 2048, {"X-Statements": "9"}))

    def drive(self, port, scripts, clients):
        self.driven.append((port, clients, sum(map(len, scripts))))
        load = Load(seconds=2.0 if port == 1 else 1.0)
        load.add([Reply("refused" if port in self.wrong else "", 0.01) for script in scripts for _call in script])
        return load


def calls(n):
    return [[Call("/", "")] for _call in range(n)]


def test_the_real_site_and_the_floor_take_turns(monkeypatch):
    answers = Answers(monkeypatch)
    step = Step("dashboard", GOALS["dashboard"], calls, calls)

    result = measure.measure(step, Site(1), Site(2), Plan(rounds=2, calls=4, bursts=1))

    turns = [(port, clients) for port, clients, _calls in answers.driven[2:]]
    assert turns == [(port, clients) for clients in (1, 8, 32) for port in (2, 1)] * 2
    assert (result.statements, result.kilobytes, result.errors) == (9, 2.0, 0)


def test_a_wrong_answer_of_either_site_is_an_error(monkeypatch):
    Answers(monkeypatch, wrong=(2,))
    step = Step("dashboard", GOALS["dashboard"], calls, calls)

    result = measure.measure(step, Site(1), Site(2), Plan(rounds=1, calls=1, bursts=1))

    assert result.problems == Counter({"floor: refused": 1 + 8 + 32})


def test_a_burst_is_compared_by_the_time_until_all_are_done(monkeypatch):
    Answers(monkeypatch)
    step = Step(
        "checkin_burst_500", GOALS["checkin_burst_500"], lambda _n: calls(5), lambda _n: calls(5), calls, clients=5
    )

    result = measure.measure(step, Site(1), Site(2), Plan(rounds=1, calls=1, bursts=3))

    assert (result.done_s, result.floor_ratio, result.quoted) == (2.0, 2.0, (10.0, 10.0))


def test_a_step_that_was_never_answered_costs_nothing():
    assert Cost().cpu_ms == 0.0
