"""An attempt from its start to its score. The server's clock alone decides what is in time."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.database import hold
from common.errors import NotAllowed
from exams.choices import QuestionKind
from exams.models import Answer, AnswerSave, Attempt, Sitting
from exams.models.attempts import GRACE
from exams.services.drawing import draw_items
from exams.services.scoring import points
from exams.telling import of_overdue
from people import audit
from people.models import AuditEvent, Person, Posting, User
from people.services.notifications import tell

SEEDS = 2**31 - 1
HIGHEST_SEQ = 2**31 - 1
LONGEST_BLANK = 500


@dataclass(frozen=True)
class Save:
    """One answer on its way: numbers of the chosen options, or the text of each blank."""

    item: int
    payload: list[Any]
    seq: int


@dataclass(frozen=True)
class Receipt:
    """What the server confirms: every save up to `acked_seq` of the request is stored."""

    acked_seq: int
    last_seq: int
    late: bool
    server_now: datetime
    deadline_at: datetime


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
    attempt.full_clean()
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
def save_answers(*, attempt: Attempt, saves: Sequence[Save], by: User) -> Receipt:
    """Store answers as they arrive; all or none. A repeated save changes nothing, an older one does not
    replace a newer one, one after the deadline is kept but does not count."""
    return _store(_locked(attempt, by), saves)


@transaction.atomic
def save_page(*, attempt: Attempt, payloads: Mapping[int, list[Any]], by: User) -> Receipt:
    """Store a whole page at once, as a browser without scripts sends it; unchanged answers are left alone."""
    attempt = _locked(attempt, by)
    held = dict(attempt.answers.values_list("item", "payload"))
    changed = [(item, payload) for item, payload in payloads.items() if payload != held.get(item, [])]
    saves = [Save(item, payload, attempt.last_seq + i) for i, (item, payload) in enumerate(changed, start=1)]
    return _store(attempt, saves)


def _locked(attempt: Attempt, by: User) -> Attempt:
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if by.person_id != attempt.person_id:
        raise NotAllowed(_("Only the person who sits the examination can answer."), code="not_yours")
    if attempt.submitted_at and not attempt.closed_by_clock:
        raise NotAllowed(_("The paper has been handed in; nothing can be changed."), code="submitted")
    return attempt


def _store(attempt: Attempt, saves: Sequence[Save]) -> Receipt:
    now = timezone.now()
    for save in saves:
        _check_save(attempt, save)
    late = attempt.submitted_at is not None or now > attempt.deadline_at + GRACE
    fresh = _unknown_to(attempt, saves)
    AnswerSave.objects.append_many(
        AnswerSave(attempt=attempt, item=s.item, seq=s.seq, payload=s.payload, late=late, recorded_at=now)
        for s in fresh
    )
    if fresh and not late:
        _project(attempt, fresh)
    acked = max((save.seq for save in saves), default=attempt.last_seq)
    if acked > attempt.last_seq:
        attempt.last_seq = acked
        attempt.save(update_fields=["last_seq"])
    return Receipt(acked, attempt.last_seq, late, now, attempt.deadline_at)


def _check_save(attempt: Attempt, save: Save) -> None:
    """Only what the person's own paper asks may be answered, with what it offers."""
    if not 0 <= save.item < len(attempt.items):
        raise NotAllowed(_("This question is not in your paper."), code="unknown_item")
    if not 0 < save.seq <= HIGHEST_SEQ:
        raise NotAllowed(_("The sequence number is out of range."), code="bad_sequence")
    item = attempt.items[save.item]
    if item["kind"] == QuestionKind.BLANK:
        texts = all(isinstance(text, str) and _is_storable(text) for text in save.payload)
        if not texts or len(save.payload) > len(item["key"]):
            raise NotAllowed(_("This is not an answer to the question."), code="bad_answer")
        return
    offered = {option["id"] for option in item["options"]}
    if any(type(chosen) is not int or chosen not in offered for chosen in save.payload):
        raise NotAllowed(_("This option is not in your paper."), code="unknown_option")
    one_only = item["kind"] != QuestionKind.MULTIPLE
    if len(set(save.payload)) != len(save.payload) or (one_only and len(save.payload) > 1):
        raise NotAllowed(_("This is not an answer to the question."), code="bad_answer")


def _is_storable(text: str) -> bool:
    """No database of ours takes half a character, and PostgreSQL no NUL."""
    return len(text) <= LONGEST_BLANK and "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _unknown_to(attempt: Attempt, saves: Sequence[Save]) -> list[Save]:
    """The saves not stored before. The same number with another answer is refused: confirming it would lose one."""
    # Every stored number is at most `last_seq`; with new numbers only, Django asks the database nothing.
    repeated = {save.item for save in saves if save.seq <= attempt.last_seq}
    stored = AnswerSave.objects.filter(attempt=attempt, item__in=repeated)
    known: dict[tuple[int, int], Any] = {(row.item, row.seq): row.payload for row in stored}
    fresh = []
    for save in saves:
        place = save.item, save.seq
        if place not in known:
            known[place] = save.payload
            fresh.append(save)
        elif known[place] != save.payload:
            message = _("This sequence number was used for another answer; go on from %(n)s.")
            raise NotAllowed(message % {"n": attempt.last_seq}, code="sequence_taken")
    return fresh


def _project(attempt: Attempt, saves: Sequence[Save]) -> None:
    """What holds becomes the newest save; one beyond `last_seq` is newer than whatever is held."""
    newest = {save.item: save for save in sorted(saves, key=lambda save: save.seq)}
    in_doubt = [item for item, save in newest.items() if save.seq <= attempt.last_seq]
    held = dict(attempt.answers.filter(item__in=in_doubt).values_list("item", "seq"))
    Answer.objects.bulk_create(
        [
            Answer(attempt=attempt, item=item, payload=save.payload, seq=save.seq)
            for item, save in newest.items()
            if held.get(item, 0) < save.seq
        ],
        update_conflicts=True,
        unique_fields=["attempt", "item"],
        update_fields=["payload", "seq"],
    )


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
        answer.mark = points(attempt.items[answer.item], answer.payload)
    Answer.objects.bulk_update(answers, ["mark"])
    attempt.score = sum((answer.mark for answer in answers if answer.mark is not None), Decimal("0.0"))
    attempt.submitted_at, attempt.closed_by_clock = moment, by_clock
    attempt.save(update_fields=["score", "submitted_at", "closed_by_clock"])
    data = {"score": str(attempt.score), "answered": len(answers), "by_clock": by_clock}
    return audit.record(attempt, "exams.submit", by=by, data=data)
