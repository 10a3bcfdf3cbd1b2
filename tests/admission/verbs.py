"""The verbs on notices, nominations and arrival, at 08:25 of the day the class meets."""

from people.choices import Role
from tests.factories.admission import (
    ArrivalDetailsFactory,
    EnrolmentFactory,
    NominationFactory,
    admitted,
    call_for_nominations,
    class_today,
)
from tests.factories.people import OrgUnitFactory, UserFactory, user_with_role
from tests.factories.training import (
    DAY,
    BatchFactory,
    ClassMeetingFactory,
)
from tests.support.verbs import Sent, verb
from tests.training.verbs import REASON, officer


@verb("admission:notice_issue", 17)
def issue_notice(rows):
    batch, units = BatchFactory(state="draft"), OrgUnitFactory.create_batch(rows)
    ClassMeetingFactory(batch=batch)
    for unit in units:
        user_with_role(Role.LIAISON, unit)
    quotas = {f"q-{unit.pk}-staff": "2" for unit in units}
    return Sent(officer(), {"code": batch.code}, {"reply_by": f"{DAY}", "body": "请推荐", **quotas})


def call_with_nominations(rows, **call):
    """A class to which the unit has put forward one person a row, so that a seat is left."""
    call = call_for_nominations(rows + 1, **call)
    accounts = [UserFactory(person=call.person()) for _n in range(rows)]
    return call, [NominationFactory(batch=call.batch, unit=call.unit, person=one.person) for one in accounts]


@verb("admission:receipt_sign", 9)
def sign_receipt(rows):
    call = call_for_nominations(rows)
    call.receipt.__class__.objects.filter(pk=call.receipt.pk).update(signed_at=None, signed_by=None)
    for _n in range(1, rows):
        user_with_role(Role.LIAISON, call.unit)
    return Sent(call.liaison, {"pk": call.receipt.pk})


@verb("admission:nominate", 29)
def nominate(rows):
    call, _people = call_with_nominations(rows)
    return Sent(call.liaison, {"pk": call.receipt.pk}, {"person": call.person().uuid})


@verb("admission:reply_nobody", 16)
def reply_nobody(rows):
    call = call_for_nominations(rows)
    return Sent(call.liaison, {"pk": call.receipt.pk}, REASON)


@verb("admission:nomination_withdraw", 14)
def withdraw(rows):
    call, people = call_with_nominations(rows)
    return Sent(call.liaison, {"pk": people[0].pk})


@verb("admission:nomination_admit", 24)
def admit(rows):
    _call, people = call_with_nominations(rows)
    return Sent(officer(), {"pk": people[0].pk})


@verb("admission:nomination_overlap", 26)
def admit_to_a_second_class(rows):
    call, people = call_with_nominations(rows)
    ClassMeetingFactory(batch=call.batch)
    other = BatchFactory(starts_on=call.batch.starts_on)
    ClassMeetingFactory(batch=other)
    for nomination in people:
        EnrolmentFactory(batch=other, person=nomination.person, unit=nomination.unit)
    return Sent(officer(), {"pk": people[0].pk}, REASON)


@verb("admission:nomination_refuse", 14)
def refuse(rows):
    _call, people = call_with_nominations(rows)
    return Sent(officer(), {"pk": people[0].pk}, REASON)


@verb("admission:admit_all", 22)
def admit_all(rows):
    call, _people = call_with_nominations(rows)
    return Sent(officer(), {"code": call.batch.code})


@verb("admission:nomination_replace", 49)
def replace(rows):
    call, people = call_with_nominations(rows)
    for nomination in people:
        admitted(nomination)
        EnrolmentFactory(batch=call.batch, unit=call.unit, person=nomination.person, nomination=nomination)
    return Sent(call.liaison, {"pk": people[0].pk}, {"person": call.person().uuid, **REASON})


@verb("admission:arrival_set", 17)
def set_arrival_details(rows):
    today = class_today(rows)
    for place in today.places:
        ArrivalDetailsFactory(enrolment=place)
    form = {"stays_overnight": "0", "diet": "halal", "plate": "豫R·12345"}
    return Sent(today.teacher, {"pk": today.places[0].pk}, form)
