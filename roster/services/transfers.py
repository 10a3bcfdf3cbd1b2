"""Transfers between units (调入) and people entered by hand."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed, check_row, require_reason
from notifications.services.inbox import notify, tell
from people.choices import PersonStatus, Role
from people.models import OrgUnit, Person, User
from people.recognise import Line, recognise_person
from people.roles import ROLES
from people.selectors import holders_for
from people.services import postings, tree
from people.services.persons import register_person
from people.services.registering import free_staff_numbers
from people.trail import audit
from roster.choices import TransferState
from roster.messages import TRANSFER_AGREED, TRANSFER_ASKED, TRANSFER_REFUSED, TRANSFER_WAITING, TRANSFER_WITHDRAWN
from roster.models import TransferRequest
from roster.telling import of_transfer

# After so many days without an answer the decision passes from the unit's liaison to the HR office.
LIAISON_DAYS = 10
DECISIONS = {
    TransferState.AGREED: TRANSFER_AGREED,
    TransferState.REFUSED: TRANSFER_REFUSED,
    TransferState.WITHDRAWN: TRANSFER_WITHDRAWN,
}


@transaction.atomic
def request_transfer(*, person: Person, unit: OrgUnit, by: User, **details: Any) -> TransferRequest:
    """Ask the unit a person is posted to for them; safe to repeat."""
    unit, person = tree.held_open(unit), postings.held_person(person)
    postings.refuse_absent(person)
    posting = person.postings.current().select_related("unit").first()
    if posting is None:
        raise NotAllowed(_("%(name)s has no current posting.") % {"name": person.name}, code="no_posting")
    if by.scope.covers(posting.unit.path, *ROLES.who("keep_roster")):
        raise NotAllowed(_("This person is in your own roster. Change their posting there."), code="own_reach")
    waiting = TransferRequest.objects.open().filter(person=person).first()
    if waiting and waiting.unit_id == unit.pk:
        return waiting
    if waiting:
        raise NotAllowed(_("Another request for this person is waiting."), code="request_open")
    transfer = TransferRequest(person=person, from_unit=posting.unit, unit=unit, asked_by=by, **details)
    check_row(transfer)
    transfer.save()
    event = audit.record(transfer, "roster.request_transfer", by=by, data=_sides(transfer))
    tell(event, of_transfer(transfer, TRANSFER_ASKED))
    return transfer


@transaction.atomic
def agree_transfer(*, transfer: TransferRequest, day: date, by: User) -> TransferRequest:
    """Let the person go: on the day it took effect the posting ends and the one asked for begins."""
    unit = tree.held(transfer.unit)
    person = postings.held_person(transfer.person)
    transfer = _held(transfer)
    if transfer.state == TransferState.AGREED:
        return transfer
    _check_decision(transfer, by)
    tree.refuse_closed(unit)
    tree.refuse_future(day)
    if not person.postings.current().filter(unit=transfer.from_unit_id).exists():
        raise NotAllowed(_("The person changed units since. Refuse the request; it can be made again."), code="moved")
    kept = ("dept", "post", "post_level", "rank", "track")
    details = {field: getattr(transfer, field) for field in kept}
    postings.begin_posting(person, unit, day, **details)
    audit.record(person, "people.post_person", by=by, data={"unit": unit.code, "day": f"{day}"})
    _decide(transfer, TransferState.AGREED, by, day=f"{day}")
    return transfer


@transaction.atomic
def refuse_transfer(*, transfer: TransferRequest, reason: str, by: User) -> TransferRequest:
    """Keep the person; the unit that asked sees why."""
    transfer = _held(transfer)
    if transfer.state == TransferState.REFUSED:
        return transfer
    _check_decision(transfer, by)
    reason = require_reason(reason, _("Say why; the unit sees the reason."))
    _decide(transfer, TransferState.REFUSED, by, reason)
    return transfer


@transaction.atomic
def withdraw_transfer(*, transfer: TransferRequest, by: User) -> TransferRequest:
    """Take the request back before it is decided."""
    transfer = _held(transfer)
    if transfer.state == TransferState.WITHDRAWN:
        return transfer
    _refuse_decided(transfer)
    _decide(transfer, TransferState.WITHDRAWN, by)
    return transfer


@transaction.atomic
def tell_hr_of_waiting_transfers() -> int:
    """Once for each request the liaison has left unanswered; from then on HR alone decides. Returns how many wait."""
    last = timezone.now() - timedelta(days=LIAISON_DAYS)
    waiting = TransferRequest.objects.open().filter(asked_at__lte=last).select_related("person", "unit", "from_unit")
    late = [transfer for transfer in waiting if transfer.days_waiting > LIAISON_DAYS]
    for transfer in late:
        values = {"name": transfer.person.name, "unit": transfer.unit.short_name}
        notify(
            users=holders_for(transfer.from_unit, Role.HR),
            kind=TRANSFER_WAITING,
            event_key=f"transfer-{transfer.pk}-waiting",
            values=values,
            address=transfer.get_absolute_url(),
        )
    return len(late)


def _held(transfer: TransferRequest) -> TransferRequest:
    rows = TransferRequest.objects.select_related("person", "unit", "from_unit", "asked_by")
    return rows.select_for_update(of=("self",)).get(pk=transfer.pk)


def _refuse_decided(transfer: TransferRequest) -> None:
    if transfer.state != TransferState.ASKED:
        raise NotAllowed(
            _("This request is decided: %(state)s.") % {"state": transfer.get_state_display()}, code="decided"
        )


def _check_decision(transfer: TransferRequest, by: User) -> None:
    _refuse_decided(transfer)
    if transfer.days_waiting > LIAISON_DAYS and not by.scope.covers(
        transfer.from_unit.path, *ROLES.who("settle_entries")
    ):
        text = _("The request has waited for more than %(n)d days; the HR office decides it now.")
        raise NotAllowed(text % {"n": LIAISON_DAYS}, code="hr_decides")


def _decide(transfer: TransferRequest, state: TransferState, by: User, reason: str = "", **data: str) -> None:
    transfer.state, transfer.reason = state, reason
    transfer.decided_by, transfer.decided_at = by, timezone.now()
    transfer.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    verb = {"agreed": "agree", "refused": "refuse", "withdrawn": "withdraw"}[state]
    event = audit.record(transfer, f"roster.{verb}_transfer", by=by, reason=reason, data=_sides(transfer) | data)
    tell(event, of_transfer(transfer, DECISIONS[state]))


def _sides(transfer: TransferRequest) -> dict[str, str]:
    return {"person": transfer.person.staff_no, "from": transfer.from_unit.code, "to": transfer.unit.code}


@transaction.atomic
def enter_person(
    *,
    unit: OrgUnit,
    name: str,
    started_on: date,
    by: User,
    staff_no: str = "",
    id_number: str = "",
    mobile: str = "",
    is_namesake: bool = False,
    **fields: Any,
) -> Person:
    """`register_person` by hand: nobody is entered twice, and a name that is there already wants a second look."""
    unit = tree.held_open(unit)
    tree.refuse_future(started_on)
    known = recognise_person(Line(name=name, staff_no=staff_no, id_number=id_number, mobile=mobile))
    # An ID number somebody has stands for them, whatever name was typed.
    meant = known.entry or (next(iter(known.candidates), None) if id_number else None)
    if meant:
        _refuse_known(Person.objects.select_related("merged_into").get(pk=meant.pk), by)
    namesake = Person.objects.kept_by(by).in_post().filter(name=name).with_posting().first()
    if namesake and not is_namesake:
        text = _("There is a %(name)s in %(unit)s already (%(number)s). Tick below if this is somebody else.")
        values = {"name": name, "unit": namesake.posting.unit, "number": namesake.staff_no}
        raise NotAllowed(text % values, code="namesake")
    fields |= {
        "staff_no": staff_no or next(free_staff_numbers([unit])[unit.code]),
        "id_number": id_number,
        "mobile": mobile,
    }
    return register_person(unit=unit, name=name, started_on=started_on, by=by, **fields)


def _refuse_known(person: Person, by: User) -> None:
    person = person.merged_into or person
    if Person.objects.kept_by(by).filter(pk=person.pk).exists():
        text = _("This person is in your roster already, as number %(number)s.") % {"number": person.staff_no}
        raise NotAllowed(text, code="known_here")
    if person.status != PersonStatus.ACTIVE:
        raise NotAllowed(
            _("This person is in the roster as retired or left. HR can reinstate them."), code="known_gone"
        )
    raise NotAllowed(_("Already in another unit. You may ask for a transfer."), code="known_elsewhere")
