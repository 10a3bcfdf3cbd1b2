import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count

from lms.demo_city import build_demo_city
from people.choices import Role
from people.demo import ID_WEIGHTS
from people.models import OrgUnit, Person, RoleAssignment, User
from reports.selectors import YearSpan, training_figures
from tests.factories.training import UnitFactory
from training.models import AttendanceMark

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def city():
    return build_demo_city(DAY)


def is_id_number(number):
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], ID_WEIGHTS, strict=True))
    return number.startswith("410000") and number[17] == "10X98765432"[total % 11]


def test_the_city_has_its_units_people_and_liaisons(city):
    units = OrgUnit.objects.access_units()
    liaisons = RoleAssignment.objects.current(DAY).filter(role=Role.LIAISON, unit__in=units)

    assert (units.count(), 550 <= Person.objects.count() <= 650) == (83, True)
    assert liaisons.values("unit").distinct().count() == 83
    assert OrgUnit.objects.get(code="HZ03").merged_into == OrgUnit.objects.get(code="HZ04")
    assert OrgUnit.find_problems() == ([], [], [], [], [])


def test_numbers_are_invented_and_nowhere_in_clear(city):
    numbers = [person.id_number for person in Person.objects.all()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        stored = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()])

    assert all(is_id_number(number) for number in numbers)
    assert not [number for number in numbers if number in stored]


def test_each_role_has_an_account(city):
    assert [account["role"] for account in city.accounts] == list(Role.values)
    assert len({account["username"] for account in city.accounts}) == len(Role.values)


def test_the_same_day_changes_nothing(city):
    before = list(Person.objects.values_list("pk", "staff_no")), AttendanceMark.objects.count()

    again = build_demo_city(DAY)

    assert (again.rebuilt, again.counts) == (False, city.counts)
    assert (list(Person.objects.values_list("pk", "staff_no")), AttendanceMark.objects.count()) == before


def test_the_report_says_what_the_citys_own_report_says(city):
    viewer = User.objects.get(username=next(a["username"] for a in city.accounts if a["role"] == Role.VIEWER))

    figures = training_figures(YearSpan(2023, 2025), user=viewer)

    assert figures.sentence == "三年来共组织各级培训三期六批500余人次。"
    assert (figures.training_sessions, figures.batches, figures.person_times) == (3, 6, 512)
    assert sum(track.person_times for track in figures.tracks) == 512
    assert figures.headcount < figures.person_times


def test_namesakes_are_there_as_in_every_roster(city):
    assert Person.objects.values("name").annotate(n=Count("pk")).filter(n__gt=1).exists()


def test_a_database_that_holds_something_else_is_refused():
    UnitFactory()

    with pytest.raises(CommandError, match="already holds something else"):
        call_command("demo", stdout=StringIO())


def test_json_is_one_object_and_nothing_else():
    out = StringIO()

    call_command("demo", "--json", stdout=out)
    answer = json.loads(out.getvalue())

    assert (len(answer["accounts"]), answer["counts"]["units"]) == (len(Role.values), 83)
    assert set(answer["counts"]) == {
        "units",
        "people",
        "training_sessions",
        "batches",
        "enrolments",
        "meetings",
        "marks",
    }


def test_a_later_day_rebuilds_the_city_from_nothing(transactional_db):
    build_demo_city(DAY)

    later = build_demo_city(date(2027, 3, 1))

    assert (later.rebuilt, later.counts["units"]) == (True, 83)
    assert OrgUnit.objects.access_units().count() == 83
