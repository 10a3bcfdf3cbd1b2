"""Hours of closed classes: a row per person and class, as the ledger has them with its corrections."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.models import Enrolment
from admission.models.enrolments import ROSTER_ORDER
from common.exports import Column, ListExport, Sheet
from people.models import OrgUnit
from records.models import CreditEntry
from reports.choices import Units
from reports.exports.units import UnitNames
from training.choices import BatchState


@dataclass(frozen=True)
class HoursRow:
    number: int
    place: Enrolment
    unit_name: str
    hours: Decimal
    days: Decimal
    certificate: str


COLUMNS = [
    Column(gettext_lazy("No."), lambda r: r.number, 7),
    Column(gettext_lazy("Unit"), lambda r: r.unit_name, 18),
    Column(gettext_lazy("Name"), lambda r: r.place.person.name, 10),
    Column(gettext_lazy("Staff number"), lambda r: r.place.person.staff_no, 12),
    Column(gettext_lazy("Post"), lambda r: r.place.post, 16),
    Column(gettext_lazy("Rank"), lambda r: r.place.rank, 14),
    Column(gettext_lazy("Audience"), lambda r: r.place.get_track_display(), 14),
    Column(gettext_lazy("Class"), lambda r: r.place.batch.title, 40),
    Column(gettext_lazy("Class code"), lambda r: r.place.batch.code, 10),
    Column(gettext_lazy("From"), lambda r: r.place.batch.starts_on, 12),
    Column(gettext_lazy("To"), lambda r: r.place.batch.ends_on, 12),
    Column(gettext_lazy("Credit hours"), lambda r: r.hours, 8),
    Column(gettext_lazy("Days"), lambda r: r.days, 8),
    Column(gettext_lazy("Certificate number"), lambda r: r.certificate, 22),
]


class HoursExport(ListExport):
    """The places given, of classes that are closed; whoever earned nothing stands there with zero."""

    def __init__(self, places: QuerySet[Enrolment], *, unit: OrgUnit | None = None, units: str = Units.THEN):
        self.units = UnitNames(units)
        places = places.active().filter(batch__state=BatchState.CLOSED)
        self.places = self.units.places(places, unit)

    def sheets(self) -> list[Sheet]:
        return [Sheet(_("Credit hours"), COLUMNS, self.rows())]

    def rows(self) -> Iterator[HoursRow]:
        posted = self._posted()
        places = self.places.select_related("person", "batch__training_session", "certificate")
        places = places.order_by("batch__starts_on", "batch__code", *ROSTER_ORDER)
        for number, place in enumerate(places, start=1):
            hours, days = posted.get((place.person_id, place.batch_id), (Decimal(0), Decimal(0)))
            yield HoursRow(number, place, self.units.name(place), hours, days, certificate_of(place))

    def _posted(self) -> dict[tuple[int, int | None], tuple[Decimal, Decimal]]:
        """Person and class → hours and days that stand after corrections."""
        entries = CreditEntry.objects.postings().filter(batch__in=self.places.order_by().values("batch"))
        sums = {
            "standing": F("hours") + Coalesce(Sum("corrections__hours"), Decimal(0)),
            "standing_days": F("days") + Coalesce(Sum("corrections__days"), Decimal(0)),
        }
        rows = entries.order_by().annotate(**sums).values_list("person", "batch", "standing", "standing_days")
        return {(person, batch): (hours, days) for person, batch, hours, days in rows}


def certificate_of(place: Enrolment) -> str:
    """The number of a certificate that was not revoked."""
    certificate = getattr(place, "certificate", None)
    return certificate.number if certificate and certificate.revoked_at is None else ""
