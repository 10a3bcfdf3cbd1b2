"""Whom a change of a class concerns: its officers, who teaches it, who takes part and who answers for their units."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from people.choices import Role
from people.models import OrgUnit, RoleAssignment, User
from people.selectors.recipients import accounts_of, nearest_holders
from training.choices import Reply, StaffRole
from training.models import Batch, BatchStaff, ClassMeeting, Enrolment, NoticeReceipt

ANSWERING = (Role.LIAISON, Role.PARTNER)


def officers_of(batch: Batch) -> list[User]:
    """Training officers of the unit that runs the class; where it has none, those of the nearest unit above."""
    return nearest_holders([batch.organiser], Role.TRAINING_OFFICER)[batch.organiser_id]


def teachers_of(batches: Collection[int]) -> dict[int, list[User]]:
    """Class teachers by class, as long as they hold the role."""
    held = RoleAssignment.objects.current().filter(role=Role.CLASS_TEACHER)
    rows = BatchStaff.objects.filter(batch__in=batches, role=StaffRole.CLASS_TEACHER, user__is_active=True)
    found: dict[int, list[User]] = defaultdict(list)
    for row in rows.filter(user__in=held.values("user")).select_related("user").order_by("pk"):
        found[row.batch_id].append(row.user)
    return found


def deciders_of_leave(batch: Batch, person_id: int) -> list[User]:
    """The class teachers; where the class has none but the person, the officers."""
    for users in (teachers_of([batch.pk])[batch.pk], officers_of(batch)):
        if others := [user for user in users if user.person_id != person_id]:
            return others
    return []


def liaisons_of(units: Iterable[OrgUnit], batch: Batch) -> dict[int, list[User]]:
    """Who answers for each unit; the class's officers for a unit that nobody answers for."""
    found = nearest_holders(units, *ANSWERING)
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
    holders = nearest_holders({unit.pk: unit for _batch, unit in rows}.values(), *ANSWERING)
    found: dict[int, list[User]] = defaultdict(list)
    for batch, unit in rows:
        found[batch] += holders[unit.pk]
    return found


def lecturers_of(meetings: Iterable[ClassMeeting]) -> dict[int, User]:
    """By half-day the account of who teaches it."""
    people = {meeting.pk: meeting.lecturer.person_id for meeting in meetings if meeting.lecturer}
    accounts = accounts_of(people.values())
    return {meeting: accounts[person] for meeting, person in people.items() if person in accounts}
