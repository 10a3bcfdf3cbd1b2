"""A list is taken over as it was shown, and undone as a whole."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.sealing.crypto import seal_bytes, unseal_bytes
from common.tables import Grid, read_book
from intake.choices import ImportState
from intake.kinds import Written
from intake.models import ListImport
from intake.services.receiving import file_of, kind_of, read_again
from intake.services.touched import at_work
from intake.verdicts import WARNING, RowVerdict
from notifications.services.inbox import tell
from people.models import User
from people.trail import audit

STALE = "stale"
TAKEN = ("new", "changed")


def commit_list(
    *,
    listing: ListImport,
    accepted: Collection[str] | None,
    by: User | None,
    choices: dict[str, Any] | None = None,
) -> ListImport:
    """Take over what was shown, all of it or nothing; a second time changes nothing.

    `accepted` names the rows with a warning somebody has looked at, as `<sheet>!<row>`; None accepts all. Refused with
    `stale` when the file would do something else by now.
    """
    # The file never changes; what it means is judged under the lock.
    grids = read_book(file_of(listing), listing.file_name) if listing.state != ImportState.COMMITTED else []
    return _take_over(listing, grids, accepted, by, choices or {})


@transaction.atomic
def _take_over(
    listing: ListImport, grids: list[Grid], accepted: Collection[str] | None, by: User | None, choices: dict[str, Any]
) -> ListImport:
    listing = ListImport.objects.select_for_update().get(pk=listing.pk)
    if listing.state == ImportState.COMMITTED:
        return listing
    if listing.state not in (ImportState.JUDGED, ImportState.COMMITTING):
        raise NotAllowed(_("Only an import that has been checked can be taken over."), code="not_judged")
    reading = read_again(listing, grids)
    if reading.digest != listing.summary.get("digest"):
        raise NotAllowed(_("What the list meets has changed since the check. Look at the new result."), code=STALE)
    written = _write(listing, [row for row in reading.verdicts if is_taken(row, accepted)], by, choices)
    listing.undo_sealed = seal_bytes(json.dumps(written.undo).encode(), aad=listing.aad("undo"))
    listing.state, listing.committed_at, listing.committed_by = ImportState.COMMITTED, timezone.now(), by
    told = {"created": written.created, "updated": written.updated}
    listing.summary = {**listing.summary, "written": told}
    known = {row.key for row in reading.verdicts}
    listing.decisions = decided(None if accepted is None else known.intersection(accepted), choices)
    listing.save(update_fields=["undo_sealed", "state", "committed_at", "committed_by", "summary", "decisions"])
    event = audit.record(listing, "intake.commit_list", by=by, data={"kind": listing.kind, **told})
    tell(event, kind_of(listing).told(listing, is_undone=False))
    return listing


def _write(listing: ListImport, rows: list[RowVerdict], by: User | None, choices: dict[str, Any]) -> Written:
    try:
        with transaction.atomic(), at_work(listing):
            return kind_of(listing).write(rows, listing=listing, by=by, choices=choices)
    except IntegrityError as error:
        message = _("Somebody has entered one of these rows in the meantime. Look at the new result first.")
        raise NotAllowed(message, code=STALE) from error


def is_taken(verdict: RowVerdict, accepted: Collection[str] | None) -> bool:
    if verdict.is_error or verdict.outcome not in TAKEN:
        return False
    return verdict.status != WARNING or accepted is None or verdict.key in accepted


def decided(accepted: Collection[str] | None, choices: dict[str, Any]) -> dict[str, Any]:
    """What is kept of who took a list over: the rows they ticked, None for all of them, and what else they chose."""
    return {"accepted": sorted(accepted) if accepted is not None else None, "choices": choices}


def left_out(listing: ListImport, verdicts: Iterable[RowVerdict]) -> frozenset[str]:
    """The keys of rows that would have done something and were not ticked when the list was taken over."""
    if listing.committed_at is None or "accepted" not in listing.decisions:
        return frozenset()
    ticked = listing.decisions["accepted"]
    accepted = None if ticked is None else set(ticked)
    offered = (one for one in verdicts if one.outcome in TAKEN and not one.is_error)
    return frozenset(one.key for one in offered if not is_taken(one, accepted))


@transaction.atomic
def undo_list(*, listing: ListImport, by: User | None) -> ListImport:
    """Put everything back as it was before the import, or nothing: refused once somebody has built on it."""
    listing = ListImport.objects.select_for_update().get(pk=listing.pk)
    if listing.state == ImportState.UNDONE:
        return listing
    if listing.state != ImportState.COMMITTED:
        raise NotAllowed(_("Only an import that was taken over can be undone."), code="not_committed")
    undo = json.loads(unseal_bytes(listing.undo_sealed or b"", aad=listing.aad("undo")))
    with at_work(listing):
        kind_of(listing).undo(undo, listing=listing, by=by)
    listing.state, listing.undone_at, listing.undone_by = ImportState.UNDONE, timezone.now(), by
    listing.save(update_fields=["state", "undone_at", "undone_by"])
    data = {"kind": listing.kind, **listing.summary.get("written", {})}
    event = audit.record(listing, "intake.undo_list", by=by, data=data)
    tell(event, kind_of(listing).told(listing, is_undone=True))
    return listing
