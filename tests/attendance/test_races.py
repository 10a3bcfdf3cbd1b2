"""A whole class signs in at one moment."""

import pytest
from django.utils import timezone

from attendance.models import AttendanceEvidence, AttendanceMark
from attendance.services.marks import redeem_scan
from tests.factories.admission import class_today
from tests.factories.training import at
from tests.training.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_twenty_scans_of_one_person_are_one_row():
    today = class_today(1, day=timezone.localdate())
    seen_at = at("08:25", today.meeting.date)
    one_scan = {"person": today.people[0], "seen_at": seen_at, "mode": "qr", "device": "phone", "by": today.teacher}

    outcomes = at_once(*[lambda: redeem_scan(batch=today.batch, **today.half_day, **one_scan)] * 20)

    assert outcomes == ["done"] * 20
    assert (AttendanceEvidence.objects.count(), AttendanceMark.objects.count()) == (1, 1)


def test_scans_of_a_whole_class_at_once_all_count():
    today = class_today(12, day=timezone.localdate())
    seen_at = at("08:25", today.meeting.date)

    def scan(person):
        return redeem_scan(
            batch=today.batch,
            **today.half_day,
            person=person,
            seen_at=seen_at,
            mode="qr",
            device=f"phone of {person.pk}",
            by=today.teacher,
        )

    outcomes = at_once(*(lambda p=p: scan(p) for p in today.people))

    assert (outcomes, today.meeting.marks.count()) == (["done"] * 12, 12)
