"""Keeping answers. Each save names the number up to which its page has seen what is stored, so that a page changes
only an answer it knows (decision 0028)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.characters import is_storable
from common.errors import NotAllowed
from exams.models import Answer, AnswerSave, Attempt
from exams.models.attempts import GRACE, PAGE_LENGTH
from people.models import User
from questions.kinds import kind_of

HIGHEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Save:
    """One answer on its way, in the form of its kind of question. Its page has seen what was
    stored up to number `base`. `page` and `turn` say which page it was given on and in what order; `given_at` is the
    time at which it was given, as far as that page can tell."""

    item: int
    payload: list[Any]
    base: int
    page: str = ""
    turn: int = 0
    given_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """What the server confirms. An item that is neither in `conflicts` nor in `late` is stored as it was sent."""

    seen: int
    closed: bool
    server_now: datetime
    deadline_at: datetime
    conflicts: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    # Answers newer than the page has seen and not its own.
    held: Mapping[int, list[Any]] = field(default_factory=dict)


@dataclass
class Sorted:
    """Saves by what becomes of them."""

    taken: list[Save] = field(default_factory=list)
    set_aside: list[Save] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)


@transaction.atomic
def save_answers(*, attempt: Attempt, saves: Sequence[Save], seen: int, by: User) -> Receipt:
    """Store answers as they arrive. One given over an answer its page does not know is set aside and reported; a
    repeated save changes nothing; one after the deadline is kept but does not count."""
    return _store(_locked(attempt, by), saves, seen)


@transaction.atomic
def save_page(*, attempt: Attempt, payloads: Mapping[int, list[Any]], seen: int, by: User) -> Receipt:
    """Store a whole page as a browser without scripts sends it. What it shows as it was rendered was not touched."""
    attempt = _locked(attempt, by)
    shown = _shown(attempt, seen)
    saves = [
        Save(item, payload, seen)
        for item, payload in payloads.items()
        if not _same(attempt, item, payload, shown.get(item, []))
    ]
    return _store(attempt, saves, seen)


def _same(attempt: Attempt, item: int, one: list[Any], other: list[Any]) -> bool:
    return kind_of(attempt.items[item]["kind"]).same(one, other)


def _locked(attempt: Attempt, by: User) -> Attempt:
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if by.person_id != attempt.person_id:
        raise NotAllowed(_("Only the person who sits the examination can answer."), code="not_yours")
    if attempt.submitted_at and not attempt.closed_by_clock:
        raise NotAllowed(_("The paper has been handed in; nothing can be changed."), code="submitted")
    return attempt


def _shown(attempt: Attempt, seen: int) -> dict[int, list[Any]]:
    """The answers as they were at number `seen`."""
    shown, newer = {}, []
    for item, payload, seq in attempt.answers.values_list("item", "payload", "seq"):
        if seq <= seen:
            shown[item] = payload
        else:
            newer.append(item)
    if newer:
        before = AnswerSave.objects.counting().filter(attempt=attempt, item__in=newer, seq__lte=seen)
        shown |= dict(before.order_by("seq").values_list("item", "payload"))
    return shown


def _store(attempt: Attempt, saves: Sequence[Save], seen: int) -> Receipt:
    for save in saves:
        _check_save(attempt, save)
    if len({save.item for save in saves}) != len(saves):
        raise NotAllowed(_("This is not an answer to the question."), code="malformed")
    now = timezone.now()
    if attempt.submitted_at is not None or now > attempt.deadline_at + GRACE:
        late = _keep_late(attempt, saves, now)
        return Receipt(attempt.last_seq, True, now, attempt.deadline_at, late=tuple(late))
    newer = _newer_than(attempt, min([seen, *(save.base for save in saves)]))
    found = _sort(attempt, saves, newer)
    number = attempt.last_seq + 1
    _append(attempt, number, now, found.taken)
    _append(attempt, number, now, found.set_aside, set_aside=True)
    _project(attempt, number, found.taken)
    sent = {save.item for save in saves}
    news = [item for item, answer in newer.items() if item not in sent and answer.seq > seen]
    held = {item: newer[item].payload for item in (*found.conflicts, *news)}
    return Receipt(attempt.last_seq, False, now, attempt.deadline_at, tuple(found.conflicts), held=held)


def _newer_than(attempt: Attempt, number: int) -> dict[int, Answer]:
    """The answers stored after that number; a page that has seen everything costs no look."""
    if number >= attempt.last_seq:
        return {}
    return {answer.item: answer for answer in attempt.answers.filter(seq__gt=number)}


def _check_save(attempt: Attempt, save: Save) -> None:
    """Only what the person's own paper asks may be answered, with what it offers."""
    if not 0 <= save.item < len(attempt.items):
        raise NotAllowed(_("This question is not in your paper."), code="unknown_item")
    if not (0 <= save.base <= HIGHEST_NUMBER and 0 <= save.turn <= HIGHEST_NUMBER):
        raise NotAllowed(_("The sequence number is out of range."), code="bad_sequence")
    if len(save.page) > PAGE_LENGTH or not is_storable(save.page):
        raise NotAllowed(_("This is not an answer to the question."), code="malformed")
    item = attempt.items[save.item]
    kind_of(item["kind"]).check_payload(item, save.payload)


