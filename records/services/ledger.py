"""Hours go into the ledger."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.services.second_person import attest
from admission.rules import is_oneself
from common.errors import NotAllowed, refuse_changed, require_reason
from notifications.services.inbox import tell
from people.models import Person, User
from people.trail import audit
from records.choices import Bucket
from records.models import CreditEntry
from records.selectors import Earned, HourTable, earned_in, standing_of
from records.telling import of_correction
from training.choices import BatchState
from training.models import Batch

OWN_HOURS = gettext_lazy("Nobody corrects their own hours. Another officer does it.")
SAME_IN_CORRECTION = ("person", "batch", "bucket", "year", "rule", "source", "unit_name", "post", "track")


def locked_closed(batch: Batch) -> Batch:
    """The class row, locked; its marks no longer change."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != BatchState.CLOSED:
        raise NotAllowed(_("Hours and certificates come with the closing of the class."), code="not_closed")
    return batch


@transaction.atomic
def post_credits(*, batch: Batch, by: User | None, at: datetime | None = None) -> list[CreditEntry]:
    """Post the hours everybody earned in a closed class; who has a posting keeps it. Returns the new entries."""
    batch = locked_closed(batch)
    table = HourTable()
    posted = set(CreditEntry.objects.postings().filter(batch=batch).values_list("person", flat=True))
    rows = [row for row in earned_in(batch, table) if row.hours > 0 and row.enrolment.person_id not in posted]
    entries = CreditEntry.objects.append_many(_entry(batch, row, table, at or timezone.now()) for row in rows)
    if entries:
        hours = sum(entry.hours for entry in entries)
        audit.record(
            batch,
            "records.post_credits",
            by=by,
            data={"batch": batch.code, "people": len(entries), "hours": f"{hours:.2f}"},
        )
    return entries


def _entry(batch: Batch, row: Earned, table: HourTable, at: datetime) -> CreditEntry:
    return CreditEntry(
        person=row.enrolment.person,
        batch=batch,
        bucket=Bucket.CONCENTRATED,
        hours=row.hours,
        days=row.days,
        year=batch.ends_on.year,
        rule=table.rule_on(batch.ends_on),
        source=batch.title,
        unit_name=row.enrolment.unit_name,
        post=row.enrolment.post,
        track=row.enrolment.track,
        recorded_at=at,
    )


@transaction.atomic
def correct_hours(
    *,
    entry: CreditEntry,
    hours: Decimal,
    days: Decimal,
    reason: str,
    by: User,
    second: User | None = None,
    seen: str = "",
) -> CreditEntry:
    """Make a posting come to `hours` and `days` by appending the difference; the posting itself stands."""
    # Everybody's ledger is corrected one entry at a time.
    person = Person.objects.select_for_update().get(pk=entry.person_id)
    if is_oneself(by, person):
        raise NotAllowed(OWN_HOURS, code="own_hours")
    if entry.corrects_id:
        raise NotAllowed(_("Correct the posting itself, not a correction of it."), code="is_correction")
    reason = require_reason(reason, _("Say why the hours are corrected; the reason is kept."))
    now = standing_of(entry)
    if (hours, days) == now:
        raise NotAllowed(_("These are the hours that stand already."), code="unchanged")
    refuse_changed(seen, {"hours": now[0], "days": now[1]}, {"hours": hours, "days": days})
    attested = attest(act="records.correct_hours", by=by, second=second, target=entry)
    same = {name: getattr(entry, name) for name in SAME_IN_CORRECTION}
    correction = CreditEntry(corrects=entry, hours=hours - now[0], days=days - now[1], reason=reason, **same)
    correction.save()
    data = {"hours": f"{hours:.2f}", "before": f"{now[0]:.2f}", **attested}
    event = audit.record(entry, "records.correct_hours", by=by, reason=reason, data=data)
    tell(event, of_correction(entry, now, (hours, days), reason))
    return correction
