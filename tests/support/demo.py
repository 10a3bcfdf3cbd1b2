"""The demo city, built once a process in a database of its own; every test sees it as it was built."""

from datetime import date

import pytest
import time_machine
from django.db import transaction

from lms.demo_city import build_demo_city
from tests.factories.training import at
from tests.support.databases import connected_to, copy_database

DAY = date(2026, 5, 13)


def that_morning(day=DAY):
    return time_machine.travel(at("08:00", day), tick=False)


@pytest.fixture(scope="session")
def demo_city(django_db_setup, django_db_blocker):
    """The address of the city's database, and what the builder answered."""
    database_url = copy_database("demo_city")
    with django_db_blocker.unblock(), that_morning(), connected_to(database_url):
        return database_url, build_demo_city(DAY)


@pytest.fixture
def city(demo_city, db):
    """The city on the morning of `DAY`; what a test changes there is undone."""
    database_url, answer = demo_city
    with that_morning(), connected_to(database_url), transaction.atomic():
        yield answer
        transaction.set_rollback(True)
