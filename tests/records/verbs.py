"""The verbs of closing a class and of putting right what it posted."""

from people.choices import Role
from records.models import Certificate, CreditEntry
from records.services.closing import close_batch
from tests.factories.people import PASSWORD, second_person
from tests.factories.records import CertificateFactory, held_class
from tests.factories.training import UserFactory
from tests.support.verbs import Sent, verb


def confirmed():
    return {"second_username": second_person(Role.TRAINING_OFFICER).username, "second_password": PASSWORD}


def class_that_is_over(rows):
    held = held_class(rows)
    for place in held.places:
        UserFactory(person=place.person)
    held.enter()
    return held


def class_that_is_closed(rows):
    held = class_that_is_over(rows)
    close_batch(batch=held.batch, by=held.officer)
    return held


@verb("records:batch_close", 49)
def close(rows):
    held = class_that_is_over(rows)
    return Sent(held.officer, {"code": held.batch.code})


@verb("records:hours_correct", 36)
def correct_hours(rows):
    held = class_that_is_closed(rows)
    entry = CreditEntry.objects.filter(batch=held.batch).first()
    return Sent(held.officer, {"pk": entry.pk}, {"hours": "6", "days": "0.75", "reason": "早退", **confirmed()})


@verb("records:certificate_revoke", 33)
def revoke(rows):
    held = class_that_is_closed(rows)
    certificate = Certificate.objects.filter(enrolment__batch=held.batch).first()
    return Sent(held.officer, {"pk": certificate.pk}, {"reason": "冒名顶替", **confirmed()})


@verb("records:verify", 2)
def look_up(rows):
    certificate, *_others = CertificateFactory.create_batch(rows)
    return Sent(UserFactory(), form={"code": certificate.public_code})
