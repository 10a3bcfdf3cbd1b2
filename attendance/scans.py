"""What a sign-in code speaks of, and how a half-day is found from it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from admission.models import Enrolment
from common.errors import NotAllowed
from common.sealing.tokens import is_short_code
from people.models import Person
from training.choices import Slot
from training.models import Batch


def subject_of(batch: Batch, day: date, slot: str) -> str:
    return f"{batch.pk}_{day:%Y%m%d}_{slot}"


def half_day_of(subject: str) -> tuple[int, date, str]:
    """(class id, day, half-day) of a subject we made."""
    batch_id, day, slot = subject.split("_")
    return int(batch_id), datetime.strptime(day, "%Y%m%d").date(), Slot(slot)


def half_day_by_code(person: Person, code: str, *, now: datetime) -> str:
    """Subject of the half-day, among those the person is due in today, whose screen shows `code`."""
    today = timezone.localdate(now)
    for place in Enrolment.objects.active().filter(person=person).select_related("batch"):
        for meeting in place.batch.meetings.held().filter(date=today):
            subject = subject_of(place.batch, today, meeting.slot)
            if is_short_code(subject, code, now=now):
                return subject
    raise NotAllowed(
        _("This code is not shown on the screen of a class of yours. Type the code that is shown now."),
        code="wrong_code",
    )
