"""What this app keeps about one person."""

from django.utils.translation import gettext as _

from accounts.own_data import OwnTable
from attendance.models import AttendanceMark, LeaveRequest
from people.models import Person, one_person


def own_data(person: Person) -> list[OwnTable]:
    return [marks(person), leave(person)]


def marks(person):
    rows = AttendanceMark.objects.filter(one_person(person.pk, "enrolment__person")).select_related("meeting__batch")
    return OwnTable(
        _("Attendance"),
        [_("Class"), _("Date"), _("Half-day"), _("Status"), _("How"), _("Signed in at")],
        [
            (
                row.meeting.batch.title,
                row.meeting.date,
                row.meeting.get_slot_display(),
                row.get_status_display(),
                row.get_mode_display(),
                row.signed_at,
            )
            for row in rows.order_by("meeting__date", "meeting__slot", "pk")
        ],
    )


def leave(person):
    rows = LeaveRequest.objects.filter(one_person(person.pk, "enrolment__person")).select_related("enrolment__batch")
    return OwnTable(
        _("Leave"),
        [_("Class"), _("Date"), _("Half-day"), _("Kind of leave"), _("Reason"), _("Status")],
        [
            (
                row.enrolment.batch.title,
                row.date,
                row.get_slot_display(),
                row.get_kind_display(),
                row.reason,
                row.get_status_display(),
            )
            for row in rows
        ],
    )
