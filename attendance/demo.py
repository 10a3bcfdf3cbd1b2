"""The demo city's attendance: who came in three past years, and yesterday.

Facts of past years are written as they were at the time, so they do not pass through the services, which act now.
"""

import random
from datetime import timedelta

from admission.choices import EnrolmentStatus
from admission.demo import NO_SHOWS, count_places
from admission.models import Enrolment
from attendance.choices import AttendanceStatus, SignInMode
from attendance.models import AttendanceEvidence, AttendanceMark
from people.choices import Role
from people.demo import City
from people.models import User
from training.choices import Slot
from training.demo import PAST, count_classes
from training.models import Batch, ClassMeeting

PRESENT, LATE, LEAVE, ABSENT = AttendanceStatus.values


class MarkWriter:
    """Writes evidence and marks, each table once a class."""

    def __init__(self, city: City):
        self.rng = random.Random(2006)
        self.teacher = city.users[Role.CLASS_TEACHER]

    def attendance(self, places: list[Enrolment], meetings: list[ClassMeeting], absent: set[int], mode: str) -> int:
        """Evidence and marks of held meetings; `absent` never came."""
        facts = [
            self.fact(place, meeting, place.person_id in absent, mode)
            for meeting in meetings
            if not meeting.cancelled_at
            for place in places
        ]
        rows = AttendanceEvidence.objects.append_many(facts)
        by_key = {(m.date, m.slot): m for m in meetings if not m.cancelled_at}
        by_person = {place.person_id: place for place in places}
        AttendanceMark.objects.bulk_create(
            [
                AttendanceMark(
                    meeting=by_key[row.date, row.slot],
                    enrolment=by_person[row.person_id],
                    evidence=row,
                    status=row.status,
                    mode=row.mode,
                    signed_at=row.observed_at,
                )
                for row in rows
            ],
            batch_size=500,
        )
        return len(rows)

    def fact(self, place: Enrolment, meeting: ClassMeeting, never_came: bool, mode: str) -> AttendanceEvidence:
        first = meeting.slot == Slot.MORNING and meeting.date == place.batch.starts_on
        # Who is counted as having come was there on the first half-day at least.
        weights = [96, 4, 0, 0] if first else [92, 4, 3, 1]
        status = ABSENT if never_came else self.rng.choices([PRESENT, LATE, LEAVE, ABSENT], weights=weights)[0]
        attended = status in (PRESENT, LATE)
        minutes = self.rng.randrange(11, 35) if status == LATE else -self.rng.randrange(0, 25)
        seen = meeting.start + timedelta(minutes=minutes)
        return AttendanceEvidence(
            batch_id=place.batch_id,
            person_id=place.person_id,
            date=meeting.date,
            slot=meeting.slot,
            status=status,
            mode=SignInMode.LEAVE if status == LEAVE else mode if attended else SignInMode.PAPER,
            observed_at=seen if attended and mode == SignInMode.QR else None,
            recorded_by=None if attended and mode == SignInMode.QR else self.teacher,
            recorded_at=seen if attended else meeting.end,
            unit_name=place.unit_name,
            post=place.post,
            track=place.track,
        )


def load(city: City, by: User) -> None:
    writer = MarkWriter(city)
    *held, running, _open = Batch.objects.order_by("pk")
    for past, batch in zip(PAST, held, strict=True):
        places = places_of(batch)
        absent = {place.person_id for place in places[-NO_SHOWS:]}
        mode = SignInMode.PAPER if past.years_ago == 3 else SignInMode.QR
        writer.attendance(places, list(batch.meetings.order_by("pk")), absent, mode)
    yesterday = list(running.meetings.filter(date__lt=city.day).order_by("pk"))
    places = places_of(running)
    # Today's sign-ins are to come.
    if yesterday:
        writer.attendance(places, yesterday, {places[-1].person_id}, SignInMode.QR)
    count_training(city)


def places_of(batch: Batch) -> list[Enrolment]:
    """Those who were not replaced, in the order in which they were enrolled."""
    rows = Enrolment.objects.filter(batch=batch, status=EnrolmentStatus.ACTIVE)
    return list(rows.select_related("batch", "person").order_by("pk"))


def count_training(city: City) -> None:
    """Noted again by who adds a class of their own."""
    count_classes(city)
    count_places(city)
    city.counts["marks"] = AttendanceMark.objects.count()
