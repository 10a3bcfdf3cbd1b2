"""Sittings are scheduled, changed until they open, and cancelled while nobody has begun."""

from collections.abc import Set
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed, refuse_changed, require_reason
from exams.choices import ResultVisibility, SittingRole
from exams.models import Paper, Sitting, SittingStaff
from exams.pool import total_of
from exams.selectors import staff_candidates
from exams.services.finals import check_final, refuse_cancelling_final
from exams.services.oneself import refuse_own_exam, refuse_staff_of_the_class
from exams.services.papers import check, refuse_infeasible, refuse_out_of_reach
from exams.telling import candidates_of, duties_of, of_cancellation, of_change, of_sitting
from notifications.services.inbox import tell
from people.models import OrgUnit, User
from people.trail import audit
from training.choices import BatchState
from training.models import Batch


@dataclass(frozen=True)
class SittingDraft:
    """An examination as it is typed: for a class, for an audience of it, or for an audience of the city."""

    title: str
    paper: Paper
    unit: OrgUnit
    opens_at: datetime
    closes_at: datetime
    minutes: int
    pass_mark: Decimal
    batch: Batch | None = None
    track: str = ""
    attempts_allowed: int = 1
    show_result: str = ResultVisibility.SCORE
    graders: list[User] = field(default_factory=list)
    proctors: list[User] = field(default_factory=list)
    counts_for_completion: bool = False
    repeats: Sitting | None = None

    @property
    def staff(self) -> set[tuple[int, str]]:
        return {(user.pk, SittingRole.GRADER) for user in self.graders} | {
            (user.pk, SittingRole.PROCTOR) for user in self.proctors
        }


FIELDS = (
    "title",
    "unit",
    "batch",
    "track",
    "opens_at",
    "closes_at",
    "minutes",
    "attempts_allowed",
    "pass_mark",
    "show_result",
    "counts_for_completion",
    "repeats",
)
KEYS = frozenset(["paper", "unit", "batch", "repeats"])


@transaction.atomic
def schedule_sitting(*, draft: SittingDraft, by: User) -> Sitting:
    """Set an examination; its paper must be one the bank can meet."""
    refuse_own_exam(by, draft.batch.pk if draft.batch else None)
    sitting = Sitting()
    _fill(sitting, draft)
    sitting.save()
    _set_staff(sitting, draft)
    event = audit.record(sitting, "exams.schedule_sitting", by=by, data=_facts(sitting, draft))
    tell(event, of_sitting(sitting))
    return sitting


@transaction.atomic
def change_sitting(*, sitting: Sitting, draft: SittingDraft, by: User, seen: str = "") -> Sitting:
    """Put a draft in place of what was scheduled; refused once the examination has opened, and where it is no longer
    what the page had `seen`."""
    sitting = _standing(sitting)
    refuse_own_exam(by, sitting.batch_id, draft.batch.pk if draft.batch else None)
    if sitting.phase != "coming" or sitting.attempts.exists():
        text = _(
            "The examination has opened, so it can no longer be changed. While nobody has begun, it can be cancelled "
            "and set again."
        )
        raise NotAllowed(text, code="sitting_opened")
    before, candidates, duties = copy(sitting), candidates_of(sitting), duties_of(sitting)
    stands = particulars(sitting, staff_of(sitting))
    _fill(sitting, draft)
    refuse_changed(seen, stands, particulars(sitting, draft.staff))
    sitting.save()
    _set_staff(sitting, draft)
    event = audit.record(sitting, "exams.change_sitting", by=by, data=_facts(sitting, draft))
    tell(event, of_change(sitting, before, candidates, duties))
    return sitting


def particulars(sitting: Sitting, staff: Set[tuple[int, str]]) -> dict[str, Any]:
    """What was scheduled, with who staffs it."""
    return {
        **{name: getattr(sitting, f"{name}_id" if name in KEYS else name) for name in ("paper", *FIELDS)},
        "graders": sorted(user for user, role in staff if role == SittingRole.GRADER),
        "proctors": sorted(user for user, role in staff if role == SittingRole.PROCTOR),
    }


