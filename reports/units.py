"""By which unit a place in a class goes."""

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from admission.models import Enrolment
from people.models import Posting
from people.selectors import successors
from reports.choices import Units


def with_unit_counted(places: QuerySet[Enrolment], units: str) -> QuerySet[Enrolment]:
    """Adds `counted_for`, a unit's key. `then`: the unit a place was taken for. `now`: what that unit is part of today.
    `person`: the unit the person is posted to today, the last one of those who left, and what it is part of today."""
    base = Coalesce(_present_unit(), "unit", output_field=IntegerField()) if units == Units.PERSON else F("unit")
    follow = {} if units == Units.THEN else successors()
    steps = [When(own_unit=old, then=Value(new)) for old, new in follow.items()]
    places = places.annotate(own_unit=base)
    return places.annotate(counted_for=Case(*steps, default="own_unit", output_field=IntegerField()))


def _present_unit() -> Subquery:
    """Of the entry that counts, where somebody was entered twice."""
    person = Coalesce(OuterRef("person__merged_into"), OuterRef("person"), output_field=IntegerField())
    postings = Posting.objects.filter(person=person).order_by(
        F("ended_on").desc(nulls_first=True), "-started_on", "-pk"
    )
    return Subquery(postings.values("unit")[:1])
