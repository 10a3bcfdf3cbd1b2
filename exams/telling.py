"""Who hears what of an examination; the services hand these lists to `notifications.services.inbox.tell`."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from admission.models import Enrolment
from exams import messages
from exams.choices import SittingRole
from exams.completion import FinalExams
from exams.models import Attempt, Sitting, SittingStaff
from exams.slots import exempt_from_finals
from people.models import Posting, User
from people.news import Message, MessageKind, to_each
from people.selectors.recipients import accounts_of

Duties = dict[int, str]
# What a candidate goes by. The rest, such as what they see afterwards, stands on the page of their examinations.
TOLD_FIELDS = ("title", "opens_at", "closes_at", "minutes")


def candidates_of(sitting: Sitting) -> list[User]:
    """Who is to sit it, of those with an account: who may, as `SittingQuerySet.for_person` has it, but for a further
    sitting those who need it no more."""
    of_track = Q(track=sitting.track) if sitting.track else Q()
    if sitting.batch_id:
        places = Enrolment.objects.active().filter(of_track, batch=sitting.batch_id)
        if sitting.repeats_id and sitting.batch:
            places = places.exclude(person__in=FinalExams(sitting.batch).passed_with(sitting))
            places = places.exclude(pk__in=exempt_from_finals(sitting.batch))
        return list(accounts_of(places.values_list("person", flat=True)).values())
    postings = Posting.objects.current().filter(of_track)
    return list(User.objects.filter(is_active=True, person__in=postings.values("person")))


def duties_of(sitting: Sitting) -> Duties:
    """What each of the staff does, by account; who marks and oversees is told of one."""
    rows = SittingStaff.objects.filter(sitting=sitting).order_by("role")
    return {row.user_id: row.role for row in rows}


def of_sitting(sitting: Sitting) -> list[Message]:
    return _to_staff(sitting, duties_of(sitting)) + _to_candidates(
        candidates_of(sitting), messages.SITTING_SET, sitting
    )


def of_change(sitting: Sitting, before: Sitting, candidates: Iterable[User], duties: Duties) -> list[Message]:
    """Who may sit it anew, who still may when something they go by is changed, and who no longer may."""
    were, are = {user.pk: user for user in candidates}, {user.pk: user for user in candidates_of(sitting)}
    on_duty = duties_of(sitting)
    told = _to_staff(sitting, {pk: role for pk, role in on_duty.items() if duties.get(pk) != role})
    relieved = User.objects.filter(pk__in=duties.keys() - on_duty.keys())
    told += to_each(relieved, messages.DUTY_ENDED, _about(sitting))
    told += _to_candidates([are[pk] for pk in are.keys() - were.keys()], messages.SITTING_SET, sitting)
    told += _to_candidates([were[pk] for pk in were.keys() - are.keys()], messages.SITTING_CANCELLED, before)
    if any(getattr(sitting, name) != getattr(before, name) for name in TOLD_FIELDS):
        told += _to_candidates([are[pk] for pk in are.keys() & were.keys()], messages.SITTING_CHANGED, sitting)
        told += _to_staff(sitting, {pk: on_duty[pk] for pk in on_duty.keys() & duties.keys()})
    return told


def of_cancellation(sitting: Sitting) -> list[Message]:
    staff = User.objects.filter(pk__in=duties_of(sitting))
    told = to_each(staff, messages.SITTING_CANCELLED, _about(sitting), reverse("exams:desk"))
    return told + _to_candidates(candidates_of(sitting), messages.SITTING_CANCELLED, sitting)


def of_overdue(attempts: Iterable[Attempt]) -> list[Message]:
    """Those whose paper the clock handed in, each with the way to their own result."""
    by_person = {attempt.person_id: attempt for attempt in attempts}
    accounts = accounts_of(by_person)
    return [
        Message(
            user,
            messages.TIME_RAN_OUT,
            {"title": by_person[person].sitting.title},
            reverse("exams:result", args=[by_person[person].pk]),
        )
        for person, user in accounts.items()
        # The result is opened by the entry that sat it alone.
        if user.person_id == person
    ]


def _to_candidates(users: Iterable[User], kind: MessageKind, sitting: Sitting) -> list[Message]:
    return to_each(users, kind, _about(sitting), reverse("exams:sitting_list"))


def _to_staff(sitting: Sitting, duties: Duties) -> list[Message]:
    users = User.objects.in_bulk(duties)
    values = {pk: {**_about(sitting), "role": SittingRole(role).label} for pk, role in duties.items()}
    return [Message(users[pk], messages.DUTY, values[pk], reverse("exams:desk")) for pk in duties]


def _about(sitting: Sitting) -> dict[str, Any]:
    opens, closes = timezone.localtime(sitting.opens_at), timezone.localtime(sitting.closes_at)
    return {
        "title": sitting.title,
        "begins": f"{opens:%Y-%m-%d %H:%M}",
        "ends": f"{closes:%Y-%m-%d %H:%M}",
        "minutes": sitting.minutes,
    }
