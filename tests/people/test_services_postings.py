"""Where people work, when they leave, and whose they are in between."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from notifications.services.inbox import notify
from people.choices import PersonStatus, Role, StaffCategory, Track
from people.models import Person, Posting, User
from people.services.postings import leave_person, post_person, reinstate_person, retire_person
from roster.choices import TransferState
from roster.messages import TRANSFER_AGREED, TRANSFER_ASKED, TRANSFER_REFUSED, TRANSFER_WAITING
from roster.models import TransferRequest
from roster.services.transfers import (
    LIAISON_DAYS,
    agree_transfer,
    enter_person,
    refuse_transfer,
    request_transfer,
    tell_hr_of_waiting_transfers,
    withdraw_transfer,
)
from tests.factories.accounts import ApiTokenFactory
from tests.factories.people import ID_NUMBERS, SINCE, OrgUnitFactory, PersonFactory, UserFactory, user_with_role
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return OrgUnitFactory()


@pytest.fixture
def there():
    return OrgUnitFactory()


@pytest.fixture
def liaison(here):
    return user_with_role(Role.LIAISON, here)


@pytest.fixture
def other(there):
    """The liaison of the unit that is asked."""
    return user_with_role(Role.LIAISON, there)


@pytest.fixture
def today():
    return timezone.localdate()


def now(person):
    return person.postings.current().get()


# Inside one's own reach.


def test_another_post_begins_where_the_earlier_one_ends(here, liaison, today):
    person = PersonFactory(unit=here, post="科员")
    wish = {"unit": here, "day": today, "post": "副科长", "track": Track.LEADER, "by": liaison}

    post_person(person=person, **wish)
    post_person(person=person, **wish)

    new, old = person.postings.all()
    assert (old.ended_on, new.started_on, new.post, new.track, new.ended_on) == (
        today, today, "副科长", Track.LEADER, None,
    )  # fmt: skip


@pytest.mark.parametrize(("days", "code"), [(1, "future_day"), (-9999, "day")])
def test_a_posting_neither_begins_ahead_nor_before_the_one_it_follows(here, liaison, today, days, code):
    day = today + timedelta(days=days)

    assert refusal(
        post_person, person=PersonFactory(unit=here), unit=here, day=day, track=Track.STAFF, post="x", by=liaison
    ) == code  # fmt: skip


def test_nobody_is_posted_to_a_closed_unit(here, liaison, today):
    closed = OrgUnitFactory(closed_on=today)

    assert refusal(
        post_person, person=PersonFactory(unit=here), unit=closed, day=today, track=Track.STAFF, by=liaison
    ) == "unit_closed"  # fmt: skip


# Leaving and coming back.


@pytest.mark.parametrize(("depart", "status"), [(retire_person, "retired"), (leave_person, "left")])
def test_who_leaves_loses_posting_roles_account_and_messages(here, liaison, today, depart, status):
    person = PersonFactory(unit=here)
    user = user_with_role(Role.EDITOR, here, person=person)
    ApiTokenFactory(user=user)

    depart(person=person, day=today, reason="宛人〔2026〕3号", by=liaison)
    depart(person=person, day=today, reason="", by=liaison)
    notify(users=[User.objects.get(pk=user.pk)], kind=TRANSFER_ASKED, event_key="later")

    person.refresh_from_db()
    user.refresh_from_db()
    assert (person.status, person.postings.get().ended_on, user.is_active) == (status, today, False)
    assert not user.role_assignments.not_ended().exists()
    assert (Notification.objects.filter(user=user).count(), user.groups.count()) == (0, 0)


def test_nobody_notes_their_own_departure(here, today):
    person = PersonFactory(unit=here)
    own = user_with_role(Role.LIAISON, here, person=person)

    assert refusal(retire_person, person=person, day=today, reason="", by=own) == "own_account"


def test_who_left_is_seen_by_the_keepers_of_the_last_unit_and_comes_back(here, liaison, other, today):
    person = PersonFactory(unit=here)
    user = UserFactory(person=person)
    leave_person(person=person, day=today, reason="", by=liaison)

    seen = [Person.objects.left_from(keeper).contains(person) for keeper in (liaison, other)]
    again = {"unit": here, "day": today, "track": Track.STAFF, "by": liaison}
    reinstate_person(person=person, **again)
    reinstate_person(person=person, **again)

    person.refresh_from_db()
    user.refresh_from_db()
    assert (seen, person.status, user.is_active) == ([True, False], PersonStatus.ACTIVE, True)
    assert (now(person).unit, person.postings.count()) == (here, 2)


# Transfers.


def ask(person, here, liaison, **more):
    return request_transfer(person=person, unit=here, track=Track.STAFF, post="科员", by=liaison, **more)


def test_a_transfer_agreed_moves_the_posting_and_tells_everybody(here, there, liaison, other, today):
    person = PersonFactory(unit=there)
    own = UserFactory(person=person)
    transfer = ask(person, here, liaison)
    assert ask(person, here, liaison) == transfer

    agree_transfer(transfer=transfer, day=today, by=other)
    agree_transfer(transfer=transfer, day=today, by=other)

    new, old = person.postings.all()
    assert (old.unit, old.ended_on, new.unit, new.started_on, new.post) == (there, today, here, today, "科员")
    told = Notification.objects.filter(kind=TRANSFER_AGREED.code).values_list("user", flat=True)
    assert set(told) == {liaison.pk, own.pk}
    assert Notification.objects.filter(kind=TRANSFER_ASKED.code).get().user == other
    assert [Person.objects.visible_to(keeper).contains(person) for keeper in (liaison, other)] == [True, False]


def test_a_transfer_counts_from_the_day_it_took_effect(here, there, liaison, other, today):
    person = PersonFactory(unit=there)
    began = today - timedelta(days=60)
    person.postings.update(started_on=began)
    transfer = ask(person, here, liaison)

    assert refusal(agree_transfer, transfer=transfer, day=began - timedelta(days=1), by=other) == "day"
    assert refusal(agree_transfer, transfer=transfer, day=today + timedelta(days=1), by=other) == "future_day"
    agree_transfer(transfer=transfer, day=today - timedelta(days=20), by=other)

    new, old = person.postings.all()
    assert (old.unit, old.ended_on) == (there, today - timedelta(days=20))
    assert (new.unit, new.started_on) == (here, today - timedelta(days=20))


def test_the_giving_side_is_asked_for_the_day_and_reads_what_is_wrong_with_it(
    client, here, there, liaison, other, today
):
    person = PersonFactory(unit=there)
    person.postings.update(started_on=today - timedelta(days=60))
    transfer = ask(person, here, liaison)
    client.force_login(other)
    address = reverse("roster:transfer_agree", kwargs={"pk": transfer.pk})

    page = client.get(address)
    tomorrow = client.post(address, {"day": today + timedelta(days=1)})
    done = client.post(address, {"day": today - timedelta(days=3)})

    assert page.context["form"]["day"].value() == today
    assert tomorrow.status_code == 422
    assert "日期不得晚于今天" in tomorrow.content.decode()
    assert (done.status_code, now(person).started_on) == (302, today - timedelta(days=3))


def test_only_one_unit_asks_at_a_time(here, there, liaison):
    person, third = PersonFactory(unit=there), OrgUnitFactory()
    ask(person, here, liaison)

    assert refusal(ask, person=person, here=third, liaison=user_with_role(Role.LIAISON, third)) == "request_open"


def test_who_is_in_ones_own_roster_is_not_asked_for(here, liaison):
    assert refusal(ask, person=PersonFactory(unit=here), here=here, liaison=liaison) == "own_reach"


def test_a_refusal_says_why_and_ends_the_request(here, there, liaison, other, today):
    transfer = ask(PersonFactory(unit=there), here, liaison)

    assert refusal(refuse_transfer, transfer=transfer, reason=" ", by=other) == "reason_missing"
    refuse_transfer(transfer=transfer, reason="工作需要", by=other)
    refuse_transfer(transfer=transfer, reason="工作需要", by=other)

    transfer.refresh_from_db()
    assert (transfer.state, transfer.reason) == (TransferState.REFUSED, "工作需要")
    assert refusal(agree_transfer, transfer=transfer, day=today, by=other) == "decided"
    assert refusal(withdraw_transfer, transfer=transfer, by=liaison) == "decided"
    assert Notification.objects.filter(kind=TRANSFER_REFUSED.code).get().body == "工作需要"


def test_a_request_withdrawn_makes_room_for_another(here, there, liaison, other, today):
    person = PersonFactory(unit=there)
    transfer = ask(person, here, liaison)

    withdraw_transfer(transfer=transfer, by=liaison)
    withdraw_transfer(transfer=transfer, by=liaison)

    assert refusal(agree_transfer, transfer=transfer, day=today, by=other) == "decided"
    assert ask(person, here, liaison) != transfer


@pytest.mark.parametrize(("days", "answer"), [(10, "done"), (11, "hr_decides")])
def test_after_ten_days_hr_alone_decides(here, there, liaison, other, today, days, answer):
    transfer = ask(PersonFactory(unit=there), here, liaison)
    asked_at = timezone.now() - timedelta(days=days)
    TransferRequest.objects.filter(pk=transfer.pk).update(asked_at=asked_at)

    if answer == "done":
        assert agree_transfer(transfer=transfer, day=today, by=other).state == TransferState.AGREED
    else:
        assert refusal(agree_transfer, transfer=transfer, day=today, by=other) == answer
        assert agree_transfer(transfer=transfer, day=today, by=user_with_role(Role.HR)).state == TransferState.AGREED


def test_who_changed_units_since_is_not_transferred(here, there, liaison, other, today):
    person = PersonFactory(unit=there)
    transfer = ask(person, here, liaison)
    post_person(person=person, unit=OrgUnitFactory(), day=today, track=Track.STAFF, by=user_with_role(Role.HR))

    assert refusal(agree_transfer, transfer=transfer, day=today, by=other) == "moved"


def test_who_is_asked_for_does_not_leave_before_the_answer(here, there, liaison, other, today):
    person = PersonFactory(unit=there)
    ask(person, here, liaison)

    assert refusal(leave_person, person=person, day=today, reason="", by=other) == "transfer_open"


def test_without_a_liaison_hr_is_told(here, there, liaison):
    hr = user_with_role(Role.HR)

    ask(PersonFactory(unit=there), here, liaison)

    assert Notification.objects.get().user == hr


# Entering by hand.


def enter(here, liaison, **changes):
    fields = {
        "unit": here, "name": "王小明", "staff_category": StaffCategory.CIVIL_SERVANT, "track": Track.STAFF,
        "started_on": SINCE, "by": liaison,
    }  # fmt: skip
    return enter_person(**{**fields, **changes})


def test_a_person_entered_gets_the_next_number_of_the_unit(liaison):
    unit = OrgUnitFactory(code="NY007-1")
    PersonFactory(unit=unit, staff_no="NY0071009")

    assert [enter(unit, liaison, name=name).staff_no for name in ("甲", "乙")] == ["NY0071010", "NY0071011"]


@pytest.mark.parametrize("numbers", [{"id_number": ID_NUMBERS[0]}, {"mobile": "19900001234"}, {"staff_no": "NY1"}])
def test_who_works_elsewhere_is_not_entered_again(here, there, liaison, numbers):
    PersonFactory(unit=there, name="王小明", **numbers)

    assert refusal(enter, here=here, liaison=liaison, **numbers) == "known_elsewhere"


def test_the_sentence_about_somebody_elsewhere_names_no_unit(here, there, liaison):
    PersonFactory(unit=there, name="王小明", mobile="19900001234")

    with pytest.raises(Exception, match="已在其他单位") as refused:
        enter(here, liaison, mobile="19900001234")

    assert there.name not in str(refused.value)


def test_who_is_here_or_gone_is_told_apart(here, liaison, today):
    person = PersonFactory(unit=here, id_number=ID_NUMBERS[0])
    first = refusal(enter, here=here, liaison=liaison, id_number=ID_NUMBERS[0])
    retire_person(person=person, day=today, reason="", by=liaison)

    assert (first, refusal(enter, here=here, liaison=liaison, id_number=ID_NUMBERS[0])) == ("known_here", "known_gone")


def test_a_mobile_without_the_name_and_a_name_elsewhere_mean_nobody(here, there, liaison):
    PersonFactory(unit=there, name="李四", mobile="19900001234")
    PersonFactory(unit=there, name="王小明")

    assert enter(here, liaison, mobile="19900001234").name == "王小明"


def test_a_name_that_is_here_only_warns(here, liaison):
    PersonFactory(unit=here, name="王小明")

    assert refusal(enter, here=here, liaison=liaison) == "namesake"
    assert enter(here, liaison, is_namesake=True).pk


def test_a_number_that_is_taken_is_refused_in_words(here, there, liaison):
    PersonFactory(unit=there, staff_no="X1")

    assert refusal(enter, here=here, liaison=liaison, staff_no="X1") == "unique"
    assert Posting.objects.filter(unit=here).count() == 0


@pytest.mark.parametrize(("days", "told"), [(LIAISON_DAYS, 0), (LIAISON_DAYS + 1, 1)])
def test_hr_is_told_once_that_a_request_passed_to_it(here, there, liaison, days, told):
    office = user_with_role(Role.HR)
    transfer = ask(PersonFactory(unit=there), here, liaison)
    TransferRequest.objects.update(asked_at=timezone.now() - timedelta(days=days))

    waiting = [tell_hr_of_waiting_transfers() for _morning in range(2)]

    rows = Notification.objects.filter(kind=TRANSFER_WAITING.code)
    assert (waiting, [row.user for row in rows]) == ([told, told], [office] * told)
    assert all(row.address == transfer.get_absolute_url() for row in rows)


def test_hr_hears_nothing_of_a_request_that_is_decided(here, there, liaison, other):
    user_with_role(Role.HR)
    refuse_transfer(transfer=ask(PersonFactory(unit=there), here, liaison), reason="工作需要", by=other)
    TransferRequest.objects.update(asked_at=timezone.now() - timedelta(days=99))

    assert tell_hr_of_waiting_transfers() == 0
