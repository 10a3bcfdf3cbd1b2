"""The verbs of closing a class and of putting right what it posted."""

from datetime import date

from people.choices import Role
from records.models import Certificate, CreditEntry, HourRule
from records.services.closing import close_batch
from records.services.waivers import set_exam_waiver
from tests.factories.exams import final_examination
from tests.factories.people import PASSWORD, second_person, user_with_role
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


@verb("records:batch_close", 64)
def close(rows):
    held = class_that_is_over(rows)
    return Sent(held.officer, {"code": held.batch.code})


@verb("records:hours_correct", 35)
def correct_hours(rows):
    held = class_that_is_closed(rows)
    entry = CreditEntry.objects.filter(batch=held.batch).first()
    return Sent(held.officer, {"pk": entry.pk}, {"hours": "6", "days": "0.75", "reason": "早退", **confirmed()})


@verb("records:certificate_revoke", 35)
def revoke(rows):
    held = class_that_is_closed(rows)
    certificate = Certificate.objects.filter(enrolment__batch=held.batch).first()
    return Sent(held.officer, {"pk": certificate.pk}, {"reason": "冒名顶替", **confirmed()})


def class_with_an_examination(rows):
    """Closed; nobody has sat its final examination."""
    held = class_that_is_over(rows)
    final_examination(held.batch)
    close_batch(batch=held.batch, by=held.officer)
    return held


@verb("records:exam_waiver", 19)
def exempt(rows):
    held = class_with_an_examination(rows)
    return Sent(held.officer, {"pk": held.places[0].pk}, {"granted": "1", "reason": "因公出差"})


@verb("records:certificate_issue", 52)
def issue(rows):
    held = class_with_an_examination(rows)
    set_exam_waiver(enrolment=held.places[0], granted=True, reason="因公出差", by=held.officer)
    return Sent(held.officer, {"pk": held.places[0].pk}, confirmed())


@verb("records:hour_rules", 16)
def set_rule(rows):
    for n in range(rows):
        HourRule.objects.create(valid_from=date(2040 + n, 1, 1), valid_to=date(2040 + n, 12, 31))
    form = {"valid_from": "2030-01-01", "half_day_hours": "3", "evening_hours": "1", "note": "通知"}
    return Sent(user_with_role(Role.TRAINING_OFFICER), form=form)


@verb("records:hour_rule_withdraw", 11)
def withdraw_rule(rows):
    rules = [HourRule.objects.create(valid_from=date(2040 + n, 1, 1)) for n in range(rows)]
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"pk": rules[0].pk})


@verb("records:certificate_numbering", 22)
def number_certificates(rows):
    CertificateFactory.create_batch(rows)
    form = {"pattern": "证{年}-{序号}", "digits": "4", "serial": "9", "reason": "纸质证书已用"}
    return Sent(user_with_role(Role.TRAINING_OFFICER), form=form)


@verb("records:verify", 2)
def look_up(rows):
    certificate, *_others = CertificateFactory.create_batch(rows)
    return Sent(UserFactory(), form={"code": certificate.public_code})
