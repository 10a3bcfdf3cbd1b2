import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from people.choices import PersonStatus, Role
from people.models import OrgUnit, Person, Posting, RoleAssignment, UnitAlias, UnitChange, User

MOBILE_DIGITS = 11


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


def roles_of_person(person: Person) -> QuerySet[RoleAssignment]:
    """What the person's account may do today."""
    return RoleAssignment.objects.current().filter(user__person=person, user__is_active=True).select_related("unit")


def contacts_of(unit: OrgUnit) -> list[User]:
    """Enabled liaisons who answer for the unit; where it has none, its HR officers."""
    return holders_for(unit, Role.LIAISON) or holders_for(unit, Role.HR)


def holders_for(unit: OrgUnit, role: Role) -> list[User]:
    """Enabled accounts whose role reaches the unit."""
    path = unit.path
    above = [path[:end] for end in range(OrgUnit.steplen, len(path), OrgUnit.steplen)]
    within = Q(unit=unit) | Q(unit__path__in=above, with_subordinates=True)
    held = RoleAssignment.objects.current().filter(within, role=role)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")))


def holders_of(role: Role) -> list[User]:
    """Enabled accounts with the role, wherever."""
    held = RoleAssignment.objects.current().filter(role=role)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")))


def successors() -> dict[int, int]:
    """Units that were merged, each with the unit it is today; chains are followed to their end."""
    into = dict(OrgUnit.objects.exclude(merged_into=None).order_by().values_list("pk", "merged_into"))
    now = {}
    for unit, last in into.items():
        while last in into:
            last = into[last]
        now[unit] = last
    return now


def people_posted_to(unit: OrgUnit) -> QuerySet[Person]:
    """People posted today to the unit itself."""
    return Person.objects.filter(postings__in=Posting.objects.current().filter(unit=unit)).order_by("staff_no")


def account_named(typed: str) -> User | None:
    """The account somebody means by a staff number or a mobile number. Of two who have a mobile, whoever had it first
    signs in with it: nobody takes the name of another."""
    named = User.objects.filter(username=typed).first()
    if named or not (typed.isascii() and typed.isdigit() and len(typed) == MOBILE_DIGITS):
        return named
    owners = Person.objects.filter(mobile_index__in=Person.mobile.indexes(typed)).exclude(status=PersonStatus.MERGED)
    first = owners.order_by("mobile_since", "pk").first()
    return User.objects.filter(person=first).first() if first else None


def people_found_by(text: str) -> QuerySet[Any]:
    """Keys of the people with this in the name, or whose staff number, pinyin or initials begin so, or whose mobile
    number ends so. Each way of looking reads one index. Whole numbers are not looked for: the text is in the address."""
    people, text = Person.objects.order_by(), text.strip()
    if not text.isascii():
        return people.filter(name__contains=text).values("pk")
    ways = [people.filter(begins_with("staff_no", text) | begins_with("staff_no", text.upper()))]
    letters = re.sub(r"[ '-]", "", text.lower())
    if letters.isalpha():
        ways += [people.filter(begins_with(field, letters)) for field in ("initials", "pinyin_letters")]
    if text.isdigit():
        ways += [people.with_mobile_ending(text)]
    first, *others = [way.values("pk") for way in ways]
    return first.union(*others)


def begins_with(field: str, text: str) -> Q:
    """A range, because SQLite scans the table for a prefix match."""
    return Q(**{f"{field}__range": (text, f"{text}zzzz")})


def people_of_unit(unit: OrgUnit) -> QuerySet[Person]:
    """People posted today to the unit or below it, in roster order, with their posting loaded."""
    posted = Posting.objects.current().filter(unit__in=OrgUnit.objects.get_queryset().subtree(unit))
    return Person.objects.in_post().filter(pk__in=posted.values("person")).in_unit_order().with_posting()
