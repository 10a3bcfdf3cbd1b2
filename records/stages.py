"""Whether classes are closed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.menu import PageAction
from training.choices import BatchState
from training.stages import Stage, StageCode


def stages_of_closing(user, batches):
    return {batch.pk: [_closing(user, batch)] for batch in batches}


def _closing(user, batch):
    today = timezone.localdate()
    is_closed = batch.state == BatchState.CLOSED
    may_close = user.has_perm("records.close_batch", batch)
    address = reverse("records:batch_close", kwargs={"code": batch.code})
    action = PageAction(_("Close the class"), address, "circle-check", is_primary=True)
    if is_closed:
        says = timezone.localdate(batch.closed_at).isoformat()
    else:
        says = _("from %(day)s on") % {"day": f"{batch.ends_on:%m-%d}"}
    return Stage(
        StageCode.CLOSING,
        is_done=is_closed,
        is_due=batch.state == BatchState.NOTIFIED and batch.ends_on < today,
        says=says,
        next=_("The class is over. Closing it posts the hours and issues the certificates."),
        acts=(action,) if may_close and batch.is_open else (),
        look=address if may_close and batch.state != BatchState.DRAFT else "",
    )
