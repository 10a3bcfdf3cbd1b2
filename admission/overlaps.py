"""Who is due in two classes in one half-day."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.choices import NominationStatus
from admission.due import due_between
from admission.models import Enrolment, Nomination
from people.models import Person
from training.choices import BatchState, Slot
from training.models import Batch, ClassMeeting


@dataclass(frozen=True)
class Overlap:
    """A half-day in which somebody is due in another class too."""

    name: str
    other: str
    date: date
    slot: str

    def __str__(self):
        text = _("%(name)s is on the list of “%(other)s”, which meets on %(day)s, %(slot)s, too.")
        slot = Slot(self.slot).label
        return text % {"name": self.name, "other": self.other, "day": f"{self.date:%Y-%m-%d}", "slot": slot}


def find_overlaps(
    batch: Batch, people: Iterable[Person], meetings: Iterable[ClassMeeting] | None = None
) -> dict[int, list[Overlap]]:
    """By person, the half-days from today on, or of the meetings given, in which they are due in another class; two
    statements for any number of people."""
    names = {person.pk: person.name for person in people}
    if meetings is None:
        meetings = batch.meetings.held().filter(date__gte=timezone.localdate())
    held = {(meeting.date, meeting.slot): meeting.joint_with_id or meeting.pk for meeting in meetings}
    found: dict[int, list[Overlap]] = {}
    for person, title, day, slot, lecture in _due_elsewhere(batch, names, [day for day, _slot in held]):
        # A lecture two classes hear together is one room and one half-day.
        if (day, slot) in held and held[day, slot] != lecture:
            found.setdefault(person, []).append(Overlap(names[person], title, day, slot))
    return found


def overlaps_of_waiting(batch: Batch, nominations: Iterable[Nomination]) -> dict[int, list[Overlap]]:
    """By person, of the nominations that wait for a decision."""
    waiting = [one.person for one in nominations if one.status == NominationStatus.SUBMITTED]
    return find_overlaps(batch, waiting) if waiting else {}


def _due_elsewhere(batch: Batch, people: Container[int], days: list[date]) -> list[tuple[int, str, date, str, int]]:
    """(person, class, date, half-day, lecture) of what these people are due at in other classes; one statement."""
    if not days:
        return []
    places = Enrolment.objects.active().exclude(batch=batch.pk).exclude(batch__state=BatchState.CANCELLED)
    places = places.filter(Q(person__in=people) | Q(person__merged_into__in=people))
    places = places.filter(
        due_between(meeting="batch__meetings__"),
        batch__meetings__cancelled_at=None,
        batch__meetings__date__range=(min(days), max(days)),
    )
    rows = places.order_by("batch__meetings__date", "batch__meetings__id").values_list(
        "person",
        "person__merged_into",
        "batch__title",
        "batch__meetings__date",
        "batch__meetings__slot",
        "batch__meetings__id",
        "batch__meetings__joint_with",
    )
    return [
        (kept if kept in people else person, title, day, slot, host or pk)
        for person, kept, title, day, slot, pk, host in rows
    ]
