"""A list taken in one call, as the commands on the machine itself do."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.tables import Grid
from intake.kinds import ListKind
from intake.models import ListImport
from intake.options import Options
from intake.services.committing import commit_list, undo_list
from intake.services.receiving import judge_list, receive_list, remembered, verdicts_of
from intake.verdicts import RowVerdict
from people.models import OrgUnit, User

COUNTS = ("created", "updated", "unchanged", "skipped", "errors", "warnings")


@dataclass(frozen=True)
class Taken:
    """What a list says, and the import of it where it was taken over."""

    verdicts: list[RowVerdict]
    summary: dict[str, Any]
    listing: ListImport | None = None

    @property
    def counts(self) -> dict[str, int]:
        return {name: self.summary[name] for name in COUNTS}


def look_at_list(
    *, kind: ListKind, grids: list[Grid], unit: OrgUnit, by: User | None, options: Options | None = None
) -> Taken:
    """What the list in an opened file would do; writes nothing."""
    reading = kind.judge(grids, by=by, unit=unit, options=options or remembered(kind, unit, by))
    return Taken(reading.verdicts, reading.summary)


def take_list(
    *,
    kind: ListKind,
    file_name: str,
    data: bytes,
    unit: OrgUnit,
    by: User | None,
    options: Options | None = None,
    accepted: Collection[str] | None = None,
) -> Taken:
    """Receive, judge and take over; `accepted` as in `commit_list`. Raises NotAllowed where it cannot be read."""
    listing = receive_list(kind=kind, file_name=file_name, data=data, unit=unit, by=by, options=options)
    listing = judge_list(listing=listing)
    if refusal := listing.summary.get("refusal"):
        raise NotAllowed(refusal, code="unreadable")
    verdicts = verdicts_of(listing)
    listing = commit_list(listing=listing, accepted=accepted, by=by)
    return Taken(verdicts, listing.summary, listing)


def undo_numbered(*, kind: ListKind, number: int, by: User | None) -> None:
    """Undo the import of this number; refused where the kind has none."""
    listing = ListImport.objects.filter(kind=kind.code, pk=number).first()
    if listing is None:
        raise NotAllowed(_("There is no import with the number %(n)d.") % {"n": number}, code="unknown_import")
    undo_list(listing=listing, by=by)
