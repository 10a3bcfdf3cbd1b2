from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from people.choices import PersonStatus, Role
from people.models import OrgUnit, Person, Posting, RoleAssignment, UnitAlias, UnitChange, User


def units_with_headcount(units: QuerySet[OrgUnit]) -> QuerySet[OrgUnit]:
    """Adds `headcount`, the people posted to the unit itself today."""
    posted = (
        Posting.objects.current()
        .filter(unit=OuterRef("pk"), person__status=PersonStatus.ACTIVE)
        .order_by()
        .values("unit")
        .annotate(n=Count("pk"))
    )
    return units.annotate(headcount=Coalesce(Subquery(posted.values("n"), output_field=IntegerField()), 0))


@dataclass(frozen=True)
class UnitSummary:
    ancestors: list[OrgUnit]
    children: list[OrgUnit]
    liaisons: list[RoleAssignment]
    headcount: int
    aliases: list[UnitAlias]
    changes: list[UnitChange]
    siblings: list[OrgUnit]


def unit_summary(unit: OrgUnit) -> UnitSummary:
    """What the page of one unit shows."""
    return UnitSummary(
        ancestors=list(unit.get_ancestors()),
        children=list(units_with_headcount(unit.get_children())),
        liaisons=list(liaisons_of(unit)),
        headcount=Posting.objects.current().filter(unit=unit, person__status=PersonStatus.ACTIVE).count(),
        aliases=list(unit.aliases.order_by("pk")),
        changes=list(unit.changes.select_related("by")),
        siblings=[] if unit.is_root() else list(unit.get_siblings().exclude(pk=unit.pk)),
    )


def liaisons_of(unit: OrgUnit) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.current().filter(role=Role.LIAISON, unit=unit).select_related("user")


def contacts_of(unit: OrgUnit) -> list[User]:
    """Enabled liaisons who answer for the unit; where it has none, its HR officers."""
    path = unit.path
    above = [path[:end] for end in range(OrgUnit.steplen, len(path), OrgUnit.steplen)]
    current = RoleAssignment.objects.current()
    for role in (Role.LIAISON, Role.HR):
        held = current.filter(Q(unit=unit) | Q(unit__path__in=above, with_subordinates=True), role=role)
        users = list(User.objects.filter(is_active=True, pk__in=held.values("user")))
        if users:
            return users
    return []


def find_same(*, name: str, id_number: str, mobile: str) -> Person | None:
    """Whom the numbers already stand for: an ID number alone, a mobile only together with the name."""
    if id_number:
        found = Person.objects.filter(id_number_index=Person.id_number.index(id_number)).first()
        if found:
            return found
    if mobile and name:
        return Person.objects.filter(name=name, mobile_index=Person.mobile.index(mobile)).first()
    return None


def find_person(*, staff_no: str, name: str, id_number: str, mobile: str) -> Person | None:
    """Somebody in post by staff number, or by name together with a number of theirs."""
    if staff_no:
        return Person.objects.in_post().filter(staff_no__iexact=staff_no).first()
    found = find_same(name=name, id_number=id_number, mobile=mobile)
    return found if found and found.name == name and found.status == PersonStatus.ACTIVE else None


def successors() -> dict[int, int]:
    """Units that were merged, each with the unit it is today; chains are followed to their end."""
    into = dict(OrgUnit.objects.exclude(merged_into=None).order_by().values_list("pk", "merged_into"))
    now = {}
    for unit, last in into.items():
        while last in into:
            last = into[last]
        now[unit] = last
    return now


def users_with_role_in(units: QuerySet[OrgUnit], role: str) -> QuerySet[User]:
    """Enabled accounts that hold a role in one of the units today."""
    held = RoleAssignment.objects.current().filter(role=role, unit__in=units)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def people_posted_to(unit: OrgUnit) -> QuerySet[Person]:
    """People posted today to the unit itself."""
    return Person.objects.filter(postings__in=Posting.objects.current().filter(unit=unit)).order_by("staff_no")


def people_of_unit(unit: OrgUnit) -> QuerySet[Person]:
    """People posted today to the unit or below it, in roster order, with their posting loaded."""
    posted = Posting.objects.current().filter(unit__in=OrgUnit.objects.get_queryset().subtree(unit))
    return Person.objects.in_post().filter(pk__in=posted.values("person")).in_unit_order().with_posting()
