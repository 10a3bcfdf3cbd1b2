"""What people read of a class that is closed and of hours that are corrected."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from notifications.models import Notification
from people.choices import Role
from records.models import Certificate, CreditEntry
from records.services.certificates import revoke_certificate
from records.services.closing import close_batch
from records.services.ledger import correct_hours
from tests.factories.exams import final_examination, sat
from tests.factories.people import UserFactory, second_person
from tests.factories.records import CreditEntryFactory, held_class
from tests.factories.training import DAY, ClassMeetingFactory
from tests.support.visits import signed_in, text_of

pytestmark = pytest.mark.django_db


def heard_by(user):
    return Notification.objects.filter(user=user).latest("pk").body


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_who_gets_no_certificate_is_told_why(language):
    """In the language of the house, whoever closes the class."""
    held = held_class(4, day=DAY - timedelta(days=1))
    held.meetings.append(ClassMeetingFactory(batch=held.batch, date=DAY - timedelta(days=1), slot="ev"))
    held.enter(absent={"am": [2, 3], "pm": [2, 3], "ev": [3]})
    users = [UserFactory(person=place.person) for place in held.places]
    final = final_examination(held.batch)
    for place, passes in zip(held.places, (True, False, True, False), strict=True):
        sat(final, place, passes=passes)

    with translation.override(language):
        close_batch(batch=held.batch, by=held.officer)

    assert [heard_by(user) for user in users] == [
        "您的学时已登记，结业证书可以打印。",
        "您的学时已登记，未颁发结业证书。原因：结业考试不及格",
        "您的学时已登记，未颁发结业证书。原因：出勤不足一半课次",
        "本次未登记学时，未颁发结业证书。如有误，请联系班主任。原因：出勤不足一半课次",
    ]


@pytest.fixture
def closed():
    """A class of one, closed: eight hours, one day and a certificate."""
    held = held_class(1)
    held.user = UserFactory(person=held.places[0].person)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    held.entry = CreditEntry.objects.get(batch=held.batch)
    held.second = second_person(Role.TRAINING_OFFICER)
    return held


def correct(held, hours, days):
    figures = {"hours": Decimal(hours), "days": Decimal(days)}
    correct_hours(entry=held.entry, reason="核对签到表", by=held.officer, second=held.second, **figures)


def test_whose_hours_are_corrected_reads_what_they_were_and_what_they_are(closed):
    correct(closed, "4", "0.50")
    first = heard_by(closed.user)
    correct(closed, "10", "1")

    assert first == "学时由8更正为4，天数由1更正为0.5。原因：核对签到表"
    assert heard_by(closed.user) == "学时由4更正为10，天数由0.5更正为1。原因：核对签到表"


def page_of(held, entry):
    answer = signed_in(held.officer).get(reverse("records:hours_correct", kwargs={"pk": entry.pk}))
    assert answer.status_code == 200
    return text_of(answer)


def test_the_form_says_that_a_certificate_keeps_the_hours_it_was_issued_with(closed):
    certificate = Certificate.objects.get()
    said = f"证书{certificate.number}已颁发，载明8.0学时"
    before = page_of(closed, closed.entry)
    revoke_certificate(certificate=certificate, reason="换发", by=closed.officer, second=closed.second)

    assert (said in before, "请将其作废" in before) == (True, True)
    assert "已颁发，载明" not in page_of(closed, closed.entry)


def test_hours_without_a_class_have_no_certificate(closed):
    entry = CreditEntryFactory(person=closed.places[0].person, unit_name=closed.entry.unit_name)

    assert "已颁发，载明" not in page_of(closed, entry)
