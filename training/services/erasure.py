"""What is not kept for ever. Evidence is never touched."""

from calendar import monthrange
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from people import audit
from training.choices import LeaveKind
from training.models import LeaveRequest


@transaction.atomic
def erase_leave_reasons() -> int:
    """Empty the reason and the kind of leave some months after its class was closed: both tell of people's health.
    Returns how many requests were emptied; the trail has the number alone."""
    months = settings.ERASE_AFTER_MONTHS
    day = datetime.combine(months_before(timezone.localdate(), months), time.min)
    rows = LeaveRequest.objects.to_erase(timezone.make_aware(day))
    erased = rows.update(kind=LeaveKind.ERASED, reason="")
    if erased:
        audit.record(None, "training.erase_leave_reasons", by=None, data={"requests": erased, "months": months})
    return erased


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
