"""Who does the work: small files at once, large ones a worker, so that the page may be left and found again."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake import tasks
from intake.choices import ImportState
from intake.models import ListImport
from intake.services.committing import STALE, commit_list, decided
from intake.services.receiving import judge_list
from people.models import User

SMALL_FILE = 200 * 1024
LOST_AFTER = timedelta(minutes=3)


def start_judging(*, listing: ListImport) -> ListImport:
    """Check at once, or have it checked."""
    if len(listing.file_sealed) <= SMALL_FILE:
        return judge_list(listing=listing)
    transaction.on_commit(lambda: tasks.work_on_list.delay(listing.pk))
    return listing


def start_commit(
    *, listing: ListImport, accepted: Collection[str] | None, by: User, choices: dict[str, Any] | None = None
) -> ListImport:
    """Take over at once, or note who said so and have it done. Raises NotAllowed; see `commit_list`."""
    if len(listing.file_sealed) <= SMALL_FILE:
        return _committed(listing, accepted, by, choices or {})
    with transaction.atomic():
        listing = ListImport.objects.select_for_update().get(pk=listing.pk)
        if listing.state != ImportState.JUDGED:
            raise NotAllowed(_("Only an import that has been checked can be taken over."), code="not_judged")
        listing.state, listing.committed_by = ImportState.COMMITTING, by
        listing.decisions = decided(accepted, choices or {})
        listing.save(update_fields=["state", "committed_by", "decisions"])
        transaction.on_commit(lambda: tasks.work_on_list.delay(listing.pk))
    return listing


def _committed(
    listing: ListImport, accepted: Collection[str] | None, by: User | None, choices: dict[str, Any]
) -> ListImport:
    """When what the list meets has changed since the check, it is judged anew before the refusal goes out."""
    try:
        return commit_list(listing=listing, accepted=accepted, by=by, choices=choices)
    except NotAllowed as refusal:
        if refusal.code == STALE:
            ListImport.objects.filter(pk=listing.pk).update(state=ImportState.JUDGED)
            judge_list(listing=ListImport.objects.get(pk=listing.pk))
        raise


def work_on(pk: int) -> None:
    """What the state of the row asks for."""
    listing = ListImport.objects.select_related("uploaded_by", "committed_by", "unit").get(pk=pk)
    if listing.state == ImportState.UPLOADED:
        judge_list(listing=listing)
    elif listing.state == ImportState.COMMITTING:
        try:
            decided = listing.decisions
            _committed(listing, decided.get("accepted"), listing.committed_by, decided.get("choices") or {})
        except NotAllowed as refusal:
            fresh = ListImport.objects.get(pk=pk)
            ListImport.objects.filter(pk=pk, state__in=(ImportState.COMMITTING, ImportState.JUDGED)).update(
                state=ImportState.JUDGED, summary={**fresh.summary, "refusal": str(refusal)}
            )


def take_up() -> int:
    """Hand out again what has been waiting for long; returns how many that were."""
    waiting = ListImport.objects.filter(
        state__in=(ImportState.UPLOADED, ImportState.COMMITTING), uploaded_at__lt=timezone.now() - LOST_AFTER
    )
    numbers = list(waiting.values_list("pk", flat=True))
    for pk in numbers:
        tasks.work_on_list.delay(pk)
    return len(numbers)
