"""Under which unit a place in a class stands in a file, and under which name."""

from django.db.models import QuerySet

from admission.models import Enrolment
from people.models import OrgUnit
from people.scopes import subtree
from reports.choices import Units
from reports.units import with_unit_counted


class UnitNames:
    """At the time: as a place was taken. Else under today's name of the unit it is counted for."""

    def __init__(self, units: str):
        self.units = units
        self.names = {} if units == Units.THEN else dict(OrgUnit.objects.order_by().values_list("pk", "short_name"))

    def places(self, places: QuerySet[Enrolment], unit: OrgUnit | None) -> QuerySet[Enrolment]:
        """Those of the unit and the ones below it, or all."""
        if self.units == Units.THEN:
            return places.filter(subtree(unit.path, "unit__path")) if unit else places
        places = with_unit_counted(places, self.units)
        if unit is None:
            return places
        return places.filter(counted_for__in=OrgUnit.objects.get_queryset().subtree(unit).order_by().values("pk"))

    def name(self, place: Enrolment) -> str:
        return place.unit_name if self.units == Units.THEN else self.names[place.counted_for]  # type: ignore[attr-defined]
