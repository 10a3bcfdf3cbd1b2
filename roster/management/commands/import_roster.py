import json
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from common.errors import NotAllowed
from people.models import OrgUnit
from roster.exports import write_report
from roster.people_list.reading import read_roster
from roster.services.people_list import commit_roster, judge_roster, upload_roster
from roster.services.people_list.arriving import remembered, verdicts_of

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "Read a roster of people from .xlsx, .xls or .csv. A dry run unless --commit is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--unit", metavar="CODE", help="unit whose list it is; the city without it")
        parser.add_argument("--sheet", action="append", dest="sheets", metavar="NAME", help="read only this sheet")
        parser.add_argument("--id-optional", action="store_true", help="rows without a usable ID number are taken over")
        parser.add_argument("--skip-hidden", action="store_true", help="pass hidden rows over")
        parser.add_argument("--commit", action="store_true", help="write the rows without an error")
        parser.add_argument("--report", type=Path, metavar="OUT.xlsx", help="the sheets again, with the verdicts")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, file, unit, commit, report, **options):
        unit = unit_of(unit)
        chosen = replace(
            remembered(unit, None),
            sheets=options["sheets"],
            id_is_optional=options["id_optional"],
            skip_hidden=options["skip_hidden"],
        )
        try:
            with translation.override("zh-hans"):
                data = file.read_bytes()
                verdicts, summary, undo = run(data, file.name, unit, chosen, commit=commit)
                if report:
                    report.write_bytes(write_report(data, file.name, verdicts, headings=chosen.headings))
        except (OSError, NotAllowed) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_text(verdicts, summary, options["json"]))
        if undo and not options["json"]:
            self.stdout.write(f"manage.py undo_roster {undo}")


def unit_of(code):
    units = OrgUnit.objects.get_queryset()
    unit = units.filter(code=code).first() if code else units.first()
    if unit is None and code:
        raise CommandError(f"There is no unit with the code {code}.", returncode=WRONG_USAGE)
    if unit is None:
        raise CommandError("There is no unit yet: run setup_city.")
    return unit


def run(data, name, unit, chosen, *, commit):
    if not commit:
        reading = read_roster(data, name, by=None, unit=unit, options=chosen)
        return reading.verdicts, reading.summary, None
    roster = judge_roster(roster=upload_roster(file_name=name, data=data, unit=unit, by=None, options=chosen))
    if refusal := roster.summary.get("refusal"):
        raise NotAllowed(refusal, code="unreadable")
    roster = commit_roster(roster=roster, accepted=None, by=None)
    return verdicts_of(roster), roster.summary, roster.uuid


def as_text(verdicts, summary, as_json):
    counts = ("created", "updated", "unchanged", "skipped", "errors", "warnings")
    told = {name: summary[name] for name in counts}
    if as_json:
        return json.dumps({**told, "rows": [verdict.as_json() for verdict in verdicts]}, ensure_ascii=False)
    lines = [f"{v.sheet} {v.row}: {v.status} {v.code} {v.message}" for v in verdicts if v.status != "ok"]
    return "\n".join([*lines, " ".join(f"{name}={count}" for name, count in told.items())])
