"""Classes that are over and wait to be closed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.desk import Wait, Waiting
from training.choices import BatchState
from training.models import Batch
from training.roles import ROLES


def to_close(user):
    over = Batch.objects.filter(state=BatchState.NOTIFIED, ends_on__lt=timezone.localdate())
    return over.filter(user.scope.reach("organiser__path", ROLES.who("run")))


def close(user, rows):
    return [
        Wait(
            what=_("Close the class"),
            since=batch.ends_on,
            address=reverse("records:batch_close", kwargs={"code": batch.code}),
            whom=batch.organiser.short_name,
            about=batch.title,
            due=batch.ends_on,
        )
        for batch in rows.select_related("organiser")
    ]


def kinds():
    return [
        Waiting(
            code="closing",
            label=gettext_lazy("Classes to close"),
            unit=pgettext_lazy("counted", "classes"),
            icon="circle-check",
            order=60,
            concerned=lambda user: user.scope.has(*ROLES.who("run")),
            rows=to_close,
            shape=close,
            entry="training:plan",
        )
    ]
