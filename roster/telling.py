"""Who hears what of transfers and rosters; the services hand these lists to `notifications.services.inbox.tell`."""

from django.urls import reverse

from intake.models import ListImport
from people.choices import Role
from people.news import Message, MessageKind, to_each
from people.roles import ROLES
from people.selectors import contacts_of, holders_for
from people.selectors.recipients import accounts_of
from roster.choices import TransferState
from roster.models import TransferRequest


def of_transfer(transfer: TransferRequest, kind: MessageKind) -> list[Message]:
    """Who keeps the roster on the side that has to know; with an agreement both sides, and the person."""
    values = {"name": transfer.person.name, "unit": transfer.unit.short_name, "reason": transfer.reason}
    giving, asking = contacts_of(transfer.from_unit), contacts_of(transfer.unit)
    if transfer.asked_by.scope.covers(transfer.unit.path, *ROLES.who("keep_roster")):
        asking.append(transfer.asked_by)
    told = {
        TransferState.ASKED: giving,
        TransferState.WITHDRAWN: giving,
        TransferState.AGREED: [*giving, *asking],
        TransferState.REFUSED: asking,
    }
    each = to_each(told[TransferState(transfer.state)], kind, values, transfer.get_absolute_url())
    if transfer.state == TransferState.AGREED:
        each += to_each(accounts_of([transfer.person_id]).values(), kind, values, reverse("me"))
    return each


def of_roster(listing: ListImport, kind: MessageKind) -> list[Message]:
    """The HR officers who reach the unit it was for, and may see the import."""
    values = {"unit": listing.unit.short_name, "title": listing.file_name}
    users = holders_for(listing.unit, Role.HR)
    return to_each(users, kind, values, listing.get_absolute_url())
