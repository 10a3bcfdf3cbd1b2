from django.utils import timezone

from people.choices import Role
from tests.factories.people import LecturerFactory
from tests.factories.training import BatchFactory, CalendarDayFactory, ClassMeetingFactory, DailyHoursFactory
from tests.support.rights import EVERY_ROLE, Route
from training.choices import StaffRole
from training.models import BatchStaff

OFFICER, TEACHER = Role.TRAINING_OFFICER, Role.CLASS_TEACHER
WITHOUT_PERSON = {Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN}
# Who knows of the class: it is run by the city, announced to unit A, and these work in it or attend it.
KNOW_THE_CLASS = {
    OFFICER,
    Role.HR,
    Role.VIEWER,
    Role.LIAISON,
    TEACHER,
    Role.MONITOR,
    Role.LECTURER,
    Role.TRAINEE,
}


def extend(world):
    """A class that meets today, with its staff and its lecturer."""
    extra, users = world.extra, world.users
    extra.daily_hours, extra.calendar_day = DailyHoursFactory(), CalendarDayFactory()
    extra.batch = batch = BatchFactory(starts_on=timezone.localdate())
    lecturer = LecturerFactory(person=users[Role.LECTURER].person)
    extra.meeting = ClassMeetingFactory(batch=batch, lecturer=lecturer)
    BatchStaff.objects.create(batch=batch, user=users[TEACHER], role=StaffRole.CLASS_TEACHER)
    BatchStaff.objects.create(batch=batch, user=users[Role.MONITOR], role=StaffRole.MONITOR)


def batch(world):
    return {"code": world.extra.batch.code}


def meeting(world):
    return {**batch(world), "pk": world.extra.meeting.pk}


def hours_row(world):
    return {"pk": world.extra.daily_hours.pk}


def calendar_day(world):
    return {"pk": world.extra.calendar_day.pk}


# Who knows of the class as a person, wherever they hold their role.
PERSONAL = {TEACHER: "assigned", Role.MONITOR: "assigned", Role.LECTURER: "assigned", Role.TRAINEE: "enrolled"}


def route(allowed, kwargs, *, known_to=KNOW_THE_CLASS, **options):
    """Those who know of the row but may not do this see 403; to the others it is not there."""
    otherwise = dict.fromkeys(known_to - allowed, 403)
    options = {"personal": PERSONAL, "of_city": "the city runs the class", **options}
    return Route(allowed, kwargs, denied=404, otherwise=otherwise, **options)


RIGHTS = {
    "training:class_list": Route({OFFICER, TEACHER, Role.LECTURER, Role.HR, Role.VIEWER}),
    "training:plan": Route({OFFICER, Role.HR, Role.VIEWER}),
    "training:class_create": Route({OFFICER}),
    "training:daily_hours": Route({OFFICER}),
    "training:daily_hours_remove": Route({OFFICER}, hours_row, method="post"),
    "training:calendar": Route({OFFICER}),
    "training:fixed_holidays": Route({OFFICER}, method="post"),
    "training:calendar_day_remove": Route({OFFICER}, calendar_day, method="post"),
    "training:batch_detail": route(KNOW_THE_CLASS, batch),
    "training:meeting_add": route({OFFICER}, batch),
    "training:meeting_hours": route({OFFICER}, meeting),
    "training:meeting_cancel": route({OFFICER}, meeting),
    "api:batch_list": Route(EVERY_ROLE, by_token=True),
    "api:batch_detail": route(KNOW_THE_CLASS, batch, by_token=True),
}
