"""What is not kept for ever."""

from calendar import monthrange
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from admission.models import ArrivalDetails
from people.trail import audit


@transaction.atomic
def erase_arrival_details() -> int:
    """Remove what hotel, kitchen and gate were told, as long after its class; a diet may tell of faith or health."""
    erased, _rows = ArrivalDetails.objects.of_classes_over_before(last_kept()).delete()
    if erased:
        data = {"people": erased, "months": settings.ERASE_AFTER_MONTHS}
        audit.record(None, "admission.erase_arrival_details", by=None, data=data)
    return erased


def last_kept() -> datetime:
    """Details of classes over before this moment are not kept."""
    day = months_before(timezone.localdate(), settings.ERASE_AFTER_MONTHS)
    return timezone.make_aware(datetime.combine(day, time.min))


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