def staff_of(sitting: Sitting) -> set[tuple[int, str]]:
    return {(row.user_id, row.role) for row in sitting.staff.all()}


@transaction.atomic
def cancel_sitting(*, sitting: Sitting, reason: str, by: User) -> Sitting:
    """Take an examination back; refused once somebody has begun it."""
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if sitting.cancelled_at:
        return sitting
    refuse_own_exam(by, sitting.batch_id)
    reason = require_reason(reason, _("Say why the examination is cancelled; the reason is kept."))
    if sitting.attempts.exists():
        raise NotAllowed(_("Somebody has begun this examination; it can no longer be cancelled."), code="sitting_begun")
    refuse_cancelling_final(sitting)
    sitting.cancelled_at = timezone.now()
    sitting.cancel_reason = reason
    sitting.save(update_fields=["cancelled_at", "cancel_reason"])
    event = audit.record(sitting, "exams.cancel_sitting", by=by, reason=reason)
    tell(event, of_cancellation(sitting))
    return sitting


def _standing(sitting: Sitting) -> Sitting:
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if sitting.cancelled_at:
        raise NotAllowed(_("The examination was cancelled."), code="cancelled")
    return sitting


def _fill(sitting: Sitting, draft: SittingDraft) -> None:
    """The paper is locked, so that what it is worth stays as it is read here."""
    if draft.closes_at <= timezone.now():
        raise NotAllowed(_("The examination would be over already. Choose a later end."), code="sitting_over")
    if draft.batch and draft.batch.state == BatchState.CANCELLED:
        raise NotAllowed(_("The class was cancelled."), code="batch_cancelled")
    if draft.counts_for_completion or sitting.counts_for_completion:
        check_final(sitting, draft)
    paper = Paper.objects.select_for_update().get(pk=draft.paper.pk)
    rules = list(paper.rules.select_related("knowledge_point"))
    refuse_infeasible(paper.bank, rules)
    refuse_out_of_reach(draft.pass_mark, total_of(rules), draft.title)
    sitting.paper, sitting.full_mark = paper, total_of(rules)
    for name in FIELDS:
        setattr(sitting, name, getattr(draft, name))
    check(sitting)


def _set_staff(sitting: Sitting, draft: SittingDraft) -> None:
    refuse_staff_of_the_class(draft.batch, [*draft.graders, *draft.proctors])
    for role, users in ((SittingRole.GRADER, draft.graders), (SittingRole.PROCTOR, draft.proctors)):
        known = set(staff_candidates(role).filter(pk__in=[user.pk for user in users]).values_list("pk", flat=True))
        for user in users:
            if user.pk not in known:
                text = _("%(name)s does not hold the role “%(role)s”.")
                raise NotAllowed(text % {"name": user, "role": role.label}, code="not_staff")
    held = {(row.user_id, row.role): row for row in sitting.staff.all()}
    SittingStaff.objects.filter(pk__in=[row.pk for place, row in held.items() if place not in draft.staff]).delete()
    fresh = sorted(draft.staff - held.keys())
    SittingStaff.objects.bulk_create(SittingStaff(sitting=sitting, user_id=user, role=role) for user, role in fresh)


def _facts(sitting: Sitting, draft: SittingDraft) -> dict[str, object]:
    return {
        "paper": sitting.paper_id,
        "batch": sitting.batch_id,
        "track": sitting.track,
        "opens_at": sitting.opens_at.isoformat(),
        "closes_at": sitting.closes_at.isoformat(),
        "minutes": sitting.minutes,
        "attempts": sitting.attempts_allowed,
        "pass_mark": str(sitting.pass_mark),
        "full_mark": str(sitting.full_mark),
        "final": sitting.counts_for_completion,
        "repeats": sitting.repeats_id,
        "staff": sorted(f"{role}:{user}" for user, role in draft.staff),
    }
