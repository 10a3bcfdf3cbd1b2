"""An attempt from its start to its score. The server's clock alone decides what is in time."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.database import hold
from common.errors import NotAllowed, check_row
from exams.models import Answer, Attempt, Sitting
from exams.models.attempts import GRACE
from exams.services.drawing import draw_items
from exams.telling import of_overdue
from notifications.services.inbox import tell
from people.models import AuditEvent, Person, Posting, User
from people.trail import audit
from questions.kinds import kind_of

SEEDS = 2**31 - 1


@transaction.atomic
def start_attempt(*, sitting: Sitting, person: Person, by: User) -> Attempt:
    """Draw and freeze a paper for a person and start their time. Begun already, it is the same attempt."""
    if by.person_id != person.pk:
        raise NotAllowed(_("An examination is begun by the person who sits it."), code="not_yours")
    # The person, not the sitting: a whole class starts in the same minute.
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    now = timezone.now()
    finish_overdue(attempts=Attempt.objects.filter(sitting=sitting, person=person), now=now)
    open_attempt = Attempt.objects.open().filter(sitting=sitting, person=person).first()
    if open_attempt:
        return open_attempt
    hold(sitting)
    sitting = Sitting.objects.select_related("paper").get(pk=sitting.pk)
    _check_may_start(sitting, person, now)
    number = Attempt.objects.filter(sitting=sitting, person=person).count() + 1
    if number > sitting.attempts_allowed:
        raise NotAllowed(_("No attempt is left."), code="no_attempt_left")
    seed = secrets.randbelow(SEEDS)
    posting = Posting.objects.current().filter(person=person).select_related("unit").first()
    attempt = Attempt(
        sitting=sitting,
        person=person,
        number=number,
        seed=seed,
        items=draw_items(sitting.paper, seed),
        unit_name=posting.unit.short_name if posting else "",
        started_at=now,
        deadline_at=min(now + timedelta(minutes=sitting.minutes), sitting.closes_at),
    )
    check_row(attempt)
    attempt.save()
    audit.record(attempt, "exams.start", by=by, data={"number": number, "seed": seed})
    return attempt


def _check_may_start(sitting: Sitting, person: Person, now: datetime) -> None:
    if sitting.cancelled_at:
        raise NotAllowed(_("The examination was cancelled."), code="cancelled")
    if now < sitting.opens_at:
        raise NotAllowed(_("The examination has not opened yet."), code="not_open_yet")
    if now >= sitting.closes_at:
        raise NotAllowed(_("The examination is over."), code="sitting_over")
    if not Sitting.objects.for_person(person.pk).filter(pk=sitting.pk).exists():
        raise NotAllowed(_("This examination is for others."), code="not_eligible")


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: User) -> Attempt:
    """Hand in: answers freeze and are marked. Handing in twice changes nothing; after the deadline it is the
    clock that closed the paper."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("sitting", "person").get(pk=attempt.pk)
    if by.person_id != attempt.person_id:
        raise NotAllowed(_("Only the person who sits the examination can hand it in."), code="not_yours")
    if attempt.submitted_at:
        return attempt
    now = timezone.now()
    overdue = now > attempt.deadline_at + GRACE
    _close(attempt, attempt.deadline_at if overdue else now, by_clock=overdue, by=by)
    return attempt


@transaction.atomic
def finish_overdue(*, attempts: QuerySet[Attempt] | None = None, now: datetime | None = None) -> int:
    """Close what ran out of time, as of its deadline; done before every read and by a task."""
    overdue_before = (now or timezone.now()) - GRACE
    found = (Attempt.objects.all() if attempts is None else attempts).filter(
        submitted_at=None, deadline_at__lt=overdue_before
    )
    keys = list(found.values_list("pk", flat=True))
    if not keys:
        return 0
    locked = Attempt.objects.select_for_update(of=("self",)).open().filter(pk__in=keys).order_by("pk")
    overdue = list(locked.select_related("sitting", "person"))
    # By examination, in which nobody has two papers open: everybody is told of each of theirs.
    closed: dict[AuditEvent, list[Attempt]] = {}
    events: dict[int, AuditEvent] = {}
    for attempt in overdue:
        event = _close(attempt, attempt.deadline_at, by_clock=True, by=None)
        closed.setdefault(events.setdefault(attempt.sitting_id, event), []).append(attempt)
    for event, attempts_of_sitting in closed.items():
        tell(event, of_overdue(attempts_of_sitting))
    return len(overdue)


def _close(attempt: Attempt, moment: datetime, *, by_clock: bool, by: User | None) -> AuditEvent:
    answers = list(attempt.answers.all())
    for answer in answers:
        item = attempt.items[answer.item]
        answer.mark = kind_of(item["kind"]).points(item, answer.payload)
    Answer.objects.bulk_update(answers, ["mark"])
    attempt.score = sum((answer.mark for answer in answers if answer.mark is not None), Decimal("0.0"))
    attempt.submitted_at, attempt.closed_by_clock = moment, by_clock
    attempt.save(update_fields=["score", "submitted_at", "closed_by_clock"])
    data = {"score": str(attempt.score), "answered": len(answers), "by_clock": by_clock}
    return audit.record(attempt, "exams.submit", by=by, data=data)
