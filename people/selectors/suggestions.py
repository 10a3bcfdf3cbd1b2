"""What a field that is typed into may offer, of what the user may know of."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from people.models import OrgUnit, Person, UnitAlias, User
from people.selectors import people_found_by

MOST = 10


def units_called(text: str, units: QuerySet[OrgUnit]) -> QuerySet[OrgUnit]:
    """By a piece of the name, the short name or a name of before, or by the beginning of the code."""
    called = UnitAlias.objects.filter(name__icontains=text).values("unit")
    names = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__istartswith=text)
    return units.filter(names | Q(pk__in=called))


def suggest_units(user: User, text: str) -> Iterable[str]:
    return units_called(text, OrgUnit.objects.visible_to(user).open()).values_list("name", flat=True)[:MOST]


def suggest_people(user: User, text: str) -> Iterable[str]:
    """The number stands first: it alone says who is meant."""
    people = Person.objects.visible_to(user).in_post().filter(pk__in=people_found_by(text)).order_by("staff_no")
    return [f"{number} {name}" for number, name in people.values_list("staff_no", "name")[:MOST]]
