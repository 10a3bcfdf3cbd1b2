"""What must hold about attendance whatever has happened."""

from attendance.models import AttendanceEvidence, AttendanceMark


def differing_marks():
    """Marks that do not say what the latest evidence of their half-day says."""
    latest = {(f.batch_id, f.person_id, f.date, f.slot): f for f in AttendanceEvidence.objects.order_by("id")}
    marks = AttendanceMark.objects.select_related("meeting", "enrolment")
    keys = {
        mark: (mark.meeting.batch_id, mark.enrolment.person_id, mark.meeting.date, mark.meeting.slot) for mark in marks
    }
    return [
        mark
        for mark, key in keys.items()
        if (mark.evidence_id, mark.status, mark.mode, mark.signed_at)
        != (latest[key].pk, latest[key].status, latest[key].mode, latest[key].observed_at)
    ]


def marks_follow_evidence():
    return differing_marks() == []


def statuses(today):
    """The marks of a half-day, in the order in which people were enrolled."""
    return list(today.meeting.marks.order_by("enrolment").values_list("status", flat=True))


def facts(today):
    """(status, mode) of all evidence of a half-day, oldest first."""
    rows = AttendanceEvidence.objects.filter(batch=today.batch, date=today.meeting.date, slot=today.meeting.slot)
    return list(rows.order_by("id").values_list("status", "mode"))
