"""Units put people forward inside their quota; the office admits them to the class."""

from datetime import timedelta

import pytest
import time_machine

from admission.choices import EnrolmentStatus, NominationStatus, Reply
from admission.models import Enrolment, Nomination
from admission.services.nominations import (
    admit,
    admit_all,
    nominate,
    refuse_nomination,
    replace_trainee,
    withdraw_nomination,
)
from attendance.services.marks import record_sheet
from notifications.models import Notification
from people.choices import Track
from people.models import AuditEvent
from tests.factories.admission import (
    EnrolmentFactory,
    NominationFactory,
    NoticeReceiptFactory,
    QuotaFactory,
    call_for_nominations,
)
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, twin_units
from tests.factories.training import DAY, ClassMeetingFactory, at
from tests.support.refusals import refusal
from training.choices import BatchState
from training.models import Batch

pytestmark = pytest.mark.django_db


def seats_of(batch):
    """(counted, active places): the two are always the same number."""
    batch.refresh_from_db()
    return batch.seats_taken, batch.enrolments.active().count()


# Nominating.


def test_a_unit_nominates_one_of_its_people():
    call = call_for_nominations()
    person = call.person()

    nomination = nominate(receipt=call.receipt, person=person, by=call.liaison)

    call.receipt.refresh_from_db()
    assert (nomination.unit, nomination.person, nomination.status) == (
        call.unit,
        person,
        NominationStatus.SUBMITTED,
    )
    assert (call.receipt.reply, seats_of(call.batch)) == (Reply.NOMINATED, (0, 0))


def test_nominating_somebody_twice_is_nominating_once():
    call = call_for_nominations(seats=1)
    person = call.person()

    pair = [nominate(receipt=call.receipt, person=person, by=call.liaison) for _turn in range(2)]

    assert (pair[0], Nomination.objects.count()) == (pair[1], 1)


@pytest.mark.parametrize("seats", [1, 2])
def test_a_unit_nominates_up_to_its_quota(seats):
    call = call_for_nominations(seats)
    for _seat in range(seats):
        nominate(receipt=call.receipt, person=call.person(), by=call.liaison)

    code = refusal(nominate, receipt=call.receipt, person=call.person(), by=call.liaison)

    assert (code, Nomination.objects.count()) == ("quota_full", seats)


def test_a_quota_is_for_one_audience():
    call = call_for_nominations(seats=2)
    leader = call.person(track=Track.LEADER)

    assert refusal(nominate, receipt=call.receipt, person=leader, by=call.liaison) == "quota_full"

    QuotaFactory(batch=call.batch, unit=call.unit, track=Track.LEADER, seats=1)
    assert nominate(receipt=call.receipt, person=leader, by=call.liaison).track == Track.LEADER


@pytest.mark.parametrize("status", [NominationStatus.WITHDRAWN, NominationStatus.REFUSED, NominationStatus.REPLACED])
def test_a_nomination_that_no_longer_stands_frees_its_quota(status):
    call = call_for_nominations(seats=1)
    NominationFactory(batch=call.batch, unit=call.unit, status=status)

    assert nominate(receipt=call.receipt, person=call.person(), by=call.liaison).status == NominationStatus.SUBMITTED


def test_a_withdrawn_candidate_may_be_nominated_again():
    call = call_for_nominations(seats=1)
    person = call.person()
    withdraw_nomination(nomination=nominate(receipt=call.receipt, person=person, by=call.liaison), by=call.liaison)

    nominate(receipt=call.receipt, person=person, by=call.liaison)

    assert list(Nomination.objects.order_by("id").values_list("status", flat=True)) == ["withdrawn", "submitted"]


def test_a_person_of_a_unit_below_is_the_units_own():
    call = call_for_nominations()
    below = OrgUnitFactory(parent=call.unit)

    nomination = nominate(receipt=call.receipt, person=PersonFactory(unit=below), by=call.liaison)

    assert nomination.unit == call.unit


