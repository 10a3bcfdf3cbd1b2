"""Whom a change of a class concerns: its officers, who teaches it, who gives its lectures."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from people.choices import Role
from people.models import RoleAssignment, User
from people.selectors.recipients import accounts_of, nearest_holders
from training.choices import StaffRole
from training.models import Batch, BatchStaff, ClassMeeting


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


def lecturers_of(meetings: Iterable[ClassMeeting]) -> dict[int, User]:
    """By half-day the account of who teaches it."""
    people = {meeting.pk: meeting.lecturer.person_id for meeting in meetings if meeting.lecturer}
    accounts = accounts_of(people.values())
    return {meeting: accounts[person] for meeting, person in people.items() if person in accounts}
