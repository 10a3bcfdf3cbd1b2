from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import AuditEvent, Installation
from people.services.installation import note_backup, note_restore

pytestmark = pytest.mark.django_db
COUNTS = {"people": 3, "batches": 1, "evidence": 9}


def test_a_backup_is_remembered_and_audited():
    now = timezone.now()

    note_backup(made_at=now, name="zhengxun-20260301-023000", counts=COUNTS)

    event = AuditEvent.objects.get()
    assert (Installation.objects.get().last_backup_at, event.action) == (now, "lms.backup")
    assert event.data == {"backup": "zhengxun-20260301-023000", "made_at": now.isoformat(), **COUNTS}


def test_an_earlier_one_does_not_turn_the_clock_back():
    now = timezone.now()
    note_backup(made_at=now, name="b", counts=COUNTS)

    note_restore(made_at=now - timedelta(days=3), name="a", counts=COUNTS)

    assert Installation.objects.get().last_backup_at == now


def test_the_demo_mark_stays():
    Installation.objects.create(is_demo=True)

    note_backup(made_at=timezone.now(), name="b", counts=COUNTS)

    assert Installation.objects.get().is_demo
