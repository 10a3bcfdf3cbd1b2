"""Who takes part in a class and who answers for the units it invites."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from admission.choices import Reply
from admission.models import Enrolment, NoticeReceipt
from admission.roles import ROLES
from people.models import OrgUnit, User
from people.selectors.recipients import accounts_of, nearest_holders
from training.concerned import officers_of
from training.models import Batch


def liaisons_of(units: Iterable[OrgUnit], batch: Batch) -> dict[int, list[User]]:
    """Who answers for each unit; the class's officers for a unit that nobody answers for."""
    found = nearest_holders(units, *ROLES.who("answer"))
    officers = officers_of(batch) if not all(found.values()) else []
    return {unit: users or officers for unit, users in found.items()}


def trainees_of(batches: Collection[int]) -> dict[int, list[User]]:
    """Accounts of those with a place, by class."""
    places = list(Enrolment.objects.active().filter(batch__in=batches).values_list("person", "batch"))
    accounts = accounts_of(person for person, _batch in places)
    found: dict[int, list[User]] = defaultdict(list)
    for person, batch in places:
        if person in accounts:
            found[batch].append(accounts[person])
    return found


def units_to_come(batches: Collection[int]) -> dict[int, list[User]]:
    """By class who answers for the units that had its notice, but for those that send nobody."""
    receipts = NoticeReceipt.objects.filter(notice__batch__in=batches).exclude(reply=Reply.NOBODY)
    rows = [(row.notice.batch_id, row.unit) for row in receipts.select_related("notice", "unit").order_by("unit__path")]
    holders = nearest_holders({unit.pk: unit for _batch, unit in rows}.values(), *ROLES.who("answer"))
    found: dict[int, list[User]] = defaultdict(list)
    for batch, unit in rows:
        found[batch] += holders[unit.pk]
    return found
