"""Every route × every role: who gets through, and what the others see."""

from contextlib import contextmanager
from inspect import getclosurevars, isfunction

import pytest
from django.db import transaction

from common.views import RightsMixin
from people.api import Bearer
from people.choices import SEPARATED_ROLES, Role
from tests.support.rights import ANONYMOUS, all_rights, knock, make_world, our_routes, stranger, visitor_of

# They answer anybody and know nothing: Django's choice of language, the two health pages, and the library's root of the
# API, before which our own stands.
WITHOUT_PERMISSION = {"set_language", "healthz", "readyz", "api:api-root"}
REFUSED = (401, 403, 404, 405)


def test_every_route_has_an_entry_and_every_entry_a_route():
    routes, rights = set(our_routes()), set(all_rights())

    assert (routes - rights, rights - routes) == (set(), set())


def test_every_view_states_its_permission():
    silent = {name for name, callback in our_routes().items() if not states_permission(callback)}

    assert silent == WITHOUT_PERMISSION


def states_permission(callback):
    if operations := api_operations(callback):
        guards = [guard for operation in operations for guard in operation.auth_callbacks]
        return len(guards) == len(operations) and all(isinstance(one, Bearer) and one.permission for one in guards)
    view = getattr(callback, "view_class", object)
    return issubclass(view, RightsMixin) and view.permission_required is not None


def api_operations(callback):
    """What the API answers at an address; the library keeps it in the closure of the view."""
    held = getclosurevars(callback).nonlocals if isfunction(callback) else {}
    return getattr(held.get("self"), "operations", None)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [ANONYMOUS, *Role.values])
def test_doors_open_and_shut_for(role):
    world = make_world()
    wrong = {}
    for name, route in all_rights().items():
        with visitor(world.users.get(role), route) as client:
            status = knock(client, world, name, route)
        expected = route.otherwise.get(role, 401 if role == ANONYMOUS else route.denied)
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
            with visitor(other, route) as client:
                status = knock(client, world, name, route)
            if status != route.denied:
                wrong[name] = status

    assert wrong == {}


@contextmanager
def visitor(user, route):
    """A fresh visitor for each door, since one may sign out; what it did is undone."""
    with transaction.atomic():
        yield visitor_of(user, route)
        transaction.set_rollback(True)
