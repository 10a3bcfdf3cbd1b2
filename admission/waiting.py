"""What waits of notices and nominations: for units to sign and to answer, for the office to decide."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from admission.choices import Reply
from admission.models import Nomination, NoticeReceipt
from admission.roles import ROLES
from common.desk import Wait, Waiting
from people.selectors.recipients import nearest_holders
from training.choices import BatchState
from training.roles import ROLES as TRAINING


def answers_or_runs(user):
    return user.scope.has(*ROLES.who("answer"), *TRAINING.who("run"))


def unsigned(user):
    return _of_running_classes(NoticeReceipt.objects.visible_to(user)).filter(signed_at=None)


def unanswered(user):
    """Signed for, and without a nomination or a no."""
    seen = _of_running_classes(NoticeReceipt.objects.visible_to(user))
    return seen.filter(signed_at__isnull=False, reply=Reply.NONE)


def _of_running_classes(receipts):
    """Of classes for which nominations can still matter: those that are not over."""
    return receipts.filter(notice__batch__state=BatchState.NOTIFIED, notice__batch__ends_on__gte=timezone.localdate())


def undecided(user):
    reach = user.scope.reach("batch__organiser__path", TRAINING.who("run"))
    return Nomination.objects.submitted().filter(reach, batch__state=BatchState.NOTIFIED)


def sign(user, rows):
    return _receipts(user, rows, _("Sign for the notice"), lambda row: row.notice.issued_at)


def answer(user, rows):
    return _receipts(user, rows, _("Answer the notice"), lambda row: row.signed_at)


def _receipts(user, rows, what, since):
    """With the liaisons of the units; a unit's own liaison is led to the notice, the office to its board."""
    rows = list(rows.select_related("notice__batch", "unit"))
    holders = nearest_holders({row.unit.pk: row.unit for row in rows}.values(), *ROLES.who("answer"))
    return [
        Wait(
            what=what,
            since=timezone.localdate(since(row)),
            address=_receipt_or_board(user, row),
            whom=row.unit.short_name,
            who="、".join(str(holder) for holder in holders[row.unit_id]),
            about=row.notice.batch.title,
            due=row.notice.reply_by,
        )
        for row in rows
    ]


def _receipt_or_board(user, row):
    if user.scope.covers(row.unit.path, *ROLES.who("answer")):
        return reverse("admission:receipt_detail", args=[row.pk])
    return reverse("admission:receipt_board", kwargs={"code": row.notice.batch.code})


def decide(user, rows):
    return [
        Wait(
            what=_("Decide the nomination of %(person)s") % {"person": row.person},
            since=timezone.localdate(row.nominated_at),
            address=reverse("admission:receipt_board", kwargs={"code": row.batch.code}),
            whom=row.batch.organiser.short_name,
            who=_("from %(unit)s") % {"unit": row.unit.short_name},
            about=row.batch.title,
            due=row.batch.starts_on,
        )
        for row in rows.select_related("person", "unit", "batch__organiser")
    ]


def kinds():
    return [
        Waiting(
            code="unsigned",
            label=gettext_lazy("Not signed"),
            unit=pgettext_lazy("counted", "units"),
            icon="mail",
            order=10,
            concerned=answers_or_runs,
            rows=unsigned,
            shape=sign,
            entry="admission:inbox",
        ),
        Waiting(
            code="unanswered",
            label=gettext_lazy("Not answered"),
            unit=pgettext_lazy("counted", "units"),
            icon="send",
            order=20,
            concerned=answers_or_runs,
            rows=unanswered,
            shape=answer,
            entry="admission:inbox",
        ),
        Waiting(
            code="undecided",
            label=gettext_lazy("Nominations to decide"),
            unit=pgettext_lazy("counted", "people"),
            icon="user-check",
            order=30,
            concerned=lambda user: user.scope.has(*TRAINING.who("run")),
            rows=undecided,
            shape=decide,
            entry="training:plan",
        ),
    ]
