"""The notice goes out, units sign for it and answer."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.choices import Reply
from admission.models import Notice, NoticeReceipt, Quota
from admission.selectors import latest_reply
from admission.telling import of_answer, of_notice
from common.errors import NotAllowed, require_reason
from notifications.services.inbox import tell
from people.models import OrgUnit, User
from people.trail import audit
from training.choices import BatchState
from training.models import Batch
from training.services.classes import over_refusal
from training.services.seats import open_for_nominations

QuotaTable = dict[tuple[int, str], int]  # (unit id, track) -> seats


@transaction.atomic
def issue_notice(*, batch: Batch, doc_no: str, body: str, reply_by: date, quotas: QuotaTable, by: User) -> Notice:
    """Send the notice to every unit that has a seat in `quotas`, with its quota."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != BatchState.DRAFT:
        raise NotAllowed(_("The notice of this class has already been issued."), code="already_issued")
    seats = {key: n for key, n in quotas.items() if n > 0}
    if not seats:
        raise NotAllowed(_("Give at least one unit a seat."), code="no_quota")
    if sum(seats.values()) > batch.capacity:
        text = _("The quotas add up to %(sum)d, but the class has %(capacity)d seats.")
        raise NotAllowed(text % {"sum": sum(seats.values()), "capacity": batch.capacity}, code="quota_over_capacity")
    if refusal := reply_day_refusal(batch, reply_by):
        raise refusal
    notice = Notice.objects.create(
        batch=batch, doc_no=doc_no.strip(), body=body.strip(), reply_by=reply_by, issued_at=timezone.now(), issued_by=by
    )
    Quota.objects.bulk_create(Quota(batch=batch, unit_id=u, track=t, seats=n) for (u, t), n in seats.items())
    units = sorted({unit for unit, _track in seats})
    NoticeReceipt.objects.bulk_create(NoticeReceipt(notice=notice, unit_id=unit) for unit in units)
    open_for_nominations(batch)
    event = audit.record(notice, "admission.issue_notice", by=by, data={"batch": batch.code, "units": len(units)})
    addressed = list(OrgUnit.objects.get_queryset().filter(pk__in=units))
    tell(event, of_notice(batch, addressed, f"{reply_by:%Y-%m-%d}"))
    return notice


def reply_day_refusal(batch: Batch, reply_by: date) -> NotAllowed | None:
    """Why units cannot be asked to reply by this day, if so; the form says it beside the field."""
    today, latest = timezone.localdate(), latest_reply(batch)
    if reply_by < today:
        return NotAllowed(_("This day is over. Choose a day from today on."), code="reply_in_the_past")
    if reply_by <= latest:
        return None
    if latest == today:
        text = _("The class has begun, so units can only be asked to reply today.")
        return NotAllowed(text, code="reply_too_late")
    text = _("The class begins on %(day)s; units must reply by then. Choose that day or an earlier one.")
    return NotAllowed(text % {"day": f"{latest:%Y-%m-%d}"}, code="reply_too_late")


def _locked(receipt: NoticeReceipt) -> NoticeReceipt:
    rows = NoticeReceipt.objects.select_for_update(of=("self",)).select_related("notice__batch")
    return rows.get(pk=receipt.pk)


@transaction.atomic
def sign_receipt(*, receipt: NoticeReceipt, by: User) -> NoticeReceipt:
    """Sign for a notice (签收); the first signature stays."""
    receipt = _locked(receipt)
    if receipt.signed_at:
        return receipt
    if refusal := over_refusal(receipt.notice.batch):
        raise refusal
    receipt.signed_at = timezone.now()
    receipt.signed_by = by
    receipt.save(update_fields=["signed_at", "signed_by"])
    audit.record(receipt, "admission.sign_receipt", by=by)
    return receipt


@transaction.atomic
def reply_nobody(*, receipt: NoticeReceipt, reason: str, by: User) -> NoticeReceipt:
    """Answer that nobody of the unit takes part, with the reason."""
    # Held, so that of two units that answer last one at least sees that both have.
    Batch.objects.select_for_update().get(pk=receipt.notice.batch_id)
    receipt = _locked(receipt)
    if refusal := over_refusal(receipt.notice.batch):
        raise refusal
    if not receipt.signed_at:
        raise NotAllowed(_("Sign for the notice before you answer it."), code="not_signed")
    reason = require_reason(reason, _("Say why nobody takes part."))
    if receipt.notice.batch.nominations.standing().filter(unit=receipt.unit_id).exists():
        raise NotAllowed(_("Your unit has nominated people; withdraw them first."), code="has_nominations")
    if (receipt.reply, receipt.reply_reason) == (Reply.NOBODY, reason):
        return receipt
    is_first = receipt.reply == Reply.NONE
    receipt.reply = Reply.NOBODY
    receipt.reply_reason = reason
    receipt.save(update_fields=["reply", "reply_reason"])
    event = audit.record(receipt, "admission.reply_nobody", by=by, reason=reason)
    tell(event, of_answer(receipt.notice.batch) if is_first else [])
    return receipt
