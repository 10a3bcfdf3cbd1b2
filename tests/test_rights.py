"""Every route × every role: who gets through, and what the others see."""

from inspect import getclosurevars, isfunction

import pytest
from django.db import transaction
from django.http import HttpResponse

from accounts.api import Bearer
from common.views import RightsMixin
from lms import urls
from people.choices import Role
from people.roles import ROLES
from tests.support.rights import (
    ANONYMOUS,
    CITY_ROLES,
    Visitor,
    all_rights,
    holder,
    make_world,
    our_routes,
    outside,
)

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


@pytest.fixture(scope="module")
def built_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world, django_db_blocker):
    """The world as it was built, which takes a while, once for all these tests; what a test adds to it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield built_world
        transaction.set_rollback(True)


@pytest.fixture
def plain_refusals(monkeypatch):
    """Statuses without their pages, which take longer than the answer; each role has seen them at every door."""
    for status in (403, 404):
        answer = HttpResponse(status=status)
        monkeypatch.setattr(urls, f"handler{status}", lambda request, exception, answer=answer: answer)


@pytest.mark.parametrize("role", [ANONYMOUS, *Role.values])
def test_doors_open_and_shut_for(role, world):
    wrong = {}
    visitor = Visitor(world.users.get(role))
    for name, route in all_rights().items():
        status = visitor.knock(world, name, route)
        expected = route.otherwise.get(role, 401 if role == ANONYMOUS else route.denied)
        through = status not in REFUSED
        if through != (role in route.allowed) or (not through and status != expected):
            wrong[name] = status

    assert wrong == {}


# The three administrators work for the whole city.
OF_A_UNIT = [role for role in Role.values if role not in ROLES.who("one_of_three")]


def rows_of_a_unit(world):
    """Every door of a row, except of a row that every role may open: that one belongs to no unit."""
    rights = all_rights().items()
    return {
        name: route
        for name, route in rights
        if route.names_a_row and route.kwargs(world) and not route.allowed.issuperset(OF_A_UNIT)
    }


def seen_by(user, world, routes):
    """The status at each door; None for being let through."""
    visitor = Visitor(user)
    seen = {name: visitor.knock(world, name, route) for name, route in routes.items()}
    return {name: status if status in REFUSED else None for name, status in seen.items()}


def wrong_doors(user, world, expected):
    """Doors at which the user sees something else than expected, with what they see."""
    routes = {name: route for name, route in all_rights().items() if name in expected}
    seen = seen_by(user, world, routes)
    return {name: status for name, status in seen.items() if status != expected[name]}


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("role", OF_A_UNIT)
def test_rows_of_unit_a_are_shut_to_those_beside_it_below_it_or_of_another_day_who_are(role, world):
    denied = {name: route.denied for name, route in rows_of_a_unit(world).items()}
    holdings = outside(world)

    wrong = wrong_doors(holder(world, role, *holdings.values()), world, denied)

    # Tried together because doors take time; apart only to tell which holding opens one.
    culprits = {
        name: wrong_doors(holder(world, role, holding), world, {door: denied[door] for door in wrong})
        for name, holding in holdings.items()
        if wrong
    }
    assert (wrong, culprits) == ({}, {})


# A partner is a root of its own: nothing stands above it.
WITH_ANCESTOR = [role for role in OF_A_UNIT if role != Role.PARTNER]


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("role", WITH_ANCESTOR)
def test_above_unit_a_only_a_role_with_subordinates_opens_its_rows(role, world):
    rows = rows_of_a_unit(world)
    as_own = {name: route.denied if role in route.personal else route.status(role) for name, route in rows.items()}
    of_city = {name for name, route in rows.items() if route.of_city and role in CITY_ROLES}
    alone = {name: as_own[name] if name in of_city else route.denied for name, route in rows.items()}

    above = holder(world, role, {"unit": world.root})
    without = holder(world, role, {"unit": world.root, "with_subordinates": False})

    assert (wrong_doors(above, world, as_own), wrong_doors(without, world, alone)) == ({}, {})
