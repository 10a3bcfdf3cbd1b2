import re
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from people.models import OrgUnit
from reports.choices import FormPurpose, Units
from reports.exports import Wanted, export_attendance
from reports.models import FormTemplate
from training.models import Batch


class Command(TablesCommand):
    help = "Write the attendance of one class or of some years: one row per person due and half-day held."

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--batch", metavar="CODE", help="code of the class")
        which.add_argument("--year", metavar="Y[-Z]", help="a year, or years from Y to Z")
        parser.add_argument("--unit", metavar="CODE", help="only this unit and those below it")
        parser.add_argument(
            "--units",
            choices=Units.values,
            default=Units.THEN,
            help="then: by the unit at the time; now: by what it became; person: by the person's present unit",
        )
        parser.add_argument("--form", metavar="NAME", help="write it in the office's form of this name; xlsx only")
        parser.add_argument("--format", choices=("xlsx", "csv"), required=True)
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args, batch, year, unit, units, form, format, output, **options):
        found = Batch.objects.filter(code=batch).first() if batch else None
        if batch and found is None:
            raise CommandError(f"There is no class with the code {batch}.")
        place = OrgUnit.objects.filter(code=unit).first() if unit else None
        if unit and place is None:
            raise CommandError(f"There is no unit with the code {unit}.")
        template = attendance_form(form, format) if form else None
        first, last = years_of(year)
        with translation.override("zh-hans"), output.open("w+b") as file:
            try:
                n = export_attendance(file, Wanted(found, first, place, format, units, template, last), by=None)
            except NotAllowed as refusal:
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{n} rows written to {output}")


def years_of(text):
    """The first and the last year of "2026" or "2024-2026"."""
    if text is None:
        return None, None
    found = re.fullmatch(r"(20\d\d)(?:-(20\d\d))?", str(text))
    if not found or (found[2] and found[2] < found[1]):
        raise CommandError("Write --year 2026, or --year 2024-2026 with the earlier year first.")
    return int(found[1]), int(found[2] or found[1])


def attendance_form(name, format):
    form = FormTemplate.objects.in_use().filter(name=name, purpose=FormPurpose.ATTENDANCE).first()
    if form is None:
        raise CommandError(f"No form for attendance with the name {name} is in use.")
    if format != "xlsx":
        raise CommandError("A form is always an xlsx.")
    return form
