"""Agreements are drawn up, signed, and end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed, check_row, refuse_changed, require_reason
from notifications.services.inbox import notify, tell
from partners.choices import AgreementState, Direction, LineKind, Side
from partners.messages import AGREEMENT_ENDS
from partners.models import Agreement, AgreementLine, AgreementParty
from partners.selectors import contacts_of, with_parties
from partners.telling import of_signing, of_termination
from people.models import OrgUnit, User
from people.trail import audit

# Contacts hear of the end this many days before it.
REMINDERS = (60, 30)
PLAIN = ("title", "kind", "starts_on", "ends_on", "doc_no", "terms", "costs")
PARTIES = ("first", "second", "third")


@dataclass(frozen=True)
class PartyDraft:
    unit: OrgUnit
    side: str
    contact: str = ""


@dataclass(frozen=True)
class LineDraft:
    direction: str
    kind: str
    places: int


@dataclass(frozen=True)
class AgreementDraft:
    """What the office types; parties stand in their order on the paper."""

    title: str
    kind: str
    starts_on: date
    ends_on: date
    parties: list[PartyDraft]
    lines: list[LineDraft] = field(default_factory=list)
    doc_no: str = ""
    terms: str = ""
    costs: str = ""


@transaction.atomic
def draw_up_agreement(*, draft: AgreementDraft, by: User) -> Agreement:
    """A new agreement, in draft until it is signed."""
    sides = {party.side for party in draft.parties}
    if sides != set(Side.values):
        raise NotAllowed(_("An agreement has a party on each side."), code="one_sided")
    # Codes are given out one at a time.
    OrgUnit.objects.select_for_update().get(path=draft.parties[0].unit.path[: OrgUnit.steplen])
    agreement = Agreement(code=_next_code(draft.starts_on.year))
    _write(agreement, draft)
    audit.record(agreement, "partners.draw_up_agreement", by=by, data={"code": agreement.code})
    return agreement


@transaction.atomic
def change_agreement(*, agreement: Agreement, draft: AgreementDraft, by: User, seen: str = "") -> Agreement:
    """Write the draft anew; what has been signed is no longer changed, nor what is not what the page had `seen`."""
    agreement = locked(agreement)
    if agreement.state != AgreementState.DRAFT:
        raise NotAllowed(_("The agreement is signed; draw up a new one instead."), code="signed")
    stands = particulars(agreement, agreement.parties.all(), agreement.lines.all())
    refuse_changed(seen, stands, particulars(draft, draft.parties, draft.lines))
    agreement.parties.all().delete()
    agreement.lines.all().delete()
    _write(agreement, draft)
    audit.record(agreement, "partners.change_agreement", by=by, data={"code": agreement.code})
    return agreement


def particulars(
    paper: Agreement | AgreementDraft,
    parties: Iterable[AgreementParty | PartyDraft],
    lines: Iterable[AgreementLine | LineDraft],
) -> dict[str, Any]:
    """What an agreement says, by the names of its form."""
    named: Sequence[AgreementParty | PartyDraft | None] = [*parties, None, None, None][: len(PARTIES)]
    places = {(line.direction, line.kind): line.places for line in lines}
    return {
        **{name: getattr(paper, name) for name in PLAIN},
        **{name: party.unit.code if party else None for name, party in zip(PARTIES, named, strict=True)},
        **{f"{name}_contact": party.contact if party else "" for name, party in zip(PARTIES, named, strict=True)},
        **{f"{direction}-{kind}": places.get((direction, kind)) for direction in Direction for kind in LineKind},
    }


def _next_code(year: int) -> str:
    codes = Agreement.objects.filter(code__startswith=f"XY-{year}-").values_list("code", flat=True)
    return f"XY-{year}-{max((int(code.rsplit('-', 1)[1]) for code in codes), default=0) + 1:02d}"


def _write(agreement: Agreement, draft: AgreementDraft) -> None:
    for name in PLAIN:
        setattr(agreement, name, getattr(draft, name))
    checked(agreement)
    for place, party in enumerate(draft.parties, start=1):
        checked(
            AgreementParty(
                agreement=agreement, unit=party.unit, side=party.side, place=place, contact=party.contact.strip()
            )
        )
    for line in draft.lines:
        checked(AgreementLine(agreement=agreement, direction=line.direction, kind=line.kind, places=line.places))


def checked(row: Model) -> None:
    """Save a row that its constraints let through; their sentence is the refusal."""
    check_row(row)
    row.save()


def locked(agreement: Agreement) -> Agreement:
    """The row, locked and as it is now, with its parties."""
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    return with_parties(Agreement.objects.filter(pk=agreement.pk)).get()


def in_force(agreement: Agreement) -> Agreement:
    agreement = locked(agreement)
    if agreement.state != AgreementState.IN_FORCE:
        raise NotAllowed(_("The agreement is not in force."), code="not_in_force")
    if agreement.ends_on < timezone.localdate():
        raise NotAllowed(_("The agreement has run out. Draw up a new one."), code="expired")
    return agreement


@transaction.atomic
def sign_agreement(*, agreement: Agreement, signed_on: date, by: User) -> Agreement:
    """Bring a draft into force with the day it was signed; safe to repeat."""
    agreement = locked(agreement)
    if agreement.state == AgreementState.IN_FORCE:
        return agreement
    if agreement.state != AgreementState.DRAFT:
        raise NotAllowed(_("The agreement is terminated."), code="terminated")
    if signed_on > timezone.localdate():
        raise NotAllowed(_("The day of signing cannot be in the future."), code="in_future")
    agreement.state, agreement.signed_on = AgreementState.IN_FORCE, signed_on
    checked(agreement)
    event = audit.record(agreement, "partners.sign_agreement", by=by, data={"code": agreement.code})
    tell(event, of_signing(agreement))
    return agreement


@transaction.atomic
def terminate_agreement(*, agreement: Agreement, on: date, reason: str, by: User) -> Agreement:
    """End an agreement before its last day; people still on exchange are brought home first."""
    agreement = in_force(agreement)
    reason = require_reason(reason, _("Say why the agreement is terminated; the reason is kept."))
    if on > timezone.localdate():
        raise NotAllowed(_("The day cannot be in the future."), code="in_future")
    if not agreement.starts_on <= on <= agreement.ends_on:
        raise NotAllowed(_("The day lies outside the term of the agreement."), code="outside_term")
    away = [str(e.person) for line in agreement.lines.all() for e in line.exchanges.open().select_related("person")]
    if away:
        text = _("Still on exchange under this agreement: %(names)s. End or finish these first.")
        raise NotAllowed(text % {"names": "、".join(away)}, code="people_away")
    agreement.state, agreement.terminated_on = AgreementState.TERMINATED, on
    agreement.termination_reason = reason
    checked(agreement)
    data = {"code": agreement.code}
    event = audit.record(agreement, "partners.terminate_agreement", by=by, reason=reason, data=data)
    tell(event, of_termination(agreement))
    return agreement


@transaction.atomic
def remind_of_expiry() -> int:
    """Tell both sides of agreements that end soon, once for each of `REMINDERS`; returns how many end soon."""
    today = timezone.localdate()
    ending = [
        agreement
        for agreement in with_parties(Agreement.objects.in_force_on(today))
        if agreement.days_left <= max(REMINDERS)
    ]
    for agreement in ending:
        step = min(days for days in REMINDERS if agreement.days_left <= days)
        notify(
            users=contacts_of(agreement, *Side.values),
            kind=AGREEMENT_ENDS,
            event_key=f"agreement-ends-{agreement.pk}-{step}",
            values={"title": agreement.title, "day": agreement.ends_on},
            address=agreement.get_absolute_url(),
        )
    return len(ending)
