import pytest

from common.errors import NotAllowed
from people.models import AuditEvent, User
from people.services.accounts import disable_account, enable_account, open_account
from tests.factories.people import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


def trail():
    return list(AuditEvent.objects.order_by("pk").values_list("action", "object_label", "actor_name"))


def test_an_opened_account_signs_in_with_the_given_hash_and_is_audited_once(by):
    person = PersonFactory(name="王小明")

    for _turn in range(2):
        user = open_account(person=person, password_hash="hash", by=by)

    assert (user.password, user.display_name, user.is_staff, trail()) == (
        "hash",
        "王小明",
        False,
        [("people.open_account", "王小明", f"{by} ({by.username})")],
    )


def test_an_account_is_not_opened_under_a_name_that_is_taken(by):
    person = PersonFactory()
    UserFactory(username=person.staff_no)

    with pytest.raises(NotAllowed) as refused:
        open_account(person=person, password_hash="hash", by=by)

    assert (refused.value.field, User.objects.filter(person=person).count(), trail()) == (
        "username",
        0,
        [],
    )


@pytest.mark.parametrize(
    ("verb", "active", "action"), [(disable_account, True, "disable"), (enable_account, False, "enable")]
)
def test_an_account_is_closed_and_opened_again_with_one_audit_row_each(by, verb, active, action):
    user = UserFactory(is_active=active)

    for _turn in range(2):
        verb(user=user, by=by)

    user.refresh_from_db()
    assert (user.is_active, trail()) == (not active, [(f"people.{action}_account", str(user), f"{by} ({by.username})")])