def _sort(attempt: Attempt, saves: Sequence[Save], newer: Mapping[int, Answer]) -> Sorted:
    """A save counts where its page knows what it replaces: it has seen it, or it gave it itself and earlier."""
    found = Sorted()
    in_doubt = {save.item for save in saves if save.item in newer and newer[save.item].seq > save.base}
    rows = list(AnswerSave.objects.filter(attempt=attempt, item__in=in_doubt)) if in_doubt else []
    writers = {(row.item, row.seq): (row.page, row.turn) for row in rows if not row.set_aside}
    known = {(row.item, row.page, row.turn) for row in rows if row.page}
    for save in saves:
        answer = newer.get(save.item)
        if answer is None or answer.seq <= save.base:
            found.taken.append(save)
            continue
        page, turn = writers[save.item, answer.seq]
        own = bool(page) and page == save.page
        if own and turn < save.turn:
            found.taken.append(save)
        elif not _same(attempt, save.item, answer.payload, save.payload):
            found.conflicts.append(save.item)
            if (save.item, save.page, save.turn) not in known:
                found.set_aside.append(save)
    return found


def _append(attempt: Attempt, number: int, now: datetime, saves: Iterable[Save], **flags: Any) -> None:
    """Everything one request brings has the same number."""
    rows = [_row(attempt, save, number, now, **flags) for save in saves]
    if rows:
        AnswerSave.objects.append_many(rows)
        _count_up(attempt, number)


def _row(attempt: Attempt, save: Save, number: int, now: datetime, **flags: Any) -> AnswerSave:
    what = {"item": save.item, "payload": save.payload, "page": save.page, "turn": save.turn}
    return AnswerSave(attempt=attempt, seq=number, recorded_at=now, **what, **flags)


def _count_up(attempt: Attempt, number: int) -> None:
    if number > attempt.last_seq:
        attempt.last_seq = number
        attempt.save(update_fields=["last_seq"])


def _project(attempt: Attempt, number: int, saves: Iterable[Save]) -> None:
    Answer.objects.bulk_create(
        [Answer(attempt=attempt, item=save.item, payload=save.payload, seq=number) for save in saves],
        update_conflicts=True,
        unique_fields=["attempt", "item"],
        update_fields=["payload", "seq"],
    )


def _keep_late(attempt: Attempt, saves: Sequence[Save], now: datetime) -> list[int]:
    """Keep what came too late and differs from what holds; one that was kept already is not kept again."""
    wanted = {save.item for save in saves}
    held = dict(attempt.answers.filter(item__in=wanted).values_list("item", "payload"))
    late = [save for save in saves if not _same(attempt, save.item, save.payload, held.get(save.item, []))]
    if late:
        rows = AnswerSave.objects.filter(attempt=attempt, late=True, item__in=wanted).order_by("seq")
        kept = dict(rows.values_list("item", "payload"))
        contacts = list(AnswerSave.objects.counting().filter(attempt=attempt).values_list("seq", "recorded_at"))
        number = attempt.last_seq + 1
        AnswerSave.objects.append_many(
            _row(attempt, save, number, now, late=True, given_at=_plausible(attempt, save, contacts, now))
            for save in late
            if save.item not in kept or not _same(attempt, save.item, save.payload, kept[save.item])
        )
        _count_up(attempt, number)
    return [save.item for save in late]


def _plausible(
    attempt: Attempt, save: Save, contacts: Sequence[tuple[int, datetime]], now: datetime
) -> datetime | None:
    """The time a page claims, within what can be: after the last answer it had seen confirmed, and before now."""
    if save.given_at is None:
        return None
    last_contact = max((moment for seq, moment in contacts if seq <= save.base), default=attempt.started_at)
    return min(max(save.given_at, last_contact), now)
