"""Which sittings a certificate of their class needs (结业考试): said when they are set, changed until there are results."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed, refuse_changed
from exams.models import Sitting
from exams.services.oneself import refuse_own_exam
from people.models import User
from people.trail import audit
from training.choices import BatchState
from training.models import Batch

if TYPE_CHECKING:
    from exams.services.sittings import SittingDraft


@transaction.atomic
def set_final(*, sitting: Sitting, counts: bool, by: User, seen: str = "") -> Sitting:
    """Say that certificates of the class need this sitting, or that they do not; the same again changes nothing."""
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("batch")
    sitting = rows.get(pk=sitting.pk)
    if sitting.counts_for_completion == counts:
        return sitting
    refuse_own_exam(by, sitting.batch_id)
    refuse_changed(seen, {"counts": sitting.counts_for_completion}, {"counts": counts})
    if sitting.cancelled_at:
        raise NotAllowed(_("The examination was cancelled."), code="cancelled")
    if sitting.batch is None:
        text = _("A final examination is held for a class. Choose the class.")
        raise NotAllowed(text, code="final_without_class")
    if _locked_state(sitting.batch) == BatchState.CLOSED:
        raise NotAllowed(_("The class is closed; what its certificates needed stays as it was."), code="class_closed")
    if sitting.phase == "over" or sitting.attempts.submitted().exists():
        text = _("There are results, or the examination is over; whether it counts for completion stays as it is.")
        raise NotAllowed(text, code="has_results")
    _refuse_with_further(sitting)
    sitting.counts_for_completion, sitting.repeats = counts, None
    sitting.save(update_fields=["counts_for_completion", "repeats"])
    audit.record(sitting, "exams.set_final", by=by, data={"final": counts, "before": not counts})
    return sitting


def check_final(sitting: Sitting, draft: "SittingDraft") -> None:
    """What a draft says of completion, before it is put in place of the sitting as it is stored."""
    if sitting.pk and (not draft.counts_for_completion or draft.repeats or draft.batch != sitting.batch):
        _refuse_with_further(sitting)
    if not draft.counts_for_completion:
        if draft.repeats:
            text = _("A further sitting of a final examination counts for completion too.")
            raise NotAllowed(text, code="further_not_final")
        return
    if draft.batch is None:
        text = _("A final examination is held for a class. Choose the class.")
        raise NotAllowed(text, code="final_without_class")
    if draft.repeats is None and _locked_state(draft.batch) == BatchState.CLOSED:
        text = _("The class is closed. Only a further sitting of its final examination can still be set.")
        raise NotAllowed(text, code="class_closed")
    if draft.repeats:
        _check_repeated(sitting, draft, draft.repeats)


def _check_repeated(sitting: Sitting, draft: "SittingDraft", repeated: Sitting) -> None:
    repeated = Sitting.objects.get(pk=repeated.pk)
    first = repeated.counts_for_completion and repeated.repeats_id is None and repeated.pk != sitting.pk
    if not first or repeated.batch != draft.batch:
        text = _("“%(title)s” is not the first sitting of a final examination of this class. Choose that one.")
        raise NotAllowed(text % {"title": repeated.title}, code="not_repeatable")
    if repeated.track and repeated.track != draft.track:
        text = _("“%(title)s” is for another audience; a further sitting is for the same.")
        raise NotAllowed(text % {"title": repeated.title}, code="other_audience")


def refuse_cancelling_final(sitting: Sitting) -> None:
    """What a closed class's certificates needed does not vanish; a further sitting nobody has begun may."""
    needed = sitting.counts_for_completion and sitting.repeats_id is None and sitting.batch
    if needed and _locked_state(needed) == BatchState.CLOSED:
        raise NotAllowed(_("The class is closed; what its certificates needed stays as it was."), code="class_closed")


def _refuse_with_further(sitting: Sitting) -> None:
    if sitting.further.filter(cancelled_at=None).exists():
        text = _("Further sittings of this examination are set. Cancel them first.")
        raise NotAllowed(text, code="has_further")


def _locked_state(batch: Batch) -> str:
    """Closing the class holds its row."""
    return Batch.objects.select_for_update().get(pk=batch.pk).state
