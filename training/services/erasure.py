"""What is not kept for ever. Evidence is never touched."""

from calendar import monthrange
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from people.trail import audit
from training.choices import LeaveKind
from training.models import ArrivalDetails, LeaveRequest


@transaction.atomic
def erase_leave_reasons() -> int:
    """Empty the reason and the kind of leave some months after its class was closed: both tell of people's health.
    Returns how many requests were emptied; the trail has the number alone."""
    erased = LeaveRequest.objects.to_erase(last_kept()).update(kind=LeaveKind.ERASED, reason="")
    if erased:
        data = {"requests": erased, "months": settings.ERASE_AFTER_MONTHS}
        audit.record(None, "training.erase_leave_reasons", by=None, data=data)
    return erased


@transaction.atomic
def erase_arrival_details() -> int:
    """Remove what hotel, kitchen and gate were told, as long after its class; a diet may tell of faith or health."""
    erased, _rows = ArrivalDetails.objects.of_classes_over_before(last_kept()).delete()
    if erased:
        data = {"people": erased, "months": settings.ERASE_AFTER_MONTHS}
        audit.record(None, "training.erase_arrival_details", by=None, data=data)
    return erased


def last_kept() -> datetime:
    """Details of classes over before this moment are not kept."""
    day = months_before(timezone.localdate(), settings.ERASE_AFTER_MONTHS)
    return timezone.make_aware(datetime.combine(day, time.min))


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
