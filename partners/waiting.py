"""Statements that a side has not confirmed, and exchanges past their last day that nobody has ended."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.desk import Wait, Waiting
from partners.choices import Side
from partners.models import Exchange, Statement
from partners.roles import ROLES, SPEAKERS


def speaks(user):
    return user.scope.has(*SPEAKERS[Side.CITY], *SPEAKERS[Side.PARTNER])


def unconfirmed(user):
    return Statement.objects.visible_to(user).waiting()


def confirm(user, rows):
    rows = rows.select_related("agreement").prefetch_related("confirmations", "agreement__parties__unit")
    return [
        Wait(
            what=_("Confirm the statement of %(from)s to %(to)s")
            % {"from": row.first_day.isoformat(), "to": row.last_day.isoformat()},
            since=timezone.localdate(row.drawn_up_at),
            address=row.get_absolute_url(),
            whom=_parties_to_confirm(row),
            about=row.agreement.title,
        )
        for row in rows
    ]


def _parties_to_confirm(statement):
    done = {one.side for one in statement.confirmations.all()}
    waiting = [party for party in statement.agreement.parties.all() if party.side not in done]
    return "、".join(party.unit.short_name for party in waiting)


def not_ended(user):
    return Exchange.objects.visible_to(user).open().filter(ends_on__lt=timezone.localdate())


def end(user, rows):
    return [
        Wait(
            what=_("End the exchange of %(person)s") % {"person": row.person},
            since=row.ends_on,
            address=row.get_absolute_url(),
            whom=row.host_unit.short_name,
            about=row.line.agreement.title,
            due=row.ends_on,
        )
        for row in rows.select_related("person", "host_unit", "line__agreement")
    ]


def kinds():
    return [
        Waiting(
            code="statements",
            label=gettext_lazy("Statements to confirm"),
            unit=pgettext_lazy("counted", "statements"),
            icon="report",
            order=70,
            concerned=speaks,
            rows=unconfirmed,
            shape=confirm,
            entry="partners:home",
        ),
        Waiting(
            code="exchanges",
            label=gettext_lazy("Exchanges to end"),
            unit=pgettext_lazy("counted", "people"),
            icon="arrows-exchange",
            order=80,
            concerned=lambda user: user.scope.has(*ROLES.who("host")),
            rows=not_ended,
            shape=end,
            entry="partners:home",
        ),
    ]
