"""How far a new installation is with its units, its roster and who answers for them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from people.choices import PersonStatus, Role
from people.models import OrgUnit, Posting, RoleAssignment, User
from people.roles import ROLES


@dataclass(frozen=True)
class SetupCounts:
    """Access units, those with nobody in the roster or no liaison, and how many accounts with a role beyond a trainee's
    still wait for their owner's first sign-in."""

    units: int
    empty: int
    without_liaison: int
    on_slips: int


def setup_counts() -> SetupCounts:
    units = OrgUnit.objects.open().access_units()
    staffed = Posting.objects.current().filter(unit=OuterRef("pk"), person__status=PersonStatus.ACTIVE)
    liaisons = RoleAssignment.objects.current().filter(unit=OuterRef("pk"), role=Role.LIAISON, user__is_active=True)
    held = RoleAssignment.objects.current().exclude(role__in=ROLES.who("own_data_only"))
    return SetupCounts(
        units=units.count(),
        empty=units.filter(~Exists(staffed)).count(),
        without_liaison=units.filter(~Exists(liaisons)).count(),
        on_slips=User.objects.filter(is_active=True, initial_until__isnull=False, pk__in=held.values("user")).count(),
    )
