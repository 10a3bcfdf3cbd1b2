"""A class from the one-page form, and its timetable."""

from dataclasses import dataclass, field
from datetime import date, time

from django.db import transaction
from django.db.models import Max, Min, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed, check_row, refuse_changed, require_reason
from notifications.services.inbox import tell
from people.models import Lecturer, OrgUnit, User
from people.trail import audit
from training.calendar import UsualHours
from training.choices import BatchState, StaffRole
from training.messages import HOURS_CHANGED, MEETING_ADDED, MEETING_CANCELLED
from training.models import Batch, BatchStaff, ClassMeeting, PlanItem, Room, TrainingPlan, TrainingSession
from training.selectors import is_over
from training.services.versions import raise_version
from training.slots import keep_meeting, refuse_meeting
from training.telling import of_class, of_timetable


@dataclass(frozen=True)
class MeetingDraft:
    """One line of the timetable as it is typed: the lecturer and the room by name."""

    date: date
    slot: str
    title: str
    lecturer: str = ""
    room: str = ""
    starts_at: time | None = None
    ends_at: time | None = None


@dataclass(frozen=True)
class ClassDraft:
    """What the office types to set up a class; session and batch numbers are optional."""

    title: str
    tracks: list[str]
    organiser: OrgUnit
    place: str
    capacity: int
    meetings: list[MeetingDraft]
    session_number: int | None = None
    batch_number: int | None = None
    class_teacher: User | None = None
    project: str = ""
    late_after_minutes: int = field(default=10)


@transaction.atomic
def create_class(*, draft: ClassDraft, by: User) -> Batch:
    """Make plan item, session, batch and timetable at once; nothing is kept when a meeting clashes."""
    if not draft.meetings:
        raise NotAllowed(_("Enter at least one half-day."), code="no_meetings")
    days = [meeting.date for meeting in draft.meetings]
    year = min(days).year
    plan, _created = TrainingPlan.objects.get_or_create(year=year)
    plan = TrainingPlan.objects.select_for_update().get(pk=plan.pk)
    batch = Batch(
        training_session=_session_of(plan, draft),
        code=_next_code(year),
        number=draft.batch_number,
        title=draft.title,
        tracks=draft.tracks,
        organiser=draft.organiser,
        place=draft.place,
        capacity=draft.capacity,
        starts_on=min(days),
        ends_on=max(days),
        late_after_minutes=draft.late_after_minutes,
    )
    _check(batch)
    batch.save()
    usual = UsualHours()
    for meeting in draft.meetings:
        _add(batch, meeting, usual)
    if draft.class_teacher:
        BatchStaff.objects.create(batch=batch, user=draft.class_teacher, role=StaffRole.CLASS_TEACHER)
    tell(audit.record(batch, "training.create_class", by=by, data={"code": batch.code}), of_class(batch))
    return batch


def _session_of(plan: TrainingPlan, draft: ClassDraft) -> TrainingSession:
    item, _created = PlanItem.objects.get_or_create(plan=plan, title=draft.project or draft.title)
    if draft.session_number is None:
        return TrainingSession.objects.create(item=item)
    return TrainingSession.objects.get_or_create(item=item, number=draft.session_number)[0]


def _next_code(year: int) -> str:
    """`<year>-<running number>`; the caller holds the year's plan locked."""
    codes = Batch.objects.filter(code__startswith=f"{year}-").values_list("code", flat=True)
    return f"{year}-{max((int(code.split('-')[1]) for code in codes), default=0) + 1:02d}"


def _check(row: Model) -> None:
    check_row(row)


def _add(
    batch: Batch,
    draft: MeetingDraft,
    usual: UsualHours,
    joint_with: ClassMeeting | None = None,
    overlap_reason: str = "",
) -> ClassMeeting:
    starts_at, ends_at = usual.of(draft.date, draft.slot)
    meeting = ClassMeeting(
        batch=batch,
        title=draft.title,
        date=draft.date,
        slot=draft.slot,
        starts_at=draft.starts_at or starts_at,
        ends_at=draft.ends_at or ends_at,
        joint_with=joint_with,
        added_in=batch.version,
        overlap_reason=overlap_reason,
    )
    if joint_with:
        # Anything else could book a room or a lecturer past the constraints, which leave joint meetings out.
        for name in ("date", "slot", "starts_at", "ends_at", "room", "lecturer"):
            setattr(meeting, name, getattr(joint_with, name))
    else:
        meeting.room = _room_named(draft.room or batch.place)
        meeting.lecturer = _lecturer_named(draft.lecturer)
    _refuse_clash(meeting)
    _check(meeting)
    meeting.save()
    return meeting


