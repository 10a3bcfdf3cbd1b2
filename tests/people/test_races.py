"""Two people change the organisation at the same moment."""

from datetime import date

import pytest
from django.utils import timezone

from people.choices import Role, StaffCategory, Track
from people.models import AuditEvent, OrgUnit, Person, Posting
from people.services.mergers import merge_units
from people.services.postings import post_person
from people.services.roles import grant_role
from people.services.units import close_unit, move_unit, reorder_unit
from roster.choices import TransferState
from roster.services.transfers import agree_transfer, enter_person, refuse_transfer
from roster.services.twice import merge_persons
from tests.factories.people import OrgUnitFactory, PersonFactory, TransferRequestFactory, UserFactory, user_with_role
from tests.training.test_races import at_once, overlapping, without_locks  # noqa: F401 -- fixture

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def documented():
    return {"day": date(2026, 1, 5), "reason": "宛编〔2026〕1号", "by": user_with_role(Role.TRAINING_OFFICER)}


def test_a_unit_is_merged_into_one_of_two(documented):
    unit, first, second = OrgUnitFactory.create_batch(3)
    person = PersonFactory(unit=unit)

    outcomes = overlapping(
        *(lambda into=into: merge_units(unit=unit, into=into, **documented) for into in (first, second))
    )

    unit.refresh_from_db()
    assert (outcomes, unit.merged_into) == (["done", "unit_closed"], first)
    assert Posting.objects.current().get(person=person).unit == first


def test_of_two_units_merged_into_each_other_one_stays_open(documented):
    first, second = OrgUnitFactory.create_batch(2)

    outcomes = overlapping(
        lambda: merge_units(unit=first, into=second, **documented),
        lambda: merge_units(unit=second, into=first, **documented),
    )

    assert (outcomes, list(OrgUnit.objects.open().filter(depth=2))) == (["done", "unit_closed"], [second])


def test_the_same_merger_twice_is_one(documented):
    unit, into = OrgUnitFactory.create_batch(2)
    person = PersonFactory(unit=unit)

    outcomes = at_once(*[lambda: merge_units(unit=unit, into=into, **documented)] * 4)

    assert (outcomes, person.postings.count(), into.changes.count()) == (["done"] * 4, 2, 1)


def test_moves_at_once_leave_the_tree_whole(documented):
    by = documented["by"]
    units = OrgUnitFactory.create_batch(6)
    below = [OrgUnitFactory(parent=unit) for unit in units]

    outcomes = at_once(
        *(lambda u=u: move_unit(unit=u, parent=units[0], **documented) for u in units[4:]),
        *(lambda u=u: move_unit(unit=u, parent=units[1], **documented) for u in below[2:]),
        *(lambda u=u: reorder_unit(unit=u, place="up", by=by) for u in units[1:4]),
    )

    assert (set(outcomes), OrgUnit.find_problems()) == ({"done"}, ([],) * 5)
    assert OrgUnit.objects.get(pk=units[0].pk).get_children().filter(pk__in=[u.pk for u in units]).count() == 2


def test_a_transfer_agreed_and_refused_at_once_is_decided_once():
    transfer = TransferRequestFactory()
    liaison = user_with_role(Role.LIAISON, transfer.from_unit)

    outcomes = overlapping(
        lambda: agree_transfer(transfer=transfer, day=timezone.localdate(), by=liaison),
        lambda: refuse_transfer(transfer=transfer, reason="工作需要", by=liaison),
    )

    transfer.refresh_from_db()
    assert (outcomes, transfer.state) == (["done", "decided"], TransferState.AGREED)


def test_a_transfer_agreed_by_many_is_one_new_posting():
    transfer = TransferRequestFactory()
    liaison = user_with_role(Role.LIAISON, transfer.from_unit)

    outcomes = at_once(*[lambda: agree_transfer(transfer=transfer, day=timezone.localdate(), by=liaison)] * 6)

    assert (outcomes, transfer.person.postings.count()) == (["done"] * 6, 2)
    assert AuditEvent.objects.filter(action="roster.agree_transfer").count() == 1


