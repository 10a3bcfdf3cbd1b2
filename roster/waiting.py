"""Transfers that a unit asked for and another one has not answered."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.desk import Wait, Waiting
from people.roles import ROLES
from people.selectors.recipients import nearest_holders
from roster.models import TransferRequest


def transfers(user):
    return TransferRequest.objects.visible_to(user).open()


def answer(user, rows):
    rows = list(rows.select_related("person", "unit", "from_unit"))
    holders = nearest_holders({row.from_unit.pk: row.from_unit for row in rows}.values(), *ROLES.who("keep_roster"))
    return [
        Wait(
            what=_("Transfer of %(person)s to %(unit)s") % {"person": row.person, "unit": row.unit.short_name},
            since=timezone.localdate(row.asked_at),
            address=reverse("roster:transfer_list"),
            whom=row.from_unit.short_name,
            who="、".join(str(holder) for holder in holders[row.from_unit_id]),
        )
        for row in rows
    ]


def kinds():
    return [
        Waiting(
            code="transfers",
            label=gettext_lazy("Transfers waiting"),
            unit=pgettext_lazy("counted", "people"),
            icon="arrows-exchange",
            order=90,
            concerned=lambda user: user.scope.has(*ROLES.who("keep_roster")),
            rows=transfers,
            shape=answer,
            entry="roster:transfer_list",
        )
    ]
