import importlib.util
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count

from lms.demo_city import build_demo_city
from people.choices import Role
from people.models import Installation, OrgUnit, Person, RoleAssignment, User
from reports.selectors.figures import YearSpan, training_figures
from tests.factories.people import OrgUnitFactory, UserFactory
from tests.support.databases import copy_database
from tests.support.demo import DAY
from tests.support.dumps import stored_text
from tests.test_architecture import RUNG

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def is_id_number(number):
    """GB 11643: a date of birth, and a check digit after ISO 7064, MOD 11-2."""
    digits = [10 if digit == "X" else int(digit) for digit in number]
    date.fromisoformat(number[6:14])
    return len(digits) == 18 and sum(d * pow(2, 17 - i, 11) for i, d in enumerate(digits)) % 11 == 1


def every_row():
    """Keys of all rows of the city, by table."""
    return {
        model._meta.db_table: sorted(model._default_manager.values_list("pk", flat=True))
        for model in apps.get_models()
        if model._meta.app_label in RUNG
    }


def test_the_city_has_its_units_people_and_liaisons(city):
    units = OrgUnit.objects.access_units()
    liaisons = RoleAssignment.objects.current(DAY).filter(role=Role.LIAISON, unit__in=units)

    assert (units.count(), 550 <= Person.objects.count() <= 650) == (83, True)
    assert liaisons.values("unit").distinct().count() == 83
    assert OrgUnit.objects.get(code="HZ03").merged_into == OrgUnit.objects.get(code="HZ04")
    assert OrgUnit.find_problems() == ([], [], [], [], [])


def test_each_access_unit_has_one_open_liaison(city):
    held = RoleAssignment.objects.current(DAY).filter(role=Role.LIAISON, user__is_active=True, is_backup=False)
    liaisons = Counter(held.values_list("unit__code", flat=True))

    assert liaisons == dict.fromkeys(OrgUnit.objects.access_units().values_list("code", flat=True), 1)


def test_id_numbers_are_right_but_of_an_area_that_is_never_issued(city):
    numbers = [person.id_number for person in Person.objects.all()]

    wrong = [number for number in numbers if not (number.startswith("410000") and is_id_number(number))]
    assert (wrong, len(set(numbers)) == len(numbers) == Person.objects.count()) == ([], True)


def test_no_table_holds_a_personal_number_in_clear(city):
    numbers = {number for person in Person.objects.all() for number in (person.id_number, person.mobile)}

    # Long digits only, so that the rows are searched once and not once a person.
    found = {
        table: sorted(numbers.intersection(re.findall(r"(?=(\d{17}[\dX]|199\d{8}))", stored_text(table))))
        for table in connection.introspection.table_names()
    }
    assert {table: clear for table, clear in found.items() if clear} == {}


def test_every_printed_account_signs_in_and_holds_its_role(city):
    accounts = {account["role"]: account for account in city.accounts}
    users = {role: User.objects.get(username=account["username"]) for role, account in accounts.items()}

    assert [role for role, user in users.items() if not user.scope.has(role)] == []
    assert check_password(accounts[Role.HR]["password"], users[Role.HR].password)
    assert len({account["password"] for account in accounts.values()}) == 1


def test_no_table_holds_the_password(city):
    password = city.accounts[0]["password"]

    holding = [table for table in connection.introspection.table_names() if password in stored_text(table)]
    assert holding == []


def test_each_role_has_an_account(city):
    assert [account["role"] for account in city.accounts] == list(Role.values)
    assert len({account["username"] for account in city.accounts}) == len(Role.values)


def test_the_same_day_changes_nothing(city):
    before = every_row()

    again = build_demo_city(DAY)

    assert (again.rebuilt, again.counts, again.accounts) == (False, city.counts, city.accounts)
    assert every_row() == before


def test_the_report_says_what_the_citys_own_report_says(city):
    viewer = User.objects.get(username=next(a["username"] for a in city.accounts if a["role"] == Role.VIEWER))

    figures = training_figures(YearSpan(2023, 2025), user=viewer)

    assert figures.sentence == "三年来共组织各级培训三期六批500余人次。"
    assert (figures.training_sessions, figures.batches, figures.person_times) == (3, 6, 512)
    assert sum(track.person_times for track in figures.tracks) == 512
    assert figures.headcount < figures.person_times


def test_namesakes_are_there_as_in_every_roster(city):
    assert Person.objects.values("name").annotate(n=Count("pk")).filter(n__gt=1).exists()


@pytest.mark.parametrize("something", [OrgUnitFactory, UserFactory])
def test_a_database_that_holds_something_else_is_refused_and_kept(something):
    something()
    before = every_row()

    with pytest.raises(CommandError, match="already holds something else"):
        call_command("demo", stdout=StringIO())

    assert (every_row(), Installation.objects.count()) == (before, 0)


def test_json_is_one_object_and_nothing_else(tmp_path):
    """As a process of its own: what a library prints would show as well."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATABASE_URL": copy_database("demo"),
        "ZHENGXUN_DATA": str(tmp_path),
        "ZHENGXUN_KEYS": str(tmp_path / "keys.json"),
    }
    command = [sys.executable, "manage.py", "demo", "--json"]

    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout

    answer = json.loads(printed)
    assert ([account["role"] for account in answer["accounts"]], set(answer), set(answer["counts"])) == (
        list(Role.values),
        {"accounts", "counts"},
        {"units", "people", "training_sessions", "batches", "enrolments", "meetings", "marks"},
    )
    assert [key for account in answer["accounts"] for key in ("username", "password") if not account[key]] == []
    assert (answer["counts"]["units"], 550 <= answer["counts"]["people"] <= 650) == (83, True)


def test_a_later_day_rebuilds_the_city_from_nothing(transactional_db):
    build_demo_city(DAY)

    later = build_demo_city(date(2027, 3, 1))

    assert (later.rebuilt, later.counts["units"]) == (True, 83)
    assert OrgUnit.objects.access_units().count() == 83


def database_at(folder, *statements):
    with closing(sqlite3.connect(folder / "db.sqlite3")) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return folder / "db.sqlite3"


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["CREATE TABLE people_installation (is_demo bool)", "INSERT INTO people_installation VALUES (1)"], True),
        (["CREATE TABLE people_installation (is_demo bool)", "INSERT INTO people_installation VALUES (0)"], False),
        (["CREATE TABLE people_installation (is_demo bool)"], False),
        (["CREATE TABLE something_else (id int)"], False),
        ([], False),
    ],
)
def test_only_a_marked_demo_city_of_another_version_is_built_anew(tmp_path, statements, expected):
    assert start_demo().is_demo(database_at(tmp_path, *statements)) is expected


def test_an_older_demo_city_is_removed_with_its_journal_and_nothing_else(tmp_path):
    database_at(tmp_path)
    for name in ("db.sqlite3-wal", "keys.json"):
        (tmp_path / name).touch()

    start_demo().remove_city(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys.json"]


def start_demo():
    spec = importlib.util.spec_from_file_location("start_demo", ROOT / "scripts" / "start_demo.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
