from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from people.models import OrgUnit
from reports.choices import Units
from reports.exports import export_attendance
from training.models import Batch


class Command(BaseCommand):
    help = "Write the attendance of one class or of a year: one row per person due and half-day held."

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--batch", metavar="CODE", help="code of the class")
        which.add_argument("--year", type=int, metavar="Y")
        parser.add_argument("--unit", metavar="CODE", help="only this unit and those below it")
        parser.add_argument(
            "--units", choices=Units.values, default=Units.THEN, help="name units as they were then or as they are now"
        )
        parser.add_argument("--format", choices=("xlsx", "csv"), required=True)
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args, batch, year, unit, units, format, output, **options):
        found = Batch.objects.filter(code=batch).first() if batch else None
        if batch and found is None:
            raise CommandError(f"There is no class with the code {batch}.")
        place = OrgUnit.objects.filter(code=unit).first() if unit else None
        if unit and place is None:
            raise CommandError(f"There is no unit with the code {unit}.")
        with translation.override("zh-hans"), output.open("w+b") as file:
            n = export_attendance(file, batch=found, year=year, unit=place, format=format, units=units, by=None)
        self.stdout.write(f"{n} rows written to {output}")
