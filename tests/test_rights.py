"""Every route × every role: who gets through, and what the others see."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from common.views import RightsMixin
from people.choices import SEPARATED_ROLES, Role
from tests.support.rights import ANONYMOUS, BACKEND, all_rights, knock, make_world, our_routes, stranger

# They answer anybody and know nothing: Django's choice of language, and the two health pages.
WITHOUT_PERMISSION = {"set_language", "healthz", "readyz"}
REFUSED = (401, 403, 404, 405)


def test_every_route_has_an_entry_and_every_entry_a_route():
    routes, rights = set(our_routes()), set(all_rights())

    assert (routes - rights, rights - routes) == (set(), set())


def test_every_view_states_its_permission():
    silent = {name for name, callback in our_routes().items() if not states_permission(callback)}

    assert silent == WITHOUT_PERMISSION


def states_permission(callback):
    view = getattr(callback, "view_class", object)
    return issubclass(view, RightsMixin) and view.permission_required is not None


@pytest.mark.django_db
@pytest.mark.parametrize("role", [ANONYMOUS, *Role.values])
def test_doors_open_and_shut_for(role):
    world = make_world()
    wrong = {}
    for name, route in all_rights().items():
        with visitor(world.users.get(role)) as client:
            status = knock(client, world, name, route)
        expected = 401 if role == ANONYMOUS else route.otherwise.get(role, route.denied)
        through = status not in REFUSED
        if through != (role in route.allowed) or (not through and status != expected):
            wrong[name] = status

    assert wrong == {}


# The three administrators work for the whole city.
OF_A_UNIT = [role for role in Role.values if role not in SEPARATED_ROLES]


@pytest.mark.django_db
@pytest.mark.parametrize("role", OF_A_UNIT)
def test_rows_of_unit_a_are_shut_to_those_of_another_unit_who_are(role):
    world = make_world()
    other = stranger(world, role)
    wrong = {}
    for name, route in all_rights().items():
        # A row that every role may open belongs to no unit.
        if route.kwargs(world) and not route.allowed.issuperset(OF_A_UNIT):
            with visitor(other) as client:
                status = knock(client, world, name, route)
            if status != route.denied:
                wrong[name] = status

    assert wrong == {}


@contextmanager
def visitor(user):
    """A fresh browser and sign-in for each door, since one may sign out; what it did is undone."""
    with transaction.atomic():
        client = Client()
        if user is not None:
            client.force_login(user, backend=BACKEND)
        yield client
        transaction.set_rollback(True)
