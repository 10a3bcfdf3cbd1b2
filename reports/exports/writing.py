"""The files HR takes away. Each leaves an audit row with the filter, the row count, the form and the file's digest."""

import hashlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from admission.models import Enrolment
from people.models import OrgUnit, User
from people.trail import audit
from reports.choices import Units
from reports.exports.attendance import AttendanceExport
from reports.exports.hours import HoursExport
from reports.exports.office_forms import About, write_form
from reports.models import FormTemplate
from training.models import Batch


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: one class or the years from one to another, of a unit and those below it or of all, plain
    or in a form. Without `to_year` it is one year."""

    batch: Batch | None
    year: int | None
    unit: OrgUnit | None
    format: str
    units: str = Units.THEN
    template: FormTemplate | None = None
    to_year: int | None = None

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last."""
        return (self.year, self.to_year or self.year) if self.year else None

    @property
    def years_text(self) -> str:
        return f"{self.year}-{self.to_year}" if self.to_year and self.to_year != self.year else f"{self.year}"

    def told(self) -> dict[str, Any]:
        """For the trail."""
        told = {
            "batch": self.batch.code if self.batch else "",
            "year": self.year,
            "to_year": self.to_year or self.year,
            "unit": self.unit.code if self.unit else "",
            "units": self.units,
            "format": self.format,
        }
        form = self.template
        return told | {"form": form.pk, "form_name": form.name, "form_sha256": form.sha256} if form else told


def export_attendance(output: BinaryIO, wanted: Wanted, *, by: User | None) -> int:
    """Write the attendance of one class or of the classes that began in some years; returns the number of rows."""
    batches = Batch.objects.visible_to(by) if by else Batch.objects.all()
    batches = (
        batches.filter(pk=wanted.batch.pk) if wanted.batch else batches.filter(starts_on__year__range=wanted.years)
    )
    export = AttendanceExport(batches, unit=wanted.unit, units=wanted.units)
    return _write(output, export, wanted, "reports.export_attendance", by)


def export_hours(output: BinaryIO, wanted: Wanted, *, by: User | None) -> int:
    """Write the hours of one closed class or of those that ended in some years; returns the number of rows."""
    places = Enrolment.objects.visible_to(by) if by else Enrolment.objects.get_queryset()
    in_years = {"batch__ends_on__year__range": wanted.years}
    places = places.filter(batch=wanted.batch) if wanted.batch else places.filter(**in_years)
    export = HoursExport(places, unit=wanted.unit, units=wanted.units)
    return _write(output, export, wanted, "reports.export_hours", by)


def _write(
    output: BinaryIO, export: AttendanceExport | HoursExport, wanted: Wanted, action: str, by: User | None
) -> int:
    if wanted.template:
        n = write_form(output, wanted.template, export.rows(), About(wanted.batch, wanted.years, by))
    else:
        n = export.write(output, format=wanted.format)
    output.seek(0)
    digest = hashlib.file_digest(output, "sha256").hexdigest()  # type: ignore[arg-type]
    output.seek(0)
    audit.record(wanted.batch, action, by=by, data={**wanted.told(), "rows": n, "sha256": digest})
    return n
