"""Every route × every role: who gets through, and what the others see."""

import pytest
from django.db import transaction
from django.test import Client

from people.choices import Role
from tests.support.rights import ANONYMOUS, BACKEND, all_rights, knock, make_world, our_routes

# Django's own views, which state no permission of ours.
DJANGO_VIEWS = {"set_language"}
PLAIN_VIEWS = {"healthz", "readyz"}
REFUSED = (401, 403, 404)


def test_every_route_has_an_entry_and_every_entry_a_route():
    routes, rights = set(our_routes()), set(all_rights())

    assert (routes - rights, rights - routes) == (set(), set())


def test_every_view_states_its_permission():
    classes = {
        name: callback.view_class
        for name, callback in our_routes().items()
        if name not in DJANGO_VIEWS | PLAIN_VIEWS and hasattr(callback, "view_class")
    }
    silent = [name for name, view in classes.items() if getattr(view, "permission_required", None) is None]

    assert silent == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [ANONYMOUS, *Role.values])
def test_doors_open_and_shut_for(role):
    world = make_world()
    client = Client(raise_request_exception=True)
    wrong = {}
    for name, route in all_rights().items():
        with transaction.atomic():
            # A fresh sign-in each time: one door may be the one that signs out.
            if role != ANONYMOUS:
                client.force_login(world.users[role], backend=BACKEND)
            status = knock(client, world, name, route)
            transaction.set_rollback(True)
        expected = 401 if role == ANONYMOUS else route.otherwise.get(role, route.denied)
        through = status not in REFUSED
        if through != (role in route.allowed) or (not through and status != expected):
            wrong[name] = status

    assert wrong == {}
