"""Messages of visitors and staff that nobody has answered."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cms.models import Feedback
from common.desk import Wait, Waiting


def unanswered(user):
    return Feedback.objects.open()


def answer(user, rows):
    return [
        Wait(
            what=_("Answer the message %(code)s") % {"code": row.code},
            since=timezone.localdate(row.left_at),
            address=row.get_absolute_url(),
        )
        for row in rows
    ]


def kinds():
    return [
        Waiting(
            code="feedback",
            label=gettext_lazy("Messages to answer"),
            unit=pgettext_lazy("counted", "messages"),
            icon="message",
            order=95,
            concerned=lambda user: user.has_perm("cms.answer_feedback"),
            rows=unanswered,
            shape=answer,
            entry="cms:feedback_list",
        )
    ]
