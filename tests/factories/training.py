"""The smallest valid rows of the app `training`."""

from datetime import date, datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from people.choices import Role, Track
from people.models import User
from tests.factories.people import (  # noqa: F401 -- other apps' tests take them from here
    LecturerFactory,
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    city_root,
    twin_units,
    with_role,
)
from training.choices import SLOT_HOURS, BatchState, CalendarDayKind, Slot, StaffRole
from training.models import (
    Batch,
    BatchStaff,
    CalendarDay,
    ClassMeeting,
    DailyHours,
    PlanItem,
    Room,
    TrainingPlan,
    TrainingSession,
)

# Names under which tests of other apps know the factories of `people`.
UnitFactory = OrgUnitFactory

# A Monday on which every class of the tests begins unless it says otherwise.
DAY = date(2026, 3, 2)


def at(clock: str, day: date = DAY) -> datetime:
    """`at("08:30")`: that moment of the day, in the city's time zone."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


class DailyHoursFactory(DjangoModelFactory):
    class Meta:
        model = DailyHours

    month, day = 6, 1
    morning_starts, morning_ends = SLOT_HOURS[Slot.MORNING]
    afternoon_starts, afternoon_ends = SLOT_HOURS[Slot.AFTERNOON]
    evening_starts, evening_ends = SLOT_HOURS[Slot.EVENING]


class CalendarDayFactory(DjangoModelFactory):
    class Meta:
        model = CalendarDay

    date = factory.Sequence(lambda n: DAY + timedelta(days=n))
    kind = CalendarDayKind.HOLIDAY
    name = "劳动节"


class TrainingPlanFactory(DjangoModelFactory):
    class Meta:
        model = TrainingPlan
        django_get_or_create = ("year",)

    year = DAY.year


class PlanItemFactory(DjangoModelFactory):
    class Meta:
        model = PlanItem

    plan = factory.SubFactory(TrainingPlanFactory)
    title = factory.Sequence(lambda n: f"电子政务培训{n}")


class TrainingSessionFactory(DjangoModelFactory):
    class Meta:
        model = TrainingSession

    item = factory.SubFactory(PlanItemFactory)


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = Batch

    training_session = factory.SubFactory(TrainingSessionFactory)
    # Outside the codes the service gives out, which begin with a year.
    code = factory.Sequence(lambda n: f"T-{n}")
    title = factory.Sequence(lambda n: f"电子政务培训班{n}")
    tracks = factory.LazyFunction(lambda: [Track.STAFF])
    organiser = factory.LazyFunction(lambda: city_root())
    place = "一号报告厅"
    starts_on = DAY
    ends_on = factory.SelfAttribute("starts_on")
    capacity = 40
    state = BatchState.NOTIFIED


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    name = factory.Sequence(lambda n: f"教室{n}")


class ClassMeetingFactory(DjangoModelFactory):
    class Meta:
        model = ClassMeeting

    batch = factory.SubFactory(BatchFactory)
    title = "电子公文交换"
    date = factory.SelfAttribute("batch.starts_on")
    slot = Slot.MORNING
    starts_at = factory.LazyAttribute(lambda o: SLOT_HOURS[o.slot][0])
    ends_at = factory.LazyAttribute(lambda o: SLOT_HOURS[o.slot][1])
    room = factory.SubFactory(RoomFactory)
    cancelled_in = factory.LazyAttribute(lambda o: o.batch.version + 1 if o.cancelled_at else None)
    cancelled_at = None


def class_teacher_of(batch: Batch, **account) -> User:
    """An account that looks after the class."""
    teacher = with_role(UserFactory(**account), Role.CLASS_TEACHER, batch.organiser)
    BatchStaff.objects.create(batch=batch, user=teacher, role=StaffRole.CLASS_TEACHER)
    return teacher
