"""Who does the work: small files at once, large ones a worker, so that the page may be left and found again."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake.choices import ImportState
from intake.models import RosterImport
from people.models import User
from roster import tasks
from roster.services.people_list.arriving import judge_roster
from roster.services.people_list.committing import STALE, commit_roster

SMALL_FILE = 200 * 1024
LOST_AFTER = timedelta(minutes=3)


def start_judging(*, roster: RosterImport) -> RosterImport:
    """Check at once, or have it checked."""
    if len(roster.file_sealed) <= SMALL_FILE:
        return judge_roster(roster=roster)
    transaction.on_commit(lambda: tasks.work_on_roster.delay(roster.pk))
    return roster


def start_commit(*, roster: RosterImport, accepted: Collection[str] | None, by: User) -> RosterImport:
    """Take over at once, or note who said so and have it done. Raises NotAllowed; see `commit_roster`."""
    if len(roster.file_sealed) <= SMALL_FILE:
        return _committed(roster, accepted, by)
    with transaction.atomic():
        roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
        if roster.state != ImportState.JUDGED:
            raise NotAllowed(_("Only an import that has been checked can be taken over."), code="not_judged")
        roster.state, roster.committed_by = ImportState.COMMITTING, by
        roster.options = {**roster.options, "accepted": sorted(accepted) if accepted is not None else None}
        roster.save(update_fields=["state", "committed_by", "options"])
        transaction.on_commit(lambda: tasks.work_on_roster.delay(roster.pk))
    return roster


def _committed(roster: RosterImport, accepted: Collection[str] | None, by: User | None) -> RosterImport:
    """When the roster has changed since the check, the file is checked anew before the refusal goes out."""
    try:
        return commit_roster(roster=roster, accepted=accepted, by=by)
    except NotAllowed as refusal:
        if refusal.code == STALE:
            RosterImport.objects.filter(pk=roster.pk).update(state=ImportState.JUDGED)
            judge_roster(roster=RosterImport.objects.get(pk=roster.pk))
        raise


def work_on(pk: int) -> None:
    """What the state of the row asks for."""
    roster = RosterImport.objects.select_related("uploaded_by", "committed_by", "unit").get(pk=pk)
    if roster.state == ImportState.UPLOADED:
        judge_roster(roster=roster)
    elif roster.state == ImportState.COMMITTING:
        try:
            _committed(roster, roster.options.get("accepted"), roster.committed_by)
        except NotAllowed as refusal:
            fresh = RosterImport.objects.get(pk=pk)
            RosterImport.objects.filter(pk=pk, state__in=(ImportState.COMMITTING, ImportState.JUDGED)).update(
                state=ImportState.JUDGED, summary={**fresh.summary, "refusal": str(refusal)}
            )


def take_up() -> int:
    """Hand out again what has been waiting for long; returns how many that were."""
    waiting = RosterImport.objects.filter(
        state__in=(ImportState.UPLOADED, ImportState.COMMITTING), uploaded_at__lt=timezone.now() - LOST_AFTER
    )
    numbers = list(waiting.values_list("pk", flat=True))
    for pk in numbers:
        tasks.work_on_roster.delay(pk)
    return len(numbers)