def test_a_person_of_another_unit_is_refused():
    call = call_for_nominations()

    assert refusal(nominate, receipt=call.receipt, person=PersonFactory(), by=call.liaison) == "other_unit"


def test_a_unit_whose_path_begins_alike_is_another_unit():
    """`/1/1` must not cover `/1/10`."""
    first, tenth = twin_units()
    call = call_for_nominations(unit=first)

    code = refusal(nominate, receipt=call.receipt, person=PersonFactory(unit=tenth), by=call.liaison)

    assert code == "other_unit"


def test_somebody_who_left_is_refused():
    call = call_for_nominations()
    person = call.person()
    person.postings.update(ended_on=DAY)

    assert refusal(nominate, receipt=call.receipt, person=person, by=call.liaison) == "no_posting"


@pytest.mark.parametrize(("days", "outcome"), [(0, NominationStatus.SUBMITTED), (1, "too_late")])
def test_the_last_day_to_reply_is_the_whole_day(days, outcome):
    call = call_for_nominations(starts_on=DAY)
    person = call.person()

    with time_machine.travel(at("23:59", DAY + timedelta(days=days))):
        if outcome == "too_late":
            assert refusal(nominate, receipt=call.receipt, person=person, by=call.liaison) == outcome
        else:
            assert nominate(receipt=call.receipt, person=person, by=call.liaison).status == outcome


def test_a_unit_signs_before_it_nominates():
    call = call_for_nominations()
    unsigned = NoticeReceiptFactory(notice=call.receipt.notice, seats=1)

    code = refusal(nominate, receipt=unsigned, person=PersonFactory(unit=unsigned.unit), by=call.liaison)

    assert code == "not_signed"


@pytest.mark.parametrize("state", [BatchState.DRAFT, BatchState.CANCELLED])
def test_a_class_that_is_not_announced_takes_no_nomination(state):
    call = call_for_nominations()
    Batch.objects.filter(pk=call.batch.pk).update(state=state)

    assert refusal(nominate, receipt=call.receipt, person=call.person(), by=call.liaison) == "not_open"


def test_a_decided_nomination_is_not_withdrawn():
    call = call_for_nominations()
    nomination = nominate(receipt=call.receipt, person=call.person(), by=call.liaison)
    admit(nomination=nomination, by=call.officer)

    code = refusal(withdraw_nomination, nomination=nomination, by=call.liaison)

    assert (code, seats_of(call.batch)) == ("decided", (1, 1))


# Admitting.


def test_a_place_keeps_unit_post_rank_and_audience_of_the_time():
    call = call_for_nominations()
    person = call.person(post="科长", rank="四级主任科员")
    place = admit(nomination=nominate(receipt=call.receipt, person=person, by=call.liaison), by=call.officer)
    person.postings.update(post="局长", rank="一级调研员", track=Track.LEADER)

    place.refresh_from_db()

    assert (place.unit_name, place.post, place.rank, place.track) == (
        call.unit.short_name,
        "科长",
        "四级主任科员",
        Track.STAFF,
    )


def test_admitting_twice_gives_one_place():
    call = call_for_nominations()
    nomination = nominate(receipt=call.receipt, person=call.person(), by=call.liaison)

    pair = [admit(nomination=nomination, by=call.officer) for _turn in range(2)]

    nomination.refresh_from_db()
    assert (pair[0], seats_of(call.batch), nomination.status) == (pair[1], (1, 1), NominationStatus.ADMITTED)
    assert AuditEvent.objects.filter(action="admission.admit").count() == 1


def test_admitting_somebody_written_in_already_settles_the_nomination():
    call = call_for_nominations()
    nomination = nominate(receipt=call.receipt, person=call.person(), by=call.liaison)
    written_in = EnrolmentFactory(batch=call.batch, unit=call.unit, person=nomination.person, source="walk_in")

    place = admit(nomination=nomination, by=call.officer)

    nomination.refresh_from_db()
    assert (place, place.nomination, place.source) == (written_in, nomination, "walk_in")
    assert (nomination.status, seats_of(call.batch)) == (NominationStatus.ADMITTED, (1, 1))


