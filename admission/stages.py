"""How notice, admission and arrival of classes stand."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.choices import Reply
from admission.models import ArrivalDetails, Nomination, Notice
from common.menu import PageAction
from training.choices import BatchState
from training.stages import Stage, StageCode


def stages_of_admission(user, batches):
    """Three stages a class; three statements."""
    keys = [batch.pk for batch in batches]
    receipts = {
        "units": Count("receipts"),
        "signed": Count("receipts", filter=Q(receipts__signed_at__isnull=False)),
        "silent": Count("receipts", filter=Q(receipts__reply=Reply.NONE)),
    }
    notices = {notice.batch_id: notice for notice in Notice.objects.filter(batch__in=keys).annotate(**receipts)}
    waiting = _counted(Nomination.objects.submitted().filter(batch__in=keys), "batch")
    entered = ArrivalDetails.objects.filter(enrolment__batch__in=keys, enrolment__status="active")
    arrivals = _counted(entered, "enrolment__batch")
    return {
        batch.pk: [
            _notice(user, batch, notices.get(batch.pk)),
            _review(user, batch, notices.get(batch.pk), waiting.get(batch.pk, 0)),
            _arrival(user, batch, arrivals.get(batch.pk, 0)),
        ]
        for batch in batches
    }


def _counted(rows, by):
    return dict(rows.order_by().values(by).annotate(n=Count("pk")).values_list(by, "n"))


def _acts(user, batch, verb, *actions):
    return actions if batch.is_open and user.has_perm(verb, batch) else ()


def _notice(user, batch, notice):
    address = reverse("admission:notice_issue", kwargs={"code": batch.code})
    return Stage(
        StageCode.NOTICE,
        is_done=batch.state != BatchState.DRAFT,
        # After the timetable, which is due before.
        is_due=False,
        says=_("%(signed)d of %(units)d units signed") % {"signed": notice.signed, "units": notice.units}
        if notice
        else _("not issued"),
        next=_("Issue the notice, with the seats of each unit and the last day to reply."),
        acts=_acts(
            user,
            batch,
            "training.change_batch",
            PageAction(_("Issue the notice"), address, "send", is_primary=True),
        ),
        look="#notice" if notice else "",
    )


def _review(user, batch, notice, waiting):
    """Done when nothing waits to be decided and nobody is expected to nominate any more."""
    today = timezone.localdate()
    over = notice is not None and (today > notice.reply_by or not notice.silent)
    board = reverse("admission:receipt_board", kwargs={"code": batch.code})
    may_look = notice is not None and user.has_perm("training.change_batch", batch)
    action = PageAction(
        _("Decide %(n)d nominations") % {"n": waiting} if waiting else _("Receipts and nominations"),
        board,
        "list-check",
        is_primary=True,
    )
    return Stage(
        StageCode.REVIEW,
        is_done=batch.state == BatchState.CLOSED or (over and not waiting),
        is_due=notice is not None and batch.state == BatchState.NOTIFIED,
        says=_("%(n)d admitted") % {"n": batch.seats_taken},
        next=_next_of_review(notice, waiting),
        acts=_acts(user, batch, "training.change_batch", action) if notice else (),
        look=board if may_look else "",
    )


def _next_of_review(notice, waiting):
    if waiting:
        return _("%(n)d nominations wait to be decided.") % {"n": waiting}
    if notice is None:
        return ""
    values = {"n": notice.silent, "day": notice.reply_by.isoformat()}
    return _("%(n)d units have not answered yet; they reply by %(day)s.") % values


def _arrival(user, batch, entered):
    """Due in the week before the first day, done when everybody's details are there or the class has begun."""
    today = timezone.localdate()
    days = (batch.starts_on - today).days
    address = reverse("admission:arrival_list", kwargs={"code": batch.code})
    may_look = user.has_perm("admission.view_arrivals", batch)
    action = PageAction(_("Arrival details"), address, "clipboard-list", is_primary=True)
    values = {"n": entered, "all": batch.seats_taken}
    return Stage(
        StageCode.ARRIVAL,
        is_done=batch.state == BatchState.CLOSED or days < 0 or (0 < batch.seats_taken <= entered),
        is_due=batch.state == BatchState.NOTIFIED and days <= 7 and batch.seats_taken > 0,
        says=_("%(n)d of %(all)d told") % values,
        next=_("%(n)d of %(all)d trainees have told how they arrive.") % values,
        acts=(action,) if may_look and batch.is_open else (),
        look=address if may_look and batch.state != BatchState.DRAFT else "",
    )
