from attendance.choices import SignInMode
from attendance.models import AttendanceMark
from attendance.services.marks import evidence_for
from people.choices import Role
from tests.factories.attendance import LeaveRequestFactory
from tests.support.rights import EVERY_ROLE, EVERYONE, Route
from tests.training.rights import OFFICER, PERSONAL, TEACHER, WITHOUT_PERSON, batch, route


def extend(world):
    """A mark and a request for leave."""
    extra = world.extra
    fact = evidence_for(extra.place, extra.meeting, "present", SignInMode.PAPER)
    fact.save()
    extra.mark = AttendanceMark.objects.create(
        meeting=extra.meeting, enrolment=extra.place, evidence=fact, status=fact.status, mode=fact.mode
    )
    extra.leave = LeaveRequestFactory(enrolment=extra.place, slot="pm")


def half_day(world):
    return {**batch(world), "day": world.extra.meeting.date, "slot": world.extra.meeting.slot}


def mark(world):
    return {"pk": world.extra.mark.pk}


def leave(world):
    return {"pk": world.extra.leave.pk}


LEAVE = {"known_to": {OFFICER, TEACHER, Role.MONITOR, Role.TRAINEE}, "method": "post"}

RIGHTS = {
    "attendance:batch_roster": route({OFFICER, TEACHER, Role.HR, Role.VIEWER}, batch),
    "attendance:sign_in_sheet": route({OFFICER, TEACHER}, batch),
    "attendance:leave_request": Route(
        {Role.TRAINEE}, batch, denied=404, otherwise=dict.fromkeys(WITHOUT_PERSON, 403), personal=PERSONAL
    ),
    "attendance:sheet_entry": route({OFFICER, TEACHER}, half_day),
    "attendance:qr_screen": route({OFFICER, TEACHER}, half_day),
    "attendance:qr_code": route({OFFICER, TEACHER}, half_day),
    "attendance:mark_correct": route({OFFICER, TEACHER}, mark),
    "attendance:leave_grant": route({OFFICER, TEACHER}, leave, **LEAVE),
    "attendance:leave_refuse": route({OFFICER, TEACHER}, leave, **LEAVE),
    "api:own_classes": Route(EVERY_ROLE, by_token=True),
    "attendance:check_in": Route(EVERY_ROLE - WITHOUT_PERSON),
    "attendance:check_in_confirm": Route(EVERY_ROLE - WITHOUT_PERSON),
    "attendance:check_in_token": Route(EVERYONE, lambda world: {"token": "x"}),
}