def test_the_admitted_are_told_once():
    call = call_for_nominations()
    account = UserFactory(person=call.person())
    nomination = nominate(receipt=call.receipt, person=account.person, by=call.liaison)

    for _turn in range(2):
        admit(nomination=nomination, by=call.officer)

    told = Notification.objects.filter(kind="admission.admitted")
    assert list(told.values_list("user", "address")) == [(account.pk, call.batch.get_absolute_url())]


def test_a_full_class_admits_nobody():
    call = call_for_nominations(seats=1, capacity=1)
    nomination = nominate(receipt=call.receipt, person=call.person(), by=call.liaison)
    EnrolmentFactory(batch=call.batch)

    code = refusal(admit, nomination=nomination, by=call.officer)

    nomination.refresh_from_db()
    assert (code, seats_of(call.batch), nomination.status) == ("batch_full", (1, 1), NominationStatus.SUBMITTED)


@pytest.mark.parametrize("status", [NominationStatus.REFUSED, NominationStatus.WITHDRAWN, NominationStatus.REPLACED])
def test_only_a_waiting_nomination_is_admitted(status):
    call = call_for_nominations()
    nomination = NominationFactory(batch=call.batch, unit=call.unit, status=status)

    assert (refusal(admit, nomination=nomination, by=call.officer), seats_of(call.batch)) == ("not_submitted", (0, 0))


def test_a_closed_class_admits_nobody():
    call = call_for_nominations()
    nomination = nominate(receipt=call.receipt, person=call.person(), by=call.liaison)
    Batch.objects.filter(pk=call.batch.pk).update(state=BatchState.CLOSED, closed_at=at("18:00"))

    assert refusal(admit, nomination=nomination, by=call.officer) == "batch_closed"


def test_admitting_all_stops_when_the_class_is_full():
    call = call_for_nominations(seats=3, capacity=2)
    waiting = [nominate(receipt=call.receipt, person=call.person(), by=call.liaison) for _seat in range(3)]

    admitted = admit_all(batch=call.batch, by=call.officer).admitted

    statuses = [Nomination.objects.get(pk=n.pk).status for n in waiting]
    assert (admitted, statuses, seats_of(call.batch)) == (2, ["admitted", "admitted", "submitted"], (2, 2))


def test_admitting_all_settles_those_who_have_a_seat_even_when_no_other_is_left():
    call = call_for_nominations(seats=3, capacity=2)
    waiting = [nominate(receipt=call.receipt, person=call.person(), by=call.liaison) for _seat in range(3)]
    EnrolmentFactory(batch=call.batch, unit=call.unit, person=waiting[2].person, source="walk_in")

    admitted = admit_all(batch=call.batch, by=call.officer).admitted

    statuses = [Nomination.objects.get(pk=n.pk).status for n in waiting]
    assert (admitted, statuses, seats_of(call.batch)) == (2, ["admitted", "submitted", "admitted"], (2, 2))


def test_admitting_all_names_who_has_no_post_and_admits_nobody():
    call = call_for_nominations()
    waiting = [nominate(receipt=call.receipt, person=call.person(), by=call.liaison) for _seat in range(2)]
    waiting[1].person.postings.update(ended_on=DAY)

    assert (refusal(admit_all, batch=call.batch, by=call.officer), seats_of(call.batch)) == ("no_posting", (0, 0))


def test_admitting_all_of_nobody_says_so():
    call = call_for_nominations()

    assert refusal(admit_all, batch=call.batch, by=call.officer) == "none_waiting"


def test_refusing_needs_a_reason_the_unit_can_read():
    call = call_for_nominations()
    nomination = nominate(receipt=call.receipt, person=call.person(), by=call.liaison)

    assert refusal(refuse_nomination, nomination=nomination, reason=" ", by=call.officer) == "reason_missing"
    refused = refuse_nomination(nomination=nomination, reason=" 上一期已参加 ", by=call.officer)
    assert (refused.status, refused.reason, refused.decided_by) == ("refused", "上一期已参加", call.officer)
    assert refusal(refuse_nomination, nomination=nomination, reason="再说", by=call.officer) == "not_submitted"


