"""The smallest valid rows of the app `admission`, and whole classes to act on."""

from dataclasses import dataclass
from datetime import date, timedelta

import factory
from django.db.models import F
from django.utils import timezone
from factory.django import DjangoModelFactory

from admission.choices import EnrolmentSource, EnrolmentStatus, NominationStatus, Reply
from admission.models import ArrivalDetails, Enrolment, Nomination, Notice, NoticeReceipt, Quota
from people.choices import Role, Track
from people.models import User
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, with_role
from tests.factories.training import DAY, BatchFactory, ClassMeetingFactory, class_teacher_of
from training.models import Batch, ClassMeeting


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    batch = factory.SubFactory(BatchFactory)
    body = "请按名额推荐人选。"
    reply_by = factory.SelfAttribute("batch.starts_on")
    issued_at = factory.LazyFunction(timezone.now)
    issued_by = factory.SubFactory(UserFactory)


class QuotaFactory(DjangoModelFactory):
    class Meta:
        model = Quota

    batch = factory.SubFactory(BatchFactory)
    unit = factory.SubFactory(OrgUnitFactory)
    track = Track.STAFF
    seats = 1


class NoticeReceiptFactory(DjangoModelFactory):
    """A unit's copy of the notice; `seats` gives the unit a quota, `signed` a signature."""

    class Meta:
        model = NoticeReceipt
        skip_postgeneration_save = True

    class Params:
        signed = factory.Trait(
            signed_at=factory.LazyFunction(timezone.now),
            signed_by=factory.SubFactory(UserFactory),
        )

    notice = factory.SubFactory(NoticeFactory)
    unit = factory.SubFactory(OrgUnitFactory)

    @factory.post_generation
    def seats(self, create, extracted, **kwargs):
        if extracted:
            QuotaFactory(batch=self.notice.batch, unit=self.unit, seats=extracted)


class NominationFactory(DjangoModelFactory):
    class Meta:
        model = Nomination

    batch = factory.SubFactory(BatchFactory)
    unit = factory.SubFactory(OrgUnitFactory)
    person = factory.SubFactory(PersonFactory, unit=factory.SelfAttribute("..unit"))
    track = Track.STAFF
    nominated_by = factory.SubFactory(UserFactory)


class EnrolmentFactory(DjangoModelFactory):
    """A taken seat, with the unit and post of the time of training."""

    class Meta:
        model = Enrolment

    batch = factory.SubFactory(BatchFactory)
    unit = factory.SubFactory(OrgUnitFactory)
    person = factory.SubFactory(PersonFactory, unit=factory.SelfAttribute("..unit"))
    source = EnrolmentSource.NOMINATED
    unit_name = factory.SelfAttribute("unit.short_name")
    unit_path = factory.SelfAttribute("unit.path")
    name_key = factory.SelfAttribute("person.pinyin_key")
    post = "科员"
    track = Track.STAFF
    status = EnrolmentStatus.ACTIVE
    left_in = factory.LazyAttribute(lambda o: None if o.status == EnrolmentStatus.ACTIVE else o.batch.version + 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        Batch.objects.filter(pk=kwargs["batch"].pk).update(seats_taken=F("seats_taken") + 1)
        return super()._create(model_class, *args, **kwargs)


class ArrivalDetailsFactory(DjangoModelFactory):
    class Meta:
        model = ArrivalDetails

    enrolment = factory.SubFactory(EnrolmentFactory)
    stays_overnight = True


@dataclass
class ClassDay:
    """A class that meets this morning."""

    batch: Batch
    meeting: ClassMeeting
    places: list[Enrolment]
    teacher: User

    @property
    def half_day(self):
        return {"day": self.meeting.date, "slot": self.meeting.slot}

    @property
    def people(self):
        return [place.person for place in self.places]


def class_today(enrolled: int = 3, *, day: date = DAY, capacity: int = 40, unit=None) -> ClassDay:
    """A class of `day` with `enrolled` people of one unit and a meeting in the morning."""
    batch = BatchFactory(starts_on=day, capacity=capacity)
    unit = unit or OrgUnitFactory()
    meeting = ClassMeetingFactory(batch=batch)
    places = EnrolmentFactory.create_batch(enrolled, batch=batch, unit=unit)
    teacher = class_teacher_of(batch)
    batch.refresh_from_db()
    return ClassDay(batch, meeting, places, teacher)


@dataclass
class Call:
    """A class whose notice has gone to one unit, which has signed for it."""

    batch: Batch
    receipt: NoticeReceipt
    officer: User
    liaison: User

    @property
    def unit(self):
        return self.receipt.unit

    def person(self, **fields):
        return PersonFactory(unit=self.unit, **fields)


def call_for_nominations(seats: int = 3, *, capacity: int = 40, starts_on: date | None = None, unit=None) -> Call:
    """`seats` of the class's capacity are this unit's quota; replies are open until the class begins."""
    batch = BatchFactory(capacity=capacity, starts_on=starts_on or timezone.localdate() + timedelta(days=20))
    notice = NoticeFactory(batch=batch)
    officer = with_role(UserFactory(), Role.TRAINING_OFFICER, batch.organiser)
    unit = unit or OrgUnitFactory()
    liaison = with_role(UserFactory(), Role.LIAISON, unit)
    receipt = NoticeReceiptFactory(notice=notice, unit=unit, signed=True, signed_by=liaison, seats=seats)
    return Call(batch, receipt, officer, liaison)


def admitted(nomination: Nomination) -> Nomination:
    """As if the office had admitted them, without the place."""
    nomination.status = NominationStatus.ADMITTED
    nomination.save()
    return nomination


def answered(receipt: NoticeReceipt) -> NoticeReceipt:
    receipt.reply = Reply.NOMINATED
    receipt.save()
    return receipt
