"""Closing a class: checks, then hours and certificates in one transaction."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed, seen_of
from exams.models import Attempt
from exams.services.attempts import finish_overdue
from notifications.services.inbox import tell
from people.models import User
from people.trail import audit
from records.completion import completions_in, exam_record, facts_of_closing
from records.selectors import closing_checks
from records.services.certificates import issue_certificates
from records.services.ledger import post_credits
from records.telling import of_closing
from training.choices import BatchState
from training.models import Batch
from training.services.classes import close_class


@transaction.atomic
def close_batch(*, batch: Batch, by: User | None, seen: str = "") -> Batch:
    """Close a class that is in order; doing it again adds nothing. Refused where it would come to something else than
    the page showed."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.CLOSED:
        return batch
    finish_overdue(attempts=Attempt.objects.filter(sitting__batch=batch))
    outstanding = [check for check in closing_checks(batch, by) if check.blocking and not check.ok]
    if outstanding:
        raise NotAllowed(" ".join(check.sentence for check in outstanding), code=outstanding[0].name)
    batch = close_class(batch=batch, by=by)
    entries = post_credits(batch=batch, by=by)
    certificates = issue_certificates(batch=batch, by=by)
    facts = facts_of_closing(len(entries), sum((entry.hours for entry in entries), Decimal(0)), len(certificates))
    if seen and seen != seen_of(facts):
        text = _(
            "What closing comes to has changed since you opened the page. Look at the figures, then close the class."
        )
        raise NotAllowed(text, code="changed_meanwhile")
    data = {"entries": len(entries), "certificates": len(certificates), "exam": exam_record(batch)}
    event = audit.record(batch, "records.close_batch", by=by, data={"batch": batch.code, **data})
    tell(event, of_closing(batch, completions_in(batch), entries, certificates))
    return batch
