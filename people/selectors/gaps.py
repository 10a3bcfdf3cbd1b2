"""What the roster still lacks, as conditions on people and units."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.choices import PersonStatus, Role
from people.models import OrgUnit, Person, Posting, RoleAssignment

# What may be missing of a person in post, as a condition on their current posting.
PERSON_GAPS = {
    "track": Q(track_confirmed=False),
    "post": Q(post=""),
    "id_number": Q(person__id_number_index=None),
    "mobile": Q(person__mobile_index=None),
}


def postings_in_post() -> QuerySet[Posting]:
    return Posting.objects.current().filter(person__status=PersonStatus.ACTIVE).order_by()


def people_lacking(people: QuerySet[Person], gap: str) -> QuerySet[Person]:
    return people.filter(pk__in=postings_in_post().filter(PERSON_GAPS[gap]).values("person"))


def with_liaisons(units: QuerySet[OrgUnit]) -> QuerySet[OrgUnit]:
    """Adds `has_liaison` (somebody in charge) and `has_backup`, held by accounts that can sign in, in the unit itself."""
    held = RoleAssignment.objects.current().filter(role=Role.LIAISON, unit=OuterRef("pk"), user__is_active=True)
    return units.annotate(
        has_liaison=Exists(held.filter(is_backup=False)), has_backup=Exists(held.filter(is_backup=True))
    )


def units_lacking(units: QuerySet[OrgUnit], gap: str) -> QuerySet[OrgUnit]:
    """Open access units without an active liaison, or without a backup."""
    return with_liaisons(units.filter(is_access_unit=True, closed_on=None)).filter(**{f"has_{gap}": False})
