"""Closing a class: checks, then hours and certificates in one transaction."""

from django.db import transaction

from common.errors import NotAllowed
from exams.models import Attempt
from exams.services.attempts import finish_overdue
from notifications.services.inbox import tell
from people.models import User
from people.trail import audit
from records.completion import completions_in, exam_record
from records.selectors import closing_checks
from records.services.certificates import issue_certificates
from records.services.ledger import post_credits
from records.telling import of_closing
from training.choices import BatchState
from training.models import Batch
from training.services.classes import close_class


@transaction.atomic
def close_batch(*, batch: Batch, by: User | None) -> Batch:
    """Close a class that is in order; doing it again adds nothing."""
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
    data = {"entries": len(entries), "certificates": len(certificates), "exam": exam_record(batch)}
    event = audit.record(batch, "records.close_batch", by=by, data={"batch": batch.code, **data})
    tell(event, of_closing(batch, completions_in(batch), entries, certificates))
    return batch
