"""Personal numbers are known here, and looked for in everything that was stored and logged."""

import base64
import logging
import shutil

import pytest
from django.core.management import call_command

from people.choices import Role, StaffCategory, Track
from people.models import Person
from people.services.persons import register_person
from tests.factories.people import ID_NUMBERS, SINCE, OrgUnitFactory, UserFactory, city_root, with_role
from tests.support.dumps import everything_stored
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
MOBILES = ("19900001234", "19900005678", "19912340000")
SHAPES = (
    lambda text: text.encode(),
    lambda text: text.lower().encode(),
    lambda text: text.encode("utf-16-le"),
    lambda text: base64.b64encode(text.encode())[:-4],
    lambda text: text.encode().hex().encode(),
)


@pytest.fixture
def city():
    """Three people of two units with all the numbers there are."""
    officer = with_role(UserFactory(), Role.HR, city_root())
    units = OrgUnitFactory.create_batch(2)
    people = [
        register_person(
            staff_no=f"NY00100{n}",
            name="王小明",
            staff_category=StaffCategory.WORKER,
            unit=units[n % 2],
            track=Track.STAFF,
            started_on=SINCE,
            id_number=ID_NUMBERS[n],
            mobile=MOBILES[n],
            by=officer,
        )
        for n in range(3)
    ]
    return officer, people


def numbers_in(content: bytes) -> list[str]:
    return [number for number in ID_NUMBERS + MOBILES if any(shape(number) in content for shape in SHAPES)]


def work_with(client, officer, people):
    """What is done with numbers: seen masked and in clear, looked for by the last four digits, refused."""
    client.force_login(officer, backend=BACKEND)
    for person, mobile in zip(people, MOBILES, strict=True):
        client.get(person.get_absolute_url())
        assert list(client.get("/people/", {"q": mobile[-4:]}).context["page_obj"])[0].person == person
        for field in ("id_number", "mobile"):
            client.post(f"{person.get_absolute_url()}unmask/", {"field": field, "reason": "核对档案"})
            client.post(f"{person.get_absolute_url()}unmask/", {"field": field, "reason": ""})


def test_the_search_would_find_a_number_that_was_stored_in_clear(city):
    _officer, people = city
    Person.objects.filter(pk=people[0].pk).update(tech_title=ID_NUMBERS[0], political_status=MOBILES[0])

    assert numbers_in(everything_stored()) == [ID_NUMBERS[0], MOBILES[0]]


def test_no_table_page_or_log_line_holds_a_number_in_clear(client, city, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    officer, people = city

    work_with(client, officer, people)

    logged = caplog.text + "".join(capfd.readouterr())
    assert (numbers_in(everything_stored()), numbers_in(logged.encode())) == ([], [])


def test_changing_the_keys_writes_no_number_in_clear(client, city, caplog, capfd, settings, tmp_path):
    caplog.set_level(logging.DEBUG)
    settings.KEYS_FILE = shutil.copy(settings.KEYS_FILE, tmp_path / "keys.json")

    for purpose in ("--field", "--index"):
        call_command("rotate_keys", purpose)

    logged = caplog.text + "".join(capfd.readouterr())
    assert (numbers_in(everything_stored()), numbers_in(logged.encode())) == ([], [])
