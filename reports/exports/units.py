"""By which unit a place in a class goes, and under which name."""

from django.db.models import Q

from people.models import OrgUnit
from people.scopes import subtree
from people.selectors import successors
from reports.choices import Units
from training.models import Enrolment


class UnitNames:
    """`then`: as a place was taken. `now`: a unit that was merged goes as what it is part of today."""

    def __init__(self, units: str):
        self.now = successors() if units == Units.NOW else None
        self.names = dict(OrgUnit.objects.order_by().values_list("pk", "short_name")) if units == Units.NOW else {}

    def within(self, unit: OrgUnit) -> Q:
        """Condition on a place: the unit or one below it."""
        if self.now is None:
            return subtree(unit.path, "unit__path")
        inside = set(OrgUnit.objects.get_queryset().subtree(unit).values_list("pk", flat=True))
        became = {old for old, new in self.now.items() if new in inside}
        return Q(unit__in=(inside - self.now.keys()) | became)

    def name(self, place: Enrolment) -> str:
        return place.unit_name if self.now is None else self.names[self.now.get(place.unit_id, place.unit_id)]
