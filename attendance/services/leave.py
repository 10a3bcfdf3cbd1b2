from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.models import Enrolment
from admission.rules import is_own_place
from attendance.choices import ATTENDED, AttendanceStatus, LeaveStatus, SignInMode
from attendance.models import AttendanceMark, LeaveRequest
from attendance.services.marks import check_due, evidence_for, locked_for_attendance, meeting_of, project_marks
from attendance.telling import of_leave_decision, of_leave_request
from common.errors import NotAllowed, check_row
from notifications.services.inbox import tell
from people.models import User
from people.trail import audit


@transaction.atomic
def request_leave(*, enrolment: Enrolment, day: date, slot: str, kind: str, reason: str, by: User) -> LeaveRequest:
    """Ask for leave from one half-day, before it is over."""
    meeting = meeting_of(enrolment.batch, day, slot)
    if timezone.now() > meeting.end:
        raise NotAllowed(_("The half-day is over; leave is asked for in advance."), code="too_late")
    check_due(enrolment, day, slot)
    existing = enrolment.leave_requests.exclude(status=LeaveStatus.REFUSED).filter(date=day, slot=slot).first()
    if existing:
        return existing
    _refuse_attended(enrolment, day, slot)
    leave = LeaveRequest(enrolment=enrolment, date=day, slot=slot, kind=kind, reason=reason.strip())
    check_row(leave)
    leave.save()
    tell(audit.record(leave, "attendance.request_leave", by=by), of_leave_request(leave))
    return leave


@transaction.atomic
def grant_leave(*, leave: LeaveRequest, by: User) -> LeaveRequest:
    """Agree; the half-day is marked as leave at once."""
    batch = locked_for_attendance(leave.enrolment.batch)
    leave = _undecided(leave)
    if leave.status == LeaveStatus.GRANTED:
        return leave
    _refuse_attended(leave.enrolment, leave.date, leave.slot)
    _decide(leave, LeaveStatus.GRANTED, by)
    meeting = meeting_of(batch, leave.date, leave.slot)
    evidence_for(
        leave.enrolment,
        meeting,
        AttendanceStatus.LEAVE,
        SignInMode.LEAVE,
        recorded_by=by,
        reason=leave.get_kind_display(),
    ).save()
    project_marks(batch, leave.date, leave.slot, [leave.enrolment.person_id])
    return leave


def _refuse_attended(enrolment: Enrolment, day: date, slot: str) -> None:
    """Who was there was not on leave; whoever knows better corrects the mark, with a reason."""
    marks = AttendanceMark.objects.filter(enrolment=enrolment, meeting__date=day, meeting__slot=slot)
    mark = marks.filter(status__in=ATTENDED).first()
    if mark:
        text = _(
            "%(name)s is entered as “%(mark)s” in this half-day. If that is wrong, correct the mark with a reason."
        )
        values = {"name": enrolment.person.name, "mark": mark.get_status_display()}
        raise NotAllowed(text % values, code="attended")


@transaction.atomic
def refuse_leave(*, leave: LeaveRequest, by: User) -> LeaveRequest:
    leave = _undecided(leave)
    if leave.status == LeaveStatus.GRANTED:
        raise NotAllowed(_("This leave has been granted."), code="decided")
    _decide(leave, LeaveStatus.REFUSED, by)
    return leave


def _undecided(leave: LeaveRequest) -> LeaveRequest:
    rows = LeaveRequest.objects.select_for_update(of=("self",)).select_related("enrolment__batch", "enrolment__person")
    leave = rows.get(pk=leave.pk)
    if leave.status == LeaveStatus.REFUSED:
        raise NotAllowed(_("This leave has been refused; a new request is needed."), code="decided")
    return leave


def _decide(leave: LeaveRequest, status: str, by: User) -> None:
    if is_own_place(by, leave.enrolment):
        raise NotAllowed(_("Nobody decides about their own leave."), code="own_leave")
    leave.status, leave.decided_by, leave.decided_at = status, by, timezone.now()
    leave.save(update_fields=["status", "decided_by", "decided_at"])
    tell(audit.record(leave, f"attendance.leave_{status}", by=by), of_leave_decision(leave))
