"""The menu and the landing pages are what the apps register."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from rules import perm_exists
from wagtail import hooks

from common.menu import TABS, Home, MenuItem, home_of, menu_for
from people.choices import Role
from people.models import User
from tests.factories.people import PersonFactory, city_root, user_with_role, with_role
from tests.support.rights import BACKEND

HIS = MenuItem("Accounts", "accounts:account_list", "accounts.manage_accounts", -1)
HERS = MenuItem("Audit", "people:audit_list", "people.view_audit", -2)
EVERYBODYS = MenuItem("Site", "home", None, -3)
ADDED = (HIS, HERS, EVERYBODYS)


@pytest.fixture(autouse=True)
def three_items():
    with hooks.register_temporarily("site_menu", lambda: list(ADDED)):
        yield


def added(user):
    return [item for item in menu_for(user) if item in ADDED]


def registered(name):
    return [entry for hook in hooks.get_hooks(name) for entry in hook()]


@pytest.mark.django_db
def test_the_menu_shows_what_the_user_may_open_in_order():
    assert (added(user_with_role(Role.SYSADMIN)), added(user_with_role(Role.AUDITADMIN))) == (
        [EVERYBODYS, HIS],
        [EVERYBODYS, HERS],
    )


def test_a_visitor_sees_what_needs_no_permission():
    assert added(AnonymousUser()) == [EVERYBODYS]


def test_a_role_has_the_landing_page_that_was_registered():
    with hooks.register_temporarily("role_home", lambda: [Home("gardener", "me")]):
        assert (home_of("gardener"), home_of("nobody")) == ("me", None)


def test_every_menu_item_leads_to_a_page_under_a_known_permission():
    items = registered("site_menu")
    unknown = [
        item.url_name
        for item in items
        if item.permission and not perm_exists(item.permission) and not is_wagtails(item)
    ]

    assert (unknown, [item.url_name for item in items if not reverse(item.url_name)]) == ([], [])


def is_wagtails(item):
    return item.permission.startswith("wagtailadmin.")


def test_landing_pages_belong_to_known_roles_once():
    roles = [home.role for home in registered("role_home")]

    assert (set(roles) <= set(Role.values), len(roles) == len(set(roles))) == (True, True)


@pytest.mark.django_db
def test_whoever_has_office_work_has_groups_and_others_have_tabs():
    officer = menu_for(user_with_role(Role.TRAINING_OFFICER))
    trainee = menu_for(user_with_role(Role.TRAINEE, person=PersonFactory()))

    assert (officer.is_work, "classes" in [group.code for group in officer.groups]) == (True, True)
    assert (trainee.is_work, len(trainee.tabs)) == (False, TABS)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_menu_depends_on_nothing_but_the_roles_and_the_person(role):
    """Menus are kept by these; a permission that asked for more would show somebody another's."""
    one, other = user_with_role(role), user_with_role(role)
    kept = list(menu_for(one))

    allowed = [item for item in registered("site_menu") if item.permission is None or other.has_perm(item.permission)]
    assert {item.url_name for item in kept} == {item.url_name for item in allowed if item.group != "public"}


@pytest.mark.django_db
def test_a_new_role_changes_the_menu_at_once():
    user = user_with_role(Role.TRAINEE)
    before = menu_for(user).is_work
    with_role(user, Role.TRAINING_OFFICER, city_root())

    assert (before, menu_for(User.objects.get(pk=user.pk)).is_work) == (False, True)


@pytest.mark.django_db
def test_a_page_of_settings_lights_the_settings_and_not_the_classes(client):
    client.force_login(user_with_role(Role.TRAINING_OFFICER), backend=BACKEND)

    page = client.get("/training/settings/calendar/").content.decode()

    lit = re.findall(r'href="([^"]*)" aria-current="page"', page)
    assert lit == ["/people/setup/"]
