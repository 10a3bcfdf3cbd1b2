"""The files HR takes away. Each leaves an audit row with the filter, the row count, the form and the file's digest."""

import hashlib
from typing import Any, BinaryIO

from people import audit
from people.models import OrgUnit, User
from reports.choices import Units
from reports.exports.attendance import AttendanceExport
from reports.exports.hours import HoursExport
from reports.exports.office_forms import About, write_form
from reports.models import FormTemplate
from training.models import Batch, Enrolment


def export_attendance(
    output: BinaryIO,
    *,
    batch: Batch | None,
    year: int | None,
    unit: OrgUnit | None,
    format: str,
    by: User | None,
    units: str = Units.THEN,
    template: FormTemplate | None = None,
) -> int:
    """Write the attendance of one class or of a year's classes, plain or in the office's form; returns the number of
    rows."""
    batches = Batch.objects.visible_to(by) if by else Batch.objects.all()
    batches = batches.filter(pk=batch.pk) if batch else batches.filter(starts_on__year=year)
    export = AttendanceExport(batches, unit=unit, units=units)
    n = _write(output, export, format, template, About(batch, year, by))
    told = _told(batch, year, unit, units, format, template)
    _note(output, batch, "reports.export_attendance", by, {**told, "rows": n})
    return n


def export_hours(
    output: BinaryIO,
    *,
    batch: Batch | None,
    year: int | None,
    unit: OrgUnit | None,
    format: str,
    by: User | None,
    units: str = Units.THEN,
    template: FormTemplate | None = None,
) -> int:
    """Write the hours of one closed class or of those that ended in a year; returns the number of rows."""
    places = Enrolment.objects.visible_to(by) if by else Enrolment.objects.get_queryset()
    places = places.filter(batch=batch) if batch else places.filter(batch__ends_on__year=year)
    export = HoursExport(places, unit=unit, units=units)
    n = _write(output, export, format, template, About(batch, year, by))
    told = _told(batch, year, unit, units, format, template)
    _note(output, batch, "reports.export_hours", by, {**told, "rows": n})
    return n


def _write(
    output: BinaryIO,
    export: AttendanceExport | HoursExport,
    format: str,
    template: FormTemplate | None,
    about: About,
) -> int:
    return write_form(output, template, export.rows(), about) if template else export.write(output, format=format)


def _told(
    batch: Batch | None,
    year: int | None,
    unit: OrgUnit | None,
    units: str,
    format: str,
    template: FormTemplate | None,
) -> dict[str, Any]:
    told = {
        "batch": batch.code if batch else "",
        "year": year,
        "unit": unit.code if unit else "",
        "units": units,
        "format": format,
    }
    if template:
        told |= {"form": template.pk, "form_name": template.name, "form_sha256": template.sha256}
    return told


def _note(output: BinaryIO, batch: Batch | None, action: str, by: User | None, data: dict[str, Any]) -> None:
    output.seek(0)
    digest = hashlib.file_digest(output, "sha256").hexdigest()  # type: ignore[arg-type]
    output.seek(0)
    audit.record(batch, action, by=by, data={**data, "sha256": digest})