def _room_named(name: str) -> Room:
    return Room.objects.get_or_create(name=name.strip()[:60])[0]


def _lecturer_named(name: str) -> Lecturer | None:
    """The lecturer of this name, entered into the list when new; namesakes must be told apart by hand."""
    name = name.strip()
    if not name:
        return None
    found = list(Lecturer.objects.filter(name=name)[:2])
    if len(found) > 1:
        raise NotAllowed(
            _("There are several lecturers called %(name)s. Add the unit in brackets to the list of lecturers first.")
            % {"name": name},
            code="lecturer_ambiguous",
        )
    return found[0] if found else Lecturer.objects.create(name=name)


def _refuse_clash(meeting: ClassMeeting) -> None:
    """Name the other booking; the constraints would only say that there is one."""
    if meeting.joint_with:
        return
    same = ClassMeeting.objects.held().of_half_day(meeting.date, meeting.slot).exclude(pk=meeting.pk)
    same = same.select_related("batch", "room", "lecturer")
    values = {"day": f"{meeting.date:%Y-%m-%d}", "slot": meeting.get_slot_display()}
    for other in same:
        values["other"] = other.batch.title
        if other.batch_id == meeting.batch_id:
            raise NotAllowed(_("The class already meets on %(day)s, %(slot)s.") % values, code="class_taken")
        if other.room_id == meeting.room_id and other.joint_with_id is None:
            values["room"] = other.room.name
            text = _("%(room)s is taken on %(day)s, %(slot)s by “%(other)s”. Choose another room or half-day.")
            raise NotAllowed(text % values, code="room_taken")
        if meeting.lecturer_id and other.lecturer_id == meeting.lecturer_id and other.joint_with_id is None:
            values["name"] = other.lecturer.name
            text = _("%(name)s teaches “%(other)s” on %(day)s, %(slot)s. Choose someone else or another half-day.")
            raise NotAllowed(text % values, code="lecturer_taken")


def over_refusal(batch: Batch) -> NotAllowed | None:
    """Why nothing is changed in a class any more, if so; pages say it before anything is typed."""
    if batch.state == BatchState.CLOSED:
        return NotAllowed(_("The class is closed; this can no longer be done."), code="batch_closed")
    if batch.state == BatchState.CANCELLED:
        return NotAllowed(_("The class was cancelled; this can no longer be done."), code="batch_closed")
    return None


def _open_batch(batch: Batch) -> Batch:
    return _refuse_if_closed(Batch.objects.select_for_update().get(pk=batch.pk))


def _refuse_if_closed(batch: Batch) -> Batch:
    if not batch.is_open:
        raise NotAllowed(_("The class is closed or cancelled; its timetable stays as it is."), code="batch_closed")
    return batch


