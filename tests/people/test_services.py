import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from people.choices import Role, StaffCategory, Track
from people.models import AuditEvent, Notification, Person, User
from people.services.accounts import disable_account, enable_account, open_account
from people.services.notifications import notify, read_all_notifications
from people.services.persons import register_person, unmask_person
from people.services.roles import end_role, grant_role
from tests.factories.training import PersonFactory, UnitFactory, UserFactory, with_role
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


def test_registering_a_person_keeps_numbers_sealed_and_findable(by):
    person = register_person(
        staff_no="NY001099",
        name="王小明",
        staff_category=StaffCategory.CIVIL_SERVANT,
        unit=UnitFactory(),
        track=Track.STAFF,
        started_on=timezone.localdate(),
        id_number="410000198503150012",
        mobile="19900000001",
        by=by,
    )
    stored = Person.objects.get(mobile_last4_index=Person.mobile.index("0001"))

    assert (stored, stored.id_number, stored.mobile) == (person, "410000198503150012", "19900000001")
    assert b"410000198503150012" not in bytes(stored.id_number_sealed)


def test_an_account_is_opened_once(by):
    person = PersonFactory()

    first = open_account(person=person, password_hash="!", by=by)
    again = open_account(person=person, password_hash="!", by=by)

    assert (first.username, again, User.objects.filter(person=person).count()) == (person.staff_no, first, 1)


def test_a_disabled_account_is_signed_out_everywhere(by, client):
    user = UserFactory()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.create(user=user, session_key=client.session.session_key, ip="127.0.0.1")

    disable_account(user=user, by=by)

    assert client.get("/me/").status_code == 302
    assert UserSession.objects.count() == 0


def test_nobody_disables_their_own_account(by):
    assert refusal(disable_account, user=by, by=by) == "own_account"


def test_an_account_can_be_enabled_again(by):
    user = UserFactory(is_active=False)

    assert enable_account(user=user, by=by).is_active


def test_a_role_is_granted_once_and_in_force_at_once(by):
    user, unit = UserFactory(), UnitFactory()

    first = grant_role(user=user, role=Role.LIAISON, unit=unit, by=by)
    again = grant_role(user=user, role=Role.LIAISON, unit=unit, by=by)

    assert (again, User.objects.get(pk=user.pk).scope.covers(unit.path, Role.LIAISON)) == (first, True)


def test_a_role_ends_at_once(by):
    user = with_role(UserFactory(), Role.LIAISON, UnitFactory())

    end_role(assignment=user.role_assignments.get(), by=by)

    assert User.objects.get(pk=user.pk).scope.has(Role.LIAISON) is False


def test_nobody_gives_or_takes_their_own_role(by):
    with_role(by, Role.SECADMIN, UnitFactory())

    assert refusal(grant_role, user=by, role=Role.HR, unit=UnitFactory(), by=by) == "own_role"
    assert refusal(end_role, assignment=by.role_assignments.get(), by=by) == "own_role"


def test_the_three_administrators_are_three_people(by):
    user = with_role(UserFactory(), Role.SYSADMIN, UnitFactory())

    assert refusal(grant_role, user=user, role=Role.AUDITADMIN, unit=UnitFactory(), by=by) == "separated_roles"


def test_an_editor_belongs_to_the_editors_group_only_as_long_as_the_role_lasts(by):
    user = UserFactory()
    assignment = grant_role(user=user, role=Role.EDITOR, unit=UnitFactory(), by=by)
    assert user.groups.filter(name="Editors").exists()

    end_role(assignment=assignment, by=by)

    assert not user.groups.exists()


def test_a_number_is_shown_with_a_reason_and_an_audit_row(by):
    person = PersonFactory()
    person.id_number = "410000198503150012"
    person.save()

    shown = unmask_person(person=person, field="id_number", reason="核对档案", by=by)
    event = AuditEvent.objects.get(action="people.unmask")

    assert (shown, event.reason, event.data) == ("410000198503150012", "核对档案", {"field": "id_number"})


@pytest.mark.parametrize(
    ("field", "reason", "code"), [("id_number", " ", "reason_missing"), ("name", "x", "not_maskable")]
)
def test_a_number_is_not_shown_without(by, field, reason, code):
    assert refusal(unmask_person, person=PersonFactory(), field=field, reason=reason, by=by) == code


def test_the_same_news_reaches_an_inbox_once(by):
    for _turn in range(2):
        notify(users=[by], event_key="x", title="通知")

    assert Notification.objects.filter(user=by).count() == 1

    read_all_notifications(by=by)

    assert by.notifications.unread().count() == 0
