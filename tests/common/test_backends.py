import pytest
import rules
from django.contrib.auth.models import Permission

from people.choices import Role
from tests.factories.people import UserFactory, user_with_role

pytestmark = pytest.mark.django_db


def test_a_rule_that_refuses_ends_the_matter_without_a_statement(django_assert_num_queries):
    user = UserFactory()
    assert not user.scope.grants

    with django_assert_num_queries(0):
        assert not user.has_perm("people.view_audit")


def test_a_rule_that_allows_needs_no_row_of_a_permission():
    assert user_with_role(Role.AUDITADMIN).has_perm("people.view_audit")


def test_a_row_does_not_overrule_a_rule():
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="view_batch", content_type__app_label="training"))
    assert rules.perm_exists("training.view_batch")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(rules.permissions.permissions, "training.view_batch", rules.always_deny)
        assert not user.has_perm("training.view_batch")


def test_wagtails_permissions_are_rows():
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert user.has_perm("wagtailadmin.access_admin")
    assert not user.has_perm("wagtailadmin.no_such_permission")


def test_the_editor_finds_the_way_to_the_editor(client):
    client.force_login(user_with_role(Role.EDITOR), "accounts.backends.AccountBackend")

    assert 'href="/editor/"' in client.get("/me/").content.decode()
