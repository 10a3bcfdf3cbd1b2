"""Who hears of hours and certificates."""

from datetime import timedelta
from decimal import Decimal

from people.choices import Role
from records.models import Certificate, CreditEntry
from records.services.certificates import issue_certificate, revoke_certificate
from records.services.closing import close_batch
from records.services.ledger import correct_hours
from records.services.waivers import set_exam_waiver
from tests.factories.exams import final_examination, sat
from tests.factories.people import UserFactory, second_person
from tests.factories.records import held_class
from tests.factories.training import DAY, ClassMeetingFactory
from tests.support.told import Told, told


def held():
    """Three trainees with an account: one was always there, one in the evening only, one never."""
    held = held_class(3, day=DAY - timedelta(days=1))
    users = [UserFactory(person=place.person) for place in held.places]
    held.meetings.append(ClassMeetingFactory(batch=held.batch, slot="ev"))
    held.enter(absent={"am": [1, 2], "pm": [1, 2], "ev": [2]})
    return held, users


@told("records.close_batch")
def close_a_class():
    held_day, (always, once, never) = held()
    return Told(
        lambda: close_batch(batch=held_day.batch, by=held_day.officer),
        {
            always: "records.certificate_ready",
            once: "records.hours_posted",
            never: "records.no_hours",
            held_day.teacher: "records.class_closed",
        },
    )


def closed():
    held_day, users = held()
    close_batch(batch=held_day.batch, by=held_day.officer)
    return held_day, users, second_person(Role.TRAINING_OFFICER)


@told("records.correct_hours")
def correct():
    held_day, users, second = closed()
    entry = CreditEntry.objects.get(person=users[0].person)
    return Told(
        lambda: correct_hours(
            entry=entry, hours=Decimal(1), days=Decimal(1), reason="补记", by=held_day.officer, second=second
        ),
        {users[0]: "records.hours_corrected"},
    )


@told("records.revoke_certificate")
def revoke():
    held_day, users, second = closed()
    certificate = Certificate.objects.get(enrolment__person=users[0].person)
    return Told(
        lambda: revoke_certificate(certificate=certificate, reason="姓名有误", by=held_day.officer, second=second),
        {users[0]: "records.certificate_revoked"},
    )


def with_final_examination():
    """One failed the final examination, one passed it."""
    held_day = held_class(2, day=DAY - timedelta(days=1))
    held_day.enter()
    final = final_examination(held_day.batch)
    users = [UserFactory(person=place.person) for place in held_day.places]
    for place, passes in zip(held_day.places, (False, True), strict=True):
        sat(final, place, passes=passes)
    return held_day, users


def exempt(held_day, *, granted=True):
    return set_exam_waiver(enrolment=held_day.places[0], granted=granted, reason="因公出差", by=held_day.officer)


@told("records.waive_exam")
def exempt_somebody():
    held_day, users = with_final_examination()
    return Told(lambda: exempt(held_day), {users[0]: "records.exam_waived"})


@told("records.waive_exam")
def take_an_exemption_back():
    held_day, users = with_final_examination()
    exempt(held_day)
    return Told(lambda: exempt(held_day, granted=False), {users[0]: "records.exam_waiver_ended"})


@told("records.issue_certificate")
def issue_one_later():
    held_day, users = with_final_examination()
    close_batch(batch=held_day.batch, by=held_day.officer)
    exempt(held_day)
    second = second_person(Role.TRAINING_OFFICER)
    return Told(
        lambda: issue_certificate(enrolment=held_day.places[0], by=held_day.officer, second=second),
        {users[0]: "records.certificate_issued_later"},
    )
