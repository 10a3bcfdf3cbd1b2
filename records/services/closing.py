"""Closing a class: checks, then hours and certificates in one transaction."""

from django.db import transaction

from common.errors import NotAllowed
from exams.models import Attempt
from exams.services.attempts import finish_overdue
from people import audit
from people.models import User
from people.services.notifications import notify
from records.completion import exam_record
from records.messages import CERTIFICATE_READY, HOURS_POSTED
from records.models import Certificate, CreditEntry
from records.selectors import closing_checks
from records.services.certificates import issue_certificates
from records.services.ledger import post_credits
from training.choices import BatchState
from training.messages import about
from training.models import Batch
from training.services.classes import close_class


@transaction.atomic
def close_batch(*, batch: Batch, by: User | None) -> Batch:
    """Close a class that is in order; doing it again adds nothing."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.CLOSED:
        return batch
    finish_overdue(attempts=Attempt.objects.filter(sitting__batch=batch))
    outstanding = [check for check in closing_checks(batch) if check.blocking and not check.ok]
    if outstanding:
        raise NotAllowed(" ".join(check.sentence for check in outstanding), code=outstanding[0].name)
    batch = close_class(batch=batch, by=by)
    entries = post_credits(batch=batch, by=by)
    certificates = issue_certificates(batch=batch, by=by)
    data = {"entries": len(entries), "certificates": len(certificates), "exam": exam_record(batch)}
    audit.record(batch, "records.close_batch", by=by, data={"batch": batch.code, **data})
    _tell(batch, entries, certificates)
    return batch


def _tell(batch: Batch, entries: list[CreditEntry], certificates: list[Certificate]) -> None:
    """A message to everybody with an account, one wording for those with a certificate and one for the others."""
    completed = {certificate.enrolment.person_id for certificate in certificates}
    users = User.objects.filter(person__in=[entry.person_id for entry in entries], is_active=True)
    for has_certificate, kind in ((True, CERTIFICATE_READY), (False, HOURS_POSTED)):
        notify(
            users=[user for user in users if (user.person_id in completed) == has_certificate],
            kind=kind,
            event_key=f"closed-{batch.pk}",
            values=about(batch),
            address="/records/",
        )