def test_nobody_arrives_in_a_unit_while_it_closes(documented):
    unit, other = OrgUnitFactory.create_batch(2)
    person = PersonFactory(unit=other)
    arrive = {"person": person, "unit": unit, "day": timezone.localdate(), "track": Track.STAFF}

    outcomes = overlapping(
        lambda: close_unit(unit=unit, **documented), lambda: post_person(**arrive, by=documented["by"])
    )

    assert (outcomes, Posting.objects.current().get(person=person).unit) == (["done", "unit_closed"], other)


def test_a_unit_does_not_close_while_somebody_arrives(documented):
    unit, other = OrgUnitFactory.create_batch(2)
    person = PersonFactory(unit=other)
    arrive = {"person": person, "unit": unit, "day": timezone.localdate(), "track": Track.STAFF}

    outcomes = overlapping(
        lambda: post_person(**arrive, by=documented["by"]), lambda: close_unit(unit=unit, **documented)
    )

    assert (outcomes, OrgUnit.objects.get(pk=unit.pk).is_open) == (["done", "unit_in_use"], True)


@pytest.mark.usefixtures("without_locks")
def test_without_the_lock_a_closed_unit_would_have_people(documented):
    unit, other = OrgUnitFactory.create_batch(2)
    person = PersonFactory(unit=other)
    arrive = {"person": person, "unit": unit, "day": timezone.localdate(), "track": Track.STAFF}

    outcomes = overlapping(
        lambda: post_person(**arrive, by=documented["by"]), lambda: close_unit(unit=unit, **documented)
    )

    assert outcomes == ["done", "done"]


def test_nobody_is_given_a_role_in_a_unit_while_it_closes(documented):
    unit, into = OrgUnitFactory.create_batch(2)
    account, by = UserFactory(), user_with_role(Role.SECADMIN)

    outcomes = overlapping(
        lambda: merge_units(unit=unit, into=into, **documented),
        lambda: grant_role(user=account, role=Role.HR, unit=unit, by=by),
    )

    assert (outcomes, account.role_assignments.count()) == (["done", "unit_closed"], 0)


def test_a_liaison_given_another_role_while_their_unit_merges_gets_both(documented):
    unit, into = OrgUnitFactory.create_batch(2)
    liaison, by = user_with_role(Role.LIAISON, unit), user_with_role(Role.SECADMIN)
    going_on = list(liaison.role_assignments.all())

    outcomes = overlapping(
        lambda: grant_role(user=liaison, role=Role.HR, unit=into, by=by),
        lambda: merge_units(unit=unit, into=into, liaisons=going_on, **documented),
    )

    assert (outcomes, liaison.role_assignments.not_ended().filter(unit=into).count()) == (["done", "done"], 2)


def test_entries_merged_into_each_other_at_once_leave_one():
    first, second = PersonFactory.create_batch(2, name="王小明")
    wish = {"reason": "同一身份证", "by": user_with_role(Role.HR)}

    outcomes = overlapping(
        lambda: merge_persons(keep=first, away=second, **wish), lambda: merge_persons(keep=second, away=first, **wish)
    )

    assert (outcomes, list(Person.objects.in_post())) == (["done", "merged_already"], [first])


def test_people_entered_at_once_get_numbers_of_their_own():
    unit = OrgUnitFactory()
    fields = {
        "unit": unit,
        "staff_category": StaffCategory.CIVIL_SERVANT,
        "track": Track.STAFF,
        "started_on": timezone.localdate(),
        "by": user_with_role(Role.LIAISON, unit),
    }

    outcomes = at_once(*(lambda n=n: enter_person(name=f"新人{n}", **fields) for n in range(4)))

    assert (outcomes, Person.objects.filter(name__startswith="新人").values("staff_no").distinct().count()) == (
        ["done"] * 4,
        4,
    )
