"""Earlier years' hours come in as opening entries (期初), and go out again as a whole."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake.verdicts import ERROR, SKIPPED, WARNING
from people import audit
from people.choices import Track
from people.models import User
from records.history import HistoryRow, find_people, read_history
from records.models import CreditEntry, HistoryImport, OpeningEntry
from records.services.ledger import SAME_IN_CORRECTION


@dataclass
class HistoryAnswer:
    rows: list[HistoryRow]
    fresh: list[HistoryRow] = field(default_factory=list)
    unchanged: int = 0
    history: HistoryImport | None = None

    def as_json(self) -> dict[str, Any]:
        count = {status: sum(row.status == status for row in self.rows) for status in (SKIPPED, ERROR, WARNING)}
        counts = {"created": len(self.fresh), "updated": 0, "unchanged": self.unchanged, "skipped": count[SKIPPED]}
        counts |= {"errors": count[ERROR], "warnings": count[WARNING]}
        return {**counts, "rows": [row.as_json() for row in self.rows]}


def import_history(*, data: bytes, file_name: str, commit: bool, by: User | None) -> HistoryAnswer:
    """Read a list, then take it over."""
    return take_history(rows=read_history(data, file_name), file_name=file_name, commit=commit, by=by)


@transaction.atomic
def take_history(*, rows: list[HistoryRow], file_name: str, commit: bool, by: User | None) -> HistoryAnswer:
    """Judge every row; with `commit` post the good ones. What stands as an opening entry already is not posted again."""
    find_people(rows)
    answer = HistoryAnswer(rows)
    standing = _standing()
    for row in answer.rows:
        if row.is_error or row.status == SKIPPED:
            continue
        if _key(row) in standing:
            answer.unchanged += 1
        else:
            standing.add(_key(row))
            answer.fresh.append(row)
    if commit and answer.fresh:
        answer.history = _post(answer.fresh, file_name, by)
    return answer


def _standing() -> set[tuple[Any, ...]]:
    """What opening entries say that have not been taken back, row by row."""
    entries = CreditEntry.objects.filter(opening__isnull=False, opening__history__undone_at=None)
    return set(entries.values_list("person", "source", "year", "hours"))


def _key(row: HistoryRow) -> tuple[Any, ...]:
    return (row.person.pk if row.person else 0, _source(row), row.year, row.hours)


def _source(row: HistoryRow) -> str:
    return row.found["title"][:200]


def _post(rows: list[HistoryRow], file_name: str, by: User | None) -> HistoryImport:
    history = HistoryImport.objects.create(file_name=file_name[-200:], imported_by=by)
    entries = CreditEntry.objects.append_many(_entry(row) for row in rows)
    OpeningEntry.objects.bulk_create(
        [
            OpeningEntry(
                history=history,
                entry=entry,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                organiser=row.found.get("organiser", "")[:100],
                certificate_no=row.found.get("certificate_no", "")[:60],
            )
            for row, entry in zip(rows, entries, strict=True)
        ],
        batch_size=500,
    )
    hours = sum((row.hours for row in rows), Decimal(0))
    audit.record(history, "records.import_history", by=by, data={"entries": len(rows), "hours": f"{hours:.2f}"})
    return history


def _entry(row: HistoryRow) -> CreditEntry:
    """Unit and post as the list says; where it says nothing, those of today."""
    posting = row.person.posting if row.person else None
    return CreditEntry(
        person=row.person,
        bucket=row.values["bucket"],
        hours=row.hours,
        days=row.days,
        year=row.year,
        source=_source(row),
        unit_name=(row.found.get("unit") or (posting.unit.short_name if posting else ""))[:100],
        post=(row.found.get("post") or (posting.post if posting else ""))[:100],
        track=posting.track if posting else Track.STAFF,
    )


@transaction.atomic
def undo_history(*, history: HistoryImport, by: User | None) -> HistoryImport:
    """Take back every entry of an import by a correction to nothing; the entries stay readable."""
    history = HistoryImport.objects.select_for_update().get(pk=history.pk)
    if history.undone_at:
        return history
    entries = CreditEntry.objects.filter(opening__history=history)
    if corrected := entries.filter(corrections__isnull=False).select_related("person").first():
        message = _("The hours of %(name)s were corrected since; take that correction into account by hand first.")
        raise NotAllowed(message % {"name": corrected.person.name}, code="changed_since")
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
    history.undone_at = timezone.now()
    history.save(update_fields=["undone_at"])
    total = entries.aggregate(hours=Sum("hours"))["hours"] or Decimal(0)
    audit.record(history, "records.undo_history", by=by, data={"hours": f"{total:.2f}"})
    return history
