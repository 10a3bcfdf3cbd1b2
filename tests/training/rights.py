from django.utils import timezone

from attendance.choices import SignInMode
from attendance.models import AttendanceMark
from attendance.services.marks import evidence_for
from people.choices import Role
from tests.factories.admission import EnrolmentFactory, NominationFactory, NoticeFactory, NoticeReceiptFactory
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import LecturerFactory
from tests.factories.training import BatchFactory, CalendarDayFactory, ClassMeetingFactory, DailyHoursFactory
from tests.support.rights import EVERY_ROLE, EVERYONE, Route
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
    """A class that meets today, with a notice to unit A, a nomination, a mark and a request for leave."""
    extra, users = world.extra, world.users
    extra.daily_hours, extra.calendar_day = DailyHoursFactory(), CalendarDayFactory()
    extra.batch = batch = BatchFactory(starts_on=timezone.localdate())
    lecturer = LecturerFactory(person=users[Role.LECTURER].person)
    extra.meeting = ClassMeetingFactory(batch=batch, lecturer=lecturer)
    BatchStaff.objects.create(batch=batch, user=users[TEACHER], role=StaffRole.CLASS_TEACHER)
    BatchStaff.objects.create(batch=batch, user=users[Role.MONITOR], role=StaffRole.MONITOR)
    notice = NoticeFactory(batch=batch, issued_by=users[OFFICER])
    extra.receipt = NoticeReceiptFactory(
        notice=notice, unit=world.unit, signed=True, signed_by=users[Role.LIAISON], seats=3
    )
    extra.nomination = NominationFactory(
        batch=batch, unit=world.unit, person=world.person, nominated_by=users[Role.LIAISON]
    )
    place = EnrolmentFactory(batch=batch, unit=world.unit, person=users[Role.TRAINEE].person)
    fact = evidence_for(place, extra.meeting, "present", SignInMode.PAPER)
    fact.save()
    extra.mark = AttendanceMark.objects.create(
        meeting=extra.meeting, enrolment=place, evidence=fact, status=fact.status, mode=fact.mode
    )
    extra.leave = LeaveRequestFactory(enrolment=place, slot="pm")


def batch(world):
    return {"code": world.extra.batch.code}


def meeting(world):
    return {**batch(world), "pk": world.extra.meeting.pk}


def half_day(world):
    return {**batch(world), "day": world.extra.meeting.date, "slot": world.extra.meeting.slot}


def hours_row(world):
    return {"pk": world.extra.daily_hours.pk}


def calendar_day(world):
    return {"pk": world.extra.calendar_day.pk}


def nomination(world):
    return {"pk": world.extra.nomination.pk}


def mark(world):
    return {"pk": world.extra.mark.pk}


def leave(world):
    return {"pk": world.extra.leave.pk}


def place(world):
    return {"pk": world.extra.leave.enrolment_id}


def receipt(world):
    return {"pk": world.extra.receipt.pk}


# Who knows of the class as a person, wherever they hold their role.
PERSONAL = {TEACHER: "assigned", Role.MONITOR: "assigned", Role.LECTURER: "assigned", Role.TRAINEE: "enrolled"}


def route(allowed, kwargs, *, known_to=KNOW_THE_CLASS, **options):
    """Those who know of the row but may not do this see 403; to the others it is not there."""
    otherwise = dict.fromkeys(known_to - allowed, 403)
    options = {"personal": PERSONAL, "of_city": "the city runs the class", **options}
    return Route(allowed, kwargs, denied=404, otherwise=otherwise, **options)


DECIDE = {"known_to": {OFFICER, Role.LIAISON}}
LEAVE = {"known_to": {OFFICER, TEACHER, Role.MONITOR, Role.TRAINEE}, "method": "post"}

ARRIVAL = {"known_to": {OFFICER, TEACHER, Role.LIAISON, Role.TRAINEE}}

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
    "attendance:batch_roster": route({OFFICER, TEACHER, Role.HR, Role.VIEWER}, batch),
    "training:meeting_add": route({OFFICER}, batch),
    "training:meeting_hours": route({OFFICER}, meeting),
    "training:meeting_cancel": route({OFFICER}, meeting),
    "admission:notice_issue": route({OFFICER}, batch),
    "admission:receipt_board": route({OFFICER}, batch),
    "admission:admit_all": route({OFFICER}, batch, method="post"),
    "attendance:sign_in_sheet": route({OFFICER, TEACHER}, batch),
    "attendance:leave_request": Route(
        {Role.TRAINEE}, batch, denied=404, otherwise=dict.fromkeys(WITHOUT_PERSON, 403), personal=PERSONAL
    ),
    "admission:arrival_list": route({OFFICER, TEACHER, Role.LIAISON}, batch),
    "admission:arrival_export": route({OFFICER, TEACHER}, lambda world: {**batch(world), "part": "hotel"}),
    "admission:arrival_set": route({OFFICER, TEACHER, Role.LIAISON, Role.TRAINEE}, place, **ARRIVAL),
    "attendance:sheet_entry": route({OFFICER, TEACHER}, half_day),
    "attendance:qr_screen": route({OFFICER, TEACHER}, half_day),
    "attendance:qr_code": route({OFFICER, TEACHER}, half_day),
    "admission:nomination_admit": route({OFFICER}, nomination, method="post", **DECIDE),
    "admission:nomination_refuse": route({OFFICER}, nomination, **DECIDE),
    "admission:nomination_withdraw": route({Role.LIAISON}, nomination, method="post", **DECIDE),
    "admission:nomination_overlap": route({OFFICER}, nomination, **DECIDE),
    "admission:nomination_replace": route({OFFICER, Role.LIAISON}, nomination, **DECIDE),
    "attendance:mark_correct": route({OFFICER, TEACHER}, mark),
    "attendance:leave_grant": route({OFFICER, TEACHER}, leave, **LEAVE),
    "attendance:leave_refuse": route({OFFICER, TEACHER}, leave, **LEAVE),
    "admission:inbox": Route({Role.LIAISON, Role.PARTNER}),
    "admission:receipt_detail": Route({Role.LIAISON}, receipt, denied=404),
    "admission:receipt_sign": Route({Role.LIAISON}, receipt, method="post", denied=404),
    "admission:nominate": Route({Role.LIAISON}, receipt, method="post", denied=404),
    "admission:reply_nobody": Route({Role.LIAISON}, receipt, method="post", denied=404),
    "api:batch_list": Route(EVERY_ROLE, by_token=True),
    "api:batch_detail": route(KNOW_THE_CLASS, batch, by_token=True),
    "api:own_classes": Route(EVERY_ROLE, by_token=True),
    "attendance:check_in": Route(EVERY_ROLE - WITHOUT_PERSON),
    "attendance:check_in_confirm": Route(EVERY_ROLE - WITHOUT_PERSON),
    "attendance:check_in_token": Route(EVERYONE, lambda world: {"token": "x"}),
}
