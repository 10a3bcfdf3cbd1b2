"""How the attendance of classes stands."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.selectors import classes_with_place
from attendance.models import AttendanceMark
from common.menu import PageAction
from training.choices import SLOT_ORDER, BatchState
from training.models import ClassMeeting
from training.stages import Stage, StageCode


def stages_of_attendance(user, batches):
    """One stage a class; two statements."""
    marks = AttendanceMark.objects.filter(meeting=OuterRef("pk"))
    rows = ClassMeeting.objects.held().filter(batch__in=[batch.pk for batch in batches])
    held = {batch.pk: [] for batch in batches}
    for meeting in rows.annotate(is_entered=Exists(marks)):
        held[meeting.batch_id].append(meeting)
    today = timezone.localdate()
    own = classes_with_place(user.person_id, [one.pk for one in batches if one.is_open and one.starts_on <= today])
    return {batch.pk: [_attendance(user, batch, held[batch.pk], batch.pk in own, today)] for batch in batches}


def _attendance(user, batch, meetings, is_own, today):
    meetings.sort(key=lambda one: (one.date, SLOT_ORDER[one.slot], one.pk))
    missing = [one for one in meetings if one.date <= today and not one.is_entered]
    overdue = [one for one in missing if one.date < today]
    roster = reverse("attendance:batch_roster", kwargs={"code": batch.code})
    half_days = {(one.date, one.slot) for one in meetings}
    entered = {(one.date, one.slot) for one in meetings if one.is_entered}
    works = batch.is_open and user.has_perm("attendance.take_attendance", batch)
    return Stage(
        StageCode.ATTENDANCE,
        is_done=batch.state == BatchState.CLOSED or (batch.ends_on < today and not missing),
        is_due=bool(meetings and batch.seats_taken) and batch.state == BatchState.NOTIFIED and batch.starts_on <= today,
        says=_("%(n)d of %(all)d half-days entered") % {"n": len(entered), "all": len(half_days)},
        next=_next(missing, overdue, today),
        acts=_acts(batch, (overdue or missing)[0], is_own, today) if works and missing else (),
        look=roster if user.has_perm("admission.view_enrolments", batch) and batch.state != BatchState.DRAFT else "",
    )


def _next(missing, overdue, today):
    if overdue:
        return _("The sheet of %(day)s %(slot)s has not been entered.") % _half_day(overdue[0])
    if missing:
        return _("Today's %(slot)s: let the trainees sign in, then enter the sheet.") % _half_day(missing[0])
    return _("Everything up to today is entered.")


def _half_day(meeting):
    return {"day": meeting.date.isoformat(), "slot": meeting.get_slot_display()}


def _acts(batch, meeting, is_own, today):
    half_day = {"code": batch.code, "day": meeting.date, "slot": meeting.slot}
    sheet = reverse("attendance:sheet_entry", kwargs=half_day)
    acts = [PageAction(_("Enter the sheet"), sheet, "clipboard-check", is_primary=True)]
    if meeting.date == today and not is_own:
        screen = reverse("attendance:qr_screen", kwargs=half_day)
        acts.insert(0, PageAction(_("QR screen"), screen, "qrcode"))
    return acts
