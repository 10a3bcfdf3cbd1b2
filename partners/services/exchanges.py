"""People go to the other side for a time, are appraised, and come back."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed, require_reason
from notifications.services.inbox import tell
from partners.choices import AppraisalStage, Direction, ExchangeState, PaidBy, Side
from partners.messages import APPRAISED, EXCHANGE_BEGINS, EXCHANGE_ENDED
from partners.models import Agreement, AgreementLine, Appraisal, Exchange
from partners.selectors import side_of
from partners.services.agreements import checked, in_force
from partners.telling import of_exchange
from people.choices import StaffCategory
from people.models import OrgUnit, Person, Posting, User
from people.trail import audit

LONGEST = timedelta(days=3 * 366)
ON_STATE_PAY = (StaffCategory.CIVIL_SERVANT, StaffCategory.REF_MANAGED)
# Who stands where: the sending side and the hosting side of a direction.
SIDES = {Direction.OUT: (Side.CITY, Side.PARTNER), Direction.IN: (Side.PARTNER, Side.CITY)}


@dataclass(frozen=True)
class ExchangeDraft:
    line: AgreementLine
    person: Person
    host_unit: OrgUnit
    host_post: str
    starts_on: date
    ends_on: date
    duties: str = ""
    doc_no: str = ""
    paid_by: str = PaidBy.NOBODY


@transaction.atomic
def start_exchange(*, draft: ExchangeDraft, by: User) -> Exchange:
    """Send a person; refused beyond the places of the year, outside the term, or on the wrong side."""
    # The lock on the agreement makes the count of places hold.
    agreement = in_force(draft.line.agreement)
    Person.objects.select_for_update().get(pk=draft.person.pk)
    posting = draft.person.postings.current().select_related("unit").first()
    if posting is None:
        raise NotAllowed(_("%(name)s has no current posting.") % {"name": draft.person.name}, code="no_posting")
    _check_dates(agreement, draft)
    _check_sides(agreement, draft, posting)
    _check_places(draft)
    _check_pay(draft)
    exchange = Exchange(
        line=draft.line,
        person=draft.person,
        home_unit=posting.unit,
        home_post=posting.post,
        host_unit=draft.host_unit,
        host_post=draft.host_post.strip(),
        duties=draft.duties.strip(),
        doc_no=draft.doc_no.strip(),
        paid_by=draft.paid_by,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
    )
    checked(exchange)
    event = audit.record(exchange, "partners.start_exchange", by=by, data={"agreement": agreement.code})
    tell(event, of_exchange(exchange, agreement, EXCHANGE_BEGINS))
    return exchange


def _check_dates(agreement: Agreement, draft: ExchangeDraft) -> None:
    if draft.starts_on < agreement.starts_on or draft.ends_on > agreement.ends_on:
        text = _("The exchange must lie within the term of the agreement, %(first)s to %(last)s.")
        raise NotAllowed(text % {"first": agreement.starts_on, "last": agreement.ends_on}, code="outside_term")
    if draft.ends_on - draft.starts_on > LONGEST:
        raise NotAllowed(_("An exchange lasts three years at most."), code="too_long")


def _check_sides(agreement: Agreement, draft: ExchangeDraft, posting: Posting) -> None:
    sending, hosting = SIDES[Direction(draft.line.direction)]
    values = {"unit": posting.unit.short_name, "direction": draft.line.get_direction_display()}
    if side_of(agreement, posting.unit) != sending:
        text = _("%(name)s works in %(unit)s, which does not send people in the direction “%(direction)s”.")
        raise NotAllowed(text % {**values, "name": draft.person.name}, code="wrong_sender")
    if side_of(agreement, draft.host_unit) != hosting:
        values["unit"] = draft.host_unit.short_name
        text = _("%(unit)s does not receive people in the direction “%(direction)s”.")
        raise NotAllowed(text % values, code="wrong_host")


def _check_places(draft: ExchangeDraft) -> None:
    year = draft.starts_on.year
    used = draft.line.exchanges.set_out().filter(starts_on__year=year).count()
    if used >= draft.line.places:
        text = _("The agreement gives %(places)d places for %(year)d and they are taken.")
        raise NotAllowed(text % {"places": draft.line.places, "year": year}, code="no_place_left")


def _check_pay(draft: ExchangeDraft) -> None:
    """Civil servants take no pay from an enterprise (Civil Servant Law, art. 59 (16) and art. 79)."""
    leaving = draft.line.direction == Direction.OUT and draft.person.staff_category in ON_STATE_PAY
    if leaving and draft.paid_by == PaidBy.HOST:
        text = _("A civil servant takes no pay or allowance from the partner. Let the sending unit pay, or nobody.")
        raise NotAllowed(text, code="paid_by_enterprise")


@transaction.atomic
def end_exchange_early(*, exchange: Exchange, on: date, reason: str, by: User) -> Exchange:
    """Call a person back before the last day, or off before the first."""
    exchange = _open(exchange)
    reason = require_reason(reason, _("Say why the exchange ends early; the reason is kept."))
    today = timezone.localdate()
    if on > today:
        raise NotAllowed(_("The day cannot be in the future."), code="in_future")
    # Who has not set out yet is called off as of a day before the first.
    if on >= exchange.ends_on or (on < exchange.starts_on <= today):
        raise NotAllowed(_("An early end lies between the first and the last day."), code="outside_term")
    exchange.state, exchange.ended_on, exchange.end_reason = ExchangeState.ENDED_EARLY, on, reason
    checked(exchange)
    event = audit.record(exchange, "partners.end_exchange_early", by=by, reason=reason)
    tell(event, of_exchange(exchange, exchange.line.agreement, EXCHANGE_ENDED))
    return exchange


@transaction.atomic
def appraise(*, exchange: Exchange, stage: str, grade: str, remarks: str, by: User) -> Appraisal:
    """Give the mid-term review, or the final appraisal, which finishes the exchange. Given once."""
    exchange = _open(exchange)
    today = timezone.localdate()
    if today < exchange.starts_on:
        raise NotAllowed(_("The exchange has not begun."), code="not_begun")
    if stage == AppraisalStage.FINAL and today < exchange.ends_on:
        text = _("The final appraisal is given from the last day on, %(day)s.")
        raise NotAllowed(text % {"day": exchange.ends_on}, code="not_over")
    appraisal = Appraisal(exchange=exchange, stage=stage, grade=grade, remarks=remarks.strip(), appraised_by=by)
    checked(appraisal)
    if stage == AppraisalStage.FINAL:
        exchange.state = ExchangeState.FINISHED
        exchange.save(update_fields=["state"])
    event = audit.record(exchange, "partners.appraise", by=by, data={"stage": stage, "grade": grade})
    tell(event, of_exchange(exchange, exchange.line.agreement, APPRAISED))
    return appraisal


def _open(exchange: Exchange) -> Exchange:
    exchange = Exchange.objects.select_for_update().get(pk=exchange.pk)
    if exchange.state != ExchangeState.OPEN:
        raise NotAllowed(_("This exchange is over."), code="over")
    return exchange