# Replacing.


def admitted_one(call):
    return admit(nomination=nominate(receipt=call.receipt, person=call.person(), by=call.liaison), by=call.officer)


def test_a_replacement_takes_the_seat_and_the_trail_stays():
    call = call_for_nominations(seats=1, capacity=1)
    old = admitted_one(call)
    person = call.person()

    new = replace_trainee(nomination=old.nomination, person=person, reason=" 出差 ", by=call.liaison)

    old.refresh_from_db()
    trail = old.nomination
    trail.refresh_from_db()
    assert (old.status, old.ended_reason, old.replaced_by) == (EnrolmentStatus.REPLACED, "出差", new)
    assert (trail.status, trail.reason, trail.replaced_by) == (NominationStatus.REPLACED, "出差", new.nomination)
    assert (new.person, new.status, new.nomination.status) == (person, "active", NominationStatus.ADMITTED)
    assert seats_of(call.batch) == (1, 1)
    assert AuditEvent.objects.get(action="admission.replace_trainee").reason.strip() == "出差"


def test_a_candidate_is_replaced_before_the_office_decides():
    call = call_for_nominations(seats=1)
    old = nominate(receipt=call.receipt, person=call.person(), by=call.liaison)

    new = replace_trainee(nomination=old, person=call.person(), reason="出差", by=call.liaison)

    old.refresh_from_db()
    assert (old.status, old.replaced_by, new.status, seats_of(call.batch)) == ("replaced", new, "submitted", (0, 0))


def test_somebody_who_has_attended_is_not_replaced():
    call = call_for_nominations(starts_on=DAY)
    with time_machine.travel(at("08:00")):
        place = admitted_one(call)
    meeting = ClassMeetingFactory(batch=call.batch)
    with time_machine.travel(at("12:00")):
        record_sheet(
            batch=call.batch, day=meeting.date, slot=meeting.slot, exceptions=[], written_in=[], by=call.officer
        )

    code = refusal(replace_trainee, nomination=place.nomination, person=call.person(), reason="出差", by=call.liaison)

    place.refresh_from_db()
    assert (code, place.status, seats_of(call.batch)) == ("attended", "active", (1, 1))


def test_a_replacement_comes_from_the_same_unit_and_audience():
    call = call_for_nominations()
    old = admitted_one(call).nomination
    strangers = [PersonFactory(), call.person(track=Track.LEADER)]

    codes = [refusal(replace_trainee, nomination=old, person=p, reason="出差", by=call.liaison) for p in strangers]

    assert (codes, seats_of(call.batch)) == (["other_unit", "other_unit"], (1, 1))


def test_somebody_nominated_already_replaces_nobody():
    call = call_for_nominations()
    old = admitted_one(call).nomination
    other = nominate(receipt=call.receipt, person=call.person(), by=call.liaison)

    code = refusal(replace_trainee, nomination=old, person=other.person, reason="出差", by=call.liaison)

    assert code == "already_nominated"


def test_a_place_is_replaced_once():
    call = call_for_nominations()
    old = admitted_one(call).nomination
    replace_trainee(nomination=old, person=call.person(), reason="出差", by=call.liaison)

    code = refusal(replace_trainee, nomination=old, person=call.person(), reason="出差", by=call.liaison)

    assert (code, seats_of(call.batch), Enrolment.objects.count()) == ("not_replaceable", (1, 1), 2)


def test_the_replaced_may_come_back_for_the_replacement():
    call = call_for_nominations(seats=1, capacity=1)
    first = admitted_one(call)
    second = replace_trainee(nomination=first.nomination, person=call.person(), reason="出差", by=call.liaison)

    third = replace_trainee(nomination=second.nomination, person=first.person, reason="已回", by=call.liaison)

    assert (third.person, third.pk != first.pk, seats_of(call.batch)) == (first.person, True, (1, 1))
