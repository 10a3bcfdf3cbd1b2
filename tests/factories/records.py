"""The smallest valid rows of the app `records`, and classes that are over."""

from dataclasses import dataclass
from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from admission.models import Enrolment
from attendance.choices import AttendanceStatus
from attendance.services.marks import SheetEntry, record_sheet
from people.choices import Role, Track
from people.models import User
from records.choices import Bucket
from records.codes import new_code
from records.models import Certificate, CreditEntry
from tests.factories.admission import EnrolmentFactory
from tests.factories.training import (
    BatchFactory,
    ClassMeetingFactory,
    PersonFactory,
    UserFactory,
    class_teacher_of,
    with_role,
)
from training.choices import Slot
from training.models import Batch, ClassMeeting


class CreditEntryFactory(DjangoModelFactory):
    class Meta:
        model = CreditEntry

    person = factory.SubFactory(PersonFactory)
    batch = None
    bucket = Bucket.CONCENTRATED
    hours = 8
    days = 1
    year = 2026
    source = "电子政务培训班"
    unit_name = "市人社局"
    post = "科员"
    track = Track.STAFF


class CertificateFactory(DjangoModelFactory):
    """Sound by its own code; its number is outside those the service gives out."""

    class Meta:
        model = Certificate

    enrolment = factory.SubFactory(EnrolmentFactory)
    year = 2006
    serial = factory.Sequence(lambda n: n + 1)
    number = factory.LazyAttribute(lambda o: f"试〔{o.year}〕第{o.serial}号")
    public_code = factory.LazyFunction(new_code)
    issued_at = factory.LazyFunction(timezone.now)
    content = factory.LazyAttribute(
        lambda o: {
            "name": o.enrolment.person.name,
            "unit": o.enrolment.unit_name,
            "post": o.enrolment.post,
            "class_code": o.enrolment.batch.code,
            "class_title": o.enrolment.batch.title,
            "organiser": o.enrolment.batch.organiser.name,
            "starts_on": f"{o.enrolment.batch.starts_on}",
            "ends_on": f"{o.enrolment.batch.ends_on}",
            "hours": "8.00",
            "days": "1.00",
            "issued_on": "2026-03-05",
        }
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        certificate = model_class(*args, **kwargs)
        certificate.mac = certificate.authentication_code()
        certificate.save()
        return certificate


@dataclass
class HeldClass:
    """A class of one day, morning and afternoon, that is over and whose sheets may be entered."""

    batch: Batch
    meetings: list[ClassMeeting]
    places: list[Enrolment]
    officer: User
    teacher: User

    def enter(self, *, absent: dict[str, list[int]] | None = None) -> None:
        """Enter both sheets; `absent` names places by position for a half-day."""
        for meeting in self.meetings:
            away = (absent or {}).get(meeting.slot, [])
            entries = [SheetEntry(self.places[i].person_id, AttendanceStatus.ABSENT) for i in away]
            record_sheet(
                batch=self.batch,
                day=meeting.date,
                slot=meeting.slot,
                exceptions=entries,
                written_in=[],
                by=self.teacher,
            )


def held_class(enrolled: int = 3, *, day: date | None = None, unit=None) -> HeldClass:
    day = day or timezone.localdate() - timedelta(days=1)
    batch = BatchFactory(starts_on=day)
    meetings = [ClassMeetingFactory(batch=batch, slot=slot) for slot in (Slot.MORNING, Slot.AFTERNOON)]
    more = {"unit": unit} if unit else {}
    places = EnrolmentFactory.create_batch(enrolled, batch=batch, **more)
    officer = with_role(UserFactory(), Role.TRAINING_OFFICER, batch.organiser)
    held = HeldClass(batch, meetings, places, officer, class_teacher_of(batch))
    batch.refresh_from_db()
    return held