def _open_batches(meeting: ClassMeeting) -> list[Batch]:
    """The class of a meeting and those that share it, locked in one order, so that two of them never wait for each
    other."""
    wanted = Batch.objects.filter(Q(pk=meeting.batch_id) | Q(meetings__in=meeting.joint_meetings.held()))
    ids = {meeting.batch_id, *wanted.order_by().values_list("pk", flat=True)}
    batches = {one.pk: one for one in Batch.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return [_refuse_if_closed(batches.pop(meeting.batch_id)), *batches.values()]


def _set_dates(batch: Batch) -> None:
    days = batch.meetings.held().aggregate(first=Min("date"), last=Max("date"))
    if days["first"]:
        batch.starts_on, batch.ends_on = days["first"], days["last"]
    batch.save(update_fields=["starts_on", "ends_on"])


@transaction.atomic
def add_meeting(
    *,
    batch: Batch,
    draft: MeetingDraft,
    by: User,
    joint_with: ClassMeeting | None = None,
    overlap_reason: str = "",
) -> ClassMeeting:
    """Add a half-day; with `joint_with` it shares that meeting's time, room and lecturer (合班). Refused with their names
    when trainees are in another class then, unless the officer says why."""
    batch = _open_batch(batch)
    # As in `create_class`: one timetable of the year at a time, so that a clash can name the other booking.
    TrainingPlan.objects.select_for_update().get(pk=batch.training_session.item.plan_id)
    planned = joint_with or ClassMeeting(date=draft.date, slot=draft.slot)
    overlap_reason = overlap_reason.strip() if refuse_meeting(batch, planned, overlap_reason, by) else ""
    raise_version(batch)
    meeting = _add(batch, draft, UsualHours(), joint_with, overlap_reason)
    _set_dates(batch)
    data = {"batch": batch.code, "version": batch.version}
    event = audit.record(meeting, "training.add_meeting", by=by, reason=overlap_reason, data=data)
    tell(event, of_timetable([meeting], MEETING_ADDED))
    return meeting


def hours_of(meeting: ClassMeeting) -> dict[str, time]:
    return {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}


@transaction.atomic
def set_hours(*, meeting: ClassMeeting, starts_at: time, ends_at: time, by: User, seen: str = "") -> ClassMeeting:
    """Give a half-day other hours than the usual ones; classes that share it follow. Marks stay as they are."""
    batch, *sharing = _open_batches(meeting)
    meeting = ClassMeeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.cancelled_at:
        raise NotAllowed(_("The half-day is cancelled."), code="meeting_cancelled")
    if meeting.joint_with_id:
        raise NotAllowed(_("This half-day is shared; change its hours in the class that holds it."), code="is_joint")
    stands, wish = hours_of(meeting), {"starts_at": starts_at, "ends_at": ends_at}
    if stands == wish:
        return meeting
    refuse_changed(seen, stands, wish)
    before = f"{meeting.starts_at:%H:%M}–{meeting.ends_at:%H:%M}"
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    _check(meeting)
    for changed in (batch, *sharing):
        raise_version(changed)
        same = ClassMeeting.objects.held().filter(Q(pk=meeting.pk) | Q(joint_with=meeting), batch=changed)
        same.update(starts_at=starts_at, ends_at=ends_at, hours_in=changed.version)
    data = {"batch": batch.code, "from": before, "to": f"{starts_at:%H:%M}–{ends_at:%H:%M}"}
    event = audit.record(meeting, "training.set_hours", by=by, data=data)
    joint = meeting.joint_meetings.held().select_related("batch", "room", "lecturer")
    tell(event, of_timetable([meeting, *joint], HOURS_CHANGED))
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: ClassMeeting, reason: str, by: User) -> ClassMeeting:
    """Take a half-day off the timetable; refused once somebody has signed in for it."""
    batch = _open_batch(meeting.batch)
    meeting = ClassMeeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.cancelled_at:
        return meeting
    reason = require_reason(reason, _("Say why the meeting is cancelled; the reason appears in the export."))
    keep_meeting(meeting)
    if meeting.joint_meetings.held().exists():
        raise NotAllowed(_("Another class shares this meeting; take the shared one off first."), code="is_joint")
    meeting.cancelled_at = timezone.now()
    meeting.cancel_reason = reason
    raise_version(batch)
    meeting.cancelled_in = batch.version
    meeting.save(update_fields=["cancelled_at", "cancel_reason", "cancelled_in"])
    _set_dates(batch)
    event = audit.record(meeting, "training.cancel_meeting", by=by, reason=reason, data={"batch": batch.code})
    tell(event, of_timetable([meeting], MEETING_CANCELLED))
    return meeting


@transaction.atomic
def close_class(*, batch: Batch, by: User | None) -> Batch:
    """Freeze a class that is over. Called by the closing of the records rung, never by a screen of its own."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.CLOSED:
        return batch
    if batch.state != BatchState.NOTIFIED or not is_over(batch):
        raise NotAllowed(_("Only a class that has been held can be closed."), code="not_over")
    batch.state = BatchState.CLOSED
    batch.closed_at = timezone.now()
    batch.save(update_fields=["state", "closed_at"])
    audit.record(batch, "training.close_class", by=by, data={"code": batch.code})
    return batch
