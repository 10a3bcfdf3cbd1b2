"""Earlier years' hours come in as opening entries (期初), and go out again as a whole."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake.models import ListImport
from intake.verdicts import RowVerdict
from people.models import Person
from records.history.matching import Openings
from records.models import CreditEntry, OpeningEntry
from records.services.ledger import SAME_IN_CORRECTION

MOST_NAMED = 5


@transaction.atomic
def post_history(*, rows: list[RowVerdict], listing: ListImport) -> int:
    """Post the rows of a list; returns how many. Taking the list over leaves the trace."""
    wanted = {row.target_id for row in rows}
    people = {one.pk: one for one in Person.objects.order_by("pk").select_for_update().filter(id__one_of=wanted)}
    standing = Openings.load() if rows else Openings()
    if any(row in standing for row in rows):
        message = _("Somebody has entered one of these rows in the meantime. Look at the new result first.")
        raise NotAllowed(message, code="stale")
    entries = CreditEntry.objects.append_many(_entry(row, people[row.target_id or 0]) for row in rows)
    OpeningEntry.objects.bulk_create(
        [_opening(row, entry, listing) for row, entry in zip(rows, entries, strict=True)], batch_size=500
    )
    return len(entries)


def _entry(row: RowVerdict, person: Person) -> CreditEntry:
    """Unit and post as the list says; where it says nothing, those of today."""
    values = row.values
    return CreditEntry(
        person=person,
        bucket=values["bucket"],
        hours=Decimal(values["hours"]),
        days=Decimal(values["days"]),
        year=int(values["year"]),
        source=values["title"],
        unit_name=values["unit_name"],
        post=values["post"],
        track=values["track"],
    )


def _opening(row: RowVerdict, entry: CreditEntry, listing: ListImport) -> OpeningEntry:
    values = row.values
    return OpeningEntry(
        listing=listing,
        entry=entry,
        starts_on=date.fromisoformat(values["starts_on"]) if values["starts_on"] else None,
        ends_on=date.fromisoformat(values["ends_on"]) if values["ends_on"] else None,
        organiser=values["organiser"],
        certificate_no=values["certificate_no"],
    )


@transaction.atomic
def take_history_back(*, listing: ListImport) -> None:
    """Take back every entry of a list by a correction to nothing; the entries stay readable."""
    entries = CreditEntry.objects.filter(opening__listing=listing)
    people = Person.objects.order_by("pk").select_for_update().filter(pk__in=entries.values("person").order_by())
    list(people.values_list("pk"))
    corrected = entries.filter(corrections__isnull=False).order_by("pk").values_list("person__name", flat=True)
    if names := list(dict.fromkeys(corrected)):
        message = _("The hours of %(name)s were corrected since; take that correction into account by hand first.")
        shown = "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
        raise NotAllowed(message % {"name": shown}, code="changed_since")
    reason = _("Import of earlier years undone")
    CreditEntry.objects.append_many(
        CreditEntry(
            corrects=entry,
            hours=-entry.hours,
            days=-entry.days,
            reason=reason,
            **{name: getattr(entry, name) for name in SAME_IN_CORRECTION},
        )
        for entry in entries.select_related("person", "batch", "rule")
    )
