"""Who hears what of each verb; the services hand these lists to `notifications.services.inbox.tell`."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.text import format_lazy

from people.news import Message, MessageKind, to_each
from training import messages
from training.concerned import lecturers_of, teachers_of
from training.messages import about, half_day
from training.models import Batch, ClassMeeting
from training.slots import class_audience


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
    """Of each class the class teachers, the lecturer and whom else it concerns; as many statements for several classes
    as for one."""
    batches = [meeting.batch_id for meeting in meetings]
    teachers, audience = teachers_of(batches), class_audience(batches)
    lecturers = lecturers_of(meetings)
    told = []
    for meeting in meetings:
        users = [*audience[meeting.batch_id], *teachers[meeting.batch_id]]
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
        "reason": meeting.cancel_reason,
    }
