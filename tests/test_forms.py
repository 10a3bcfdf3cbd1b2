"""Every form of the product, sent empty, with too much and with what is wrong."""

import pytest
import time_machine
from django.db import transaction

from tests.factories.training import at
from tests.support.forms import WAYS, Met, faults, form_routes, meet
from tests.support.rights import make_world

# Pages that show no form of Django's to anybody in this city, and why.
WITHOUT = {
    "accounts:session_end_others": "a button without a field",
    "accounts:slip_prepare": "the ticks stand in the roster, a page of lower apps",
    "accounts:slip_print": "the people were ticked on the page before",
    "courses:lesson_complete": "questions are no fields; tests/courses/test_views.py sends them empty",
    "exams:paper_change": "the paper of this city is used; its form is that of exams:paper_create",
    "exams:sitting_change": "the examination of this city has begun; its form is that of exams:sitting_create",
    "notifications:notification_read_all": "a button without a field",
}


def morning():
    """On the day on which the classes of the tests begin, shortly before they do."""
    return time_machine.travel(at("08:25"), tick=False)


@pytest.fixture(scope="module")
def met(django_db_setup, django_db_blocker):
    """The forms by their routes, met once for all tests."""
    with django_db_blocker.unblock(), morning(), transaction.atomic():
        world = make_world()
        yield {route: meet(world, route) for route in sorted(form_routes())}
        transaction.set_rollback(True)


def test_every_form_is_met(met):
    assert {route for route, form in met.items() if form is None} == set(WITHOUT)


@pytest.mark.parametrize("route", sorted(form_routes() - set(WITHOUT)))
def test_a_form_that_refuses_says_what_is_wrong_and_keeps_what_was_typed(route, met, django_db_blocker):
    with django_db_blocker.unblock(), morning():
        wrong = {way: found for way in WAYS if (found := lacks(met[route], way))}

    assert not wrong, "\n".join(f"{way}: {one}" for way, found in wrong.items() for one in found)


def lacks(form: Met, way: str) -> list[str]:
    typed = WAYS[way](form.form)
    answer = form.send(typed)
    if answer.status_code == 302 or "html" not in answer["Content-Type"]:
        return [] if form.takes(typed) else ["the page took what its form refuses"]
    if answer.status_code not in (200, 422):
        return [f"the page answers {answer.status_code}"]
    return list(faults(form, typed, answer))
