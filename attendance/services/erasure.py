"""What is not kept for ever. Evidence is never touched."""

from django.conf import settings
from django.db import transaction

from admission.services.erasure import last_kept
from attendance.choices import LeaveKind
from attendance.models import LeaveRequest
from people.trail import audit


@transaction.atomic
def erase_leave_reasons() -> int:
    """Empty the reason and the kind of leave some months after its class was closed: both tell of people's health.
    Returns how many requests were emptied; the trail has the number alone."""
    erased = LeaveRequest.objects.to_erase(last_kept()).update(kind=LeaveKind.ERASED, reason="")
    if erased:
        data = {"requests": erased, "months": settings.ERASE_AFTER_MONTHS}
        audit.record(None, "attendance.erase_leave_reasons", by=None, data=data)
    return erased
