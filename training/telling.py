"""Who hears what of each verb; the services hand these lists to `notifications.services.inbox.tell`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy

from people.models import OrgUnit, User
from people.news import Message, MessageKind, to_each
from people.selectors.recipients import accounts_of, nearest_holders
from training import messages
from training.choices import AttendanceStatus, LeaveStatus, Reply, SignInMode
from training.concerned import (
    ANSWERING,
    deciders_of_leave,
    lecturers_of,
    liaisons_of,
    officers_of,
    teachers_of,
    trainees_of,
    units_to_come,
)
from training.messages import about, half_day
from training.models import AttendanceEvidence, Batch, ClassMeeting, Enrolment, LeaveRequest, Nomination, NoticeReceipt

MOST_NAMED = 10


def named(names: Sequence[str]) -> str:
    """So many names as fit into a message, and a sign that there are more."""
    return "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def _board(batch: Batch) -> str:
    return reverse("training:receipt_board", kwargs={"code": batch.code})


def _to_person(person_id: int, kind: MessageKind, batch: Batch, address: str = "") -> list[Message]:
    return to_each(accounts_of([person_id]).values(), kind, about(batch), address or reverse("me"))


# Notices and nominations.


def of_notice(batch: Batch, units: list[OrgUnit], day: str) -> list[Message]:
    """The liaisons. That nobody answers for a unit is news for the officers."""
    found = nearest_holders(units, *ANSWERING)
    liaisons = [user for unit in units for user in found[unit.pk]]
    told = to_each(liaisons, messages.NOTICE_ISSUED, {**about(batch), "day": day}, reverse("training:inbox"))
    if lonely := [unit.short_name for unit in units if not found[unit.pk]]:
        values = {"title": batch.title, "names": named(lonely)}
        told += to_each(officers_of(batch), messages.NOBODY_ANSWERS, values, _board(batch))
    return told


def of_nomination(nomination: Nomination, *, is_first_answer: bool) -> list[Message]:
    """The person; and the officers when nothing waited before, or when it was the last answer: a message for a pile,
    not for each nomination in it."""
    batch = nomination.batch
    told = _to_person(nomination.person_id, messages.NOMINATED, batch)
    if is_first_answer and (last := of_answer(batch)):
        return told + last
    if not batch.nominations.submitted().exclude(pk=nomination.pk).exists():
        told += to_each(officers_of(batch), messages.NOMINATIONS_WAIT, about(batch), _board(batch))
    return told


def of_answer(batch: Batch) -> list[Message]:
    """The officers, with the answer after which no unit is awaited any more."""
    if NoticeReceipt.objects.filter(notice__batch=batch, reply=Reply.NONE).exists():
        return []
    return to_each(officers_of(batch), messages.ALL_ANSWERED, about(batch), _board(batch))


def of_withdrawal(nomination: Nomination) -> list[Message]:
    return _to_person(nomination.person_id, messages.NOMINATION_WITHDRAWN, nomination.batch)


def of_refusal(nomination: Nomination) -> list[Message]:
    """The person, and the unit with the reason."""
    batch = nomination.batch
    values = {**about(batch), "name": nomination.person.name, "reason": nomination.reason}
    told = _to_person(nomination.person_id, messages.NOT_ADMITTED, batch)
    return told + _to_unit([nomination], messages.NOT_ADMITTED_UNIT, lambda _names: values)


def of_admission(batch: Batch, nominations: Sequence[Nomination]) -> list[Message]:
    """Each person, and whoever answers for their units with the names of all in one message."""
    accounts = accounts_of(one.person_id for one in nominations)
    told = to_each(accounts.values(), messages.ADMITTED, about(batch), batch.get_absolute_url())
    return told + _to_unit(nominations, messages.ADMITTED_UNIT, lambda names: {**about(batch), "names": named(names)})


def _to_unit(
    nominations: Sequence[Nomination], kind: MessageKind, values: Callable[[list[str]], dict[str, Any]]
) -> list[Message]:
    """One message a liaison, whatever the number of people and units they answer for."""
    batch = nominations[0].batch
    liaisons = liaisons_of({one.unit_id: one.unit for one in nominations}.values(), batch)
    names: dict[User, list[str]] = defaultdict(list)
    for one in nominations:
        for user in liaisons[one.unit_id]:
            names[user].append(one.person.name)
    return [Message(user, kind, values(theirs), batch.get_absolute_url()) for user, theirs in names.items()]


def of_replacement(old: Nomination, new: Nomination, *, has_place: bool) -> list[Message]:
    """Who need not come, who comes, and who expects them."""
    batch = old.batch
    told = _to_person(old.person_id, messages.REPLACED, batch)
    told += of_admission(batch, [new]) if has_place else _to_person(new.person_id, messages.NOMINATED, batch)
    values = {**about(batch), "name": new.person.name, "other": old.person.name}
    told += to_each(officers_of(batch), messages.REPLACEMENT, values, _board(batch))
    teachers = teachers_of([batch.pk])[batch.pk] if has_place else []
    return told + to_each(teachers, messages.REPLACEMENT, values, batch.get_absolute_url())


# Places that no nomination stands behind.


def of_guest(place: Enrolment) -> list[Message]:
    return _to_person(place.person_id, messages.ADMITTED, place.batch, place.batch.get_absolute_url())


def of_withdrawn_place(place: Enrolment) -> list[Message]:
    return _to_person(place.person_id, messages.PLACE_WITHDRAWN, place.batch)


def of_written_in(batch: Batch, places: Iterable[Enrolment]) -> list[Message]:
    accounts = accounts_of(place.person_id for place in places)
    return to_each(accounts.values(), messages.WRITTEN_IN, about(batch), batch.get_absolute_url())


# The timetable.


def of_class(batch: Batch) -> list[Message]:
    """The class teacher, and whoever teaches a half-day."""
    teachers = teachers_of([batch.pk])[batch.pk]
    told = to_each(teachers, messages.CLASS_TEACHER, about(batch), batch.get_absolute_url())
    meetings = list(batch.meetings.held().select_related("lecturer").in_order())
    lecturers, days = lecturers_of(meetings), defaultdict(list)
    for meeting in meetings:
        if meeting.pk in lecturers:
            days[lecturers[meeting.pk]].append(half_day(meeting))
    for user, when in days.items():
        values = {"title": batch.title, "when": format_lazy("、".join(["{}"] * len(when)), *when)}
        told.append(Message(user, messages.LECTURES, values, batch.get_absolute_url()))
    return told


def of_timetable(meetings: Sequence[ClassMeeting], kind: MessageKind) -> list[Message]:
    """Of each class the trainees, the class teachers, the lecturer and the units that send somebody; as many
    statements for several classes as for one."""
    batches = [meeting.batch_id for meeting in meetings]
    trainees, teachers, units = trainees_of(batches), teachers_of(batches), units_to_come(batches)
    lecturers = lecturers_of(meetings)
    told = []
    for meeting in meetings:
        users = [*trainees[meeting.batch_id], *teachers[meeting.batch_id], *units[meeting.batch_id]]
        if meeting.pk in lecturers:
            users.append(lecturers[meeting.pk])
        told += to_each(users, kind, _of_meeting(meeting), meeting.batch.get_absolute_url())
    return told


def _of_meeting(meeting: ClassMeeting) -> dict[str, Any]:
    return {
        "title": meeting.batch.title,
        "when": half_day(meeting),
        "lesson": meeting.title,
        "time": f"{meeting.starts_at:%H:%M}–{meeting.ends_at:%H:%M}",
        "place": meeting.room.name,
    }


# Attendance, leave and arrival.


def of_leave_request(leave: LeaveRequest) -> list[Message]:
    """Whoever decides. Neither the kind of leave nor its reason: those are erased some months later, messages not."""
    place = leave.enrolment
    values = {"title": place.batch.title, "when": half_day(leave), "name": place.person.name}
    deciders = deciders_of_leave(place.batch, place.person_id)
    return to_each(deciders, messages.LEAVE_ASKED, values, place.batch.get_absolute_url())


def of_leave_decision(leave: LeaveRequest) -> list[Message]:
    place = leave.enrolment
    kind = messages.LEAVE_GRANTED if leave.status == LeaveStatus.GRANTED else messages.LEAVE_REFUSED
    values = {"title": place.batch.title, "when": half_day(leave)}
    return to_each(accounts_of([place.person_id]).values(), kind, values, place.batch.get_absolute_url())


def of_marks(batch: Batch, facts: Iterable[AttendanceEvidence]) -> list[Message]:
    """Whose mark was put right, or who is entered as absent; who simply came is not told so."""
    facts = [one for one in facts if one.mode == SignInMode.CORRECTION or one.status == AttendanceStatus.ABSENT]
    accounts = accounts_of(fact.person_id for fact in facts)
    return [
        Message(
            accounts[fact.person_id],
            messages.MARK_SET,
            {"title": batch.title, "when": half_day(fact), "status": AttendanceStatus(fact.status).label},
            batch.get_absolute_url(),
        )
        for fact in facts
        if fact.person_id in accounts
    ]


def of_arrival(place: Enrolment) -> list[Message]:
    """The trainee, when somebody else entered the details."""
    return _to_person(
        place.person_id, messages.ARRIVAL_ENTERED, place.batch, reverse("training:arrival_set", args=[place.pk])
    )
