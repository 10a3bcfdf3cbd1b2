"""What waits of attendance: leave to decide, and half-days of which nothing has been entered."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from admission.models import Enrolment
from attendance.models import AttendanceMark, LeaveRequest
from common.desk import Wait, Waiting
from training.choices import BatchState, StaffRole
from training.models import ClassMeeting
from training.roles import ROLES


def works_in_classes(user):
    return user.scope.has(*ROLES.who("work_in_classes"))


def _of_classes_worked_in(user, prefix):
    """Of classes the user runs or is the class teacher of."""
    teaches = Q(**{f"{prefix}staff__user": user, f"{prefix}staff__role": StaffRole.CLASS_TEACHER})
    return teaches | user.scope.reach(f"{prefix}organiser__path", ROLES.who("run"))


def leave(user):
    """Nobody decides about themselves."""
    waiting = LeaveRequest.objects.open().filter(_of_classes_worked_in(user, "enrolment__batch__"))
    return waiting.exclude(enrolment__person=user.person_id).distinct()


def not_entered(user):
    """Half-days before today of classes that are not closed, with trainees and without a single mark."""
    past = ClassMeeting.objects.held().filter(date__lt=timezone.localdate(), batch__state=BatchState.NOTIFIED)
    marks = AttendanceMark.objects.filter(meeting=OuterRef("pk"))
    places = Enrolment.objects.active().filter(batch=OuterRef("batch"))
    return past.filter(_of_classes_worked_in(user, "batch__"), Exists(places), ~Exists(marks)).distinct()


def decide(user, rows):
    rows = rows.select_related("enrolment__person", "enrolment__batch")
    return [
        Wait(
            what=_("Leave of %(person)s, %(day)s %(slot)s")
            % {"person": row.enrolment.person, "day": row.date.isoformat(), "slot": row.get_slot_display()},
            since=timezone.localdate(row.requested_at),
            address=f"{reverse('training:class_list')}#leave",
            whom=_teachers(row.enrolment.batch),
            about=row.enrolment.batch.title,
            due=row.date,
        )
        for row in rows.prefetch_related("enrolment__batch__staff__user")
    ]


def enter(user, rows):
    return [
        Wait(
            what=_("Enter the sheet of %(day)s %(slot)s")
            % {"day": row.date.isoformat(), "slot": row.get_slot_display()},
            since=row.date,
            address=reverse(
                "attendance:sheet_entry", kwargs={"code": row.batch.code, "day": row.date, "slot": row.slot}
            ),
            whom=_teachers(row.batch),
            about=row.batch.title,
            due=row.date,
        )
        for row in rows.select_related("batch").prefetch_related("batch__staff__user")
    ]


def _teachers(batch):
    return "、".join(str(one.user) for one in batch.staff.all() if one.role == StaffRole.CLASS_TEACHER)


def kinds():
    return [
        Waiting(
            code="leave",
            label=gettext_lazy("Leave to decide"),
            unit=pgettext_lazy("counted", "people"),
            icon="calendar-event",
            order=40,
            concerned=works_in_classes,
            rows=leave,
            shape=decide,
            entry="training:class_list",
        ),
        Waiting(
            code="sheets",
            label=gettext_lazy("Sheets to enter"),
            unit=pgettext_lazy("counted", "half-days"),
            icon="clipboard-check",
            order=50,
            concerned=works_in_classes,
            rows=not_entered,
            shape=enter,
            entry="training:class_list",
        ),
    ]
