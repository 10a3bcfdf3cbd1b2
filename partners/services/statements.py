"""What a period came to, confirmed by both sides and then frozen."""

from datetime import date

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from notifications.services.inbox import tell
from partners.choices import AgreementState, ConfirmedBy, Side
from partners.models import Agreement, Statement, StatementConfirmation
from partners.selectors import Period, statement_content
from partners.services.agreements import checked, locked
from partners.telling import of_confirmation, of_statement
from people.models import User
from people.trail import audit


@transaction.atomic
def draw_up_statement(*, agreement: Agreement, first: date, last: date, by: User) -> Statement:
    """Count what happened between two days; both sides are asked to confirm."""
    agreement = locked(agreement)
    if agreement.state == AgreementState.DRAFT:
        raise NotAllowed(_("The agreement is not in force."), code="not_in_force")
    if last > timezone.localdate():
        raise NotAllowed(_("The period is not over. Choose a last day up to today."), code="not_over")
    if first < agreement.starts_on or last > agreement.ends_on:
        text = _("The period must lie within the term of the agreement, %(first)s to %(last)s.")
        raise NotAllowed(text % {"first": agreement.starts_on, "last": agreement.ends_on}, code="outside_term")
    if other := agreement.statements.filter(first_day__lte=last, last_day__gte=first).first():
        text = _("The period overlaps the statement of %(first)s to %(last)s.")
        raise NotAllowed(text % {"first": other.first_day, "last": other.last_day}, code="overlaps")
    statement = Statement(agreement=agreement, first_day=first, last_day=last, drawn_up_at=timezone.now())
    statement.content = statement_content(agreement, Period(first, last))
    checked(statement)
    event = audit.record(statement, "partners.draw_up_statement", by=by, data={"agreement": agreement.code})
    tell(event, of_statement(statement, agreement))
    return statement


@transaction.atomic
def redraw_statement(*, statement: Statement, by: User) -> Statement:
    """Count again; confirmations of the earlier figures no longer hold."""
    statement = _waiting(statement)
    statement.content = statement_content(statement.agreement, Period(statement.first_day, statement.last_day))
    statement.drawn_up_at = timezone.now()
    statement.save(update_fields=["content", "drawn_up_at"])
    dropped = list(statement.confirmations.values("side", "mode", "signatory", "scan"))
    statement.confirmations.all().delete()
    event = audit.record(statement, "partners.redraw_statement", by=by, data={"dropped": dropped})
    tell(event, of_statement(statement, locked(statement.agreement)))
    return statement


def _waiting(statement: Statement) -> Statement:
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if statement.frozen_at:
        text = _("Both sides have confirmed; the statement stands. Put a difference right in the next one.")
        raise NotAllowed(text, code="frozen")
    return statement


@transaction.atomic
def confirm_statement(
    *, statement: Statement, side: str, seen: str, signatory: str, by: User, scan: File | None = None
) -> Statement:
    """Say yes for a side to the figures `seen`, the time at which they were drawn up in ISO form; with a `scan`
    the yes was given on paper. The second side's yes freezes the statement. Safe to repeat."""
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if statement.confirmations.filter(side=side).exists():
        if scan:
            text = _("This side has confirmed in the meantime; the paper is not needed and was not kept.")
            raise NotAllowed(text, code="already_confirmed")
        return statement
    statement = _waiting(statement)
    if seen != statement.drawn_up_at.isoformat():
        text = _("The figures were drawn up anew since you opened the page. Read them again, then confirm.")
        raise NotAllowed(text, code="outdated")
    if not signatory.strip():
        raise NotAllowed(_("Enter who signs."), code="signatory_missing")
    mode = ConfirmedBy.PAPER if scan else ConfirmedBy.SCREEN
    row = StatementConfirmation(
        statement=statement, side=side, mode=mode, scan=scan or "", signatory=signatory.strip(), recorded_by=by
    )
    checked(row)
    if set(statement.confirmations.values_list("side", flat=True)) == set(Side.values):
        statement.frozen_at, statement.mac = timezone.now(), statement.authentication_code()
        statement.save(update_fields=["frozen_at", "mac"])
    event = audit.record(statement, "partners.confirm_statement", by=by, data={"side": side, "mode": mode})
    tell(event, of_confirmation(statement, statement.agreement, side))
    return statement
