import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from common.tables import read_book
from intake.models import ListImport
from intake.services import commit_list, judge_list, receive_list, undo_list
from intake.services.receiving import remembered, verdicts_of
from people.models import OrgUnit
from records.history.kind import HistoryList

KIND = HistoryList()


class Command(TablesCommand):
    help = "Read earlier years' trainings and hours as opening entries. A dry run unless --commit is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--undo", type=int, metavar="NUMBER", help="undo the import of this number as a whole")
        parser.add_argument("--commit", action="store_true", help="write the rows without an error")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, file, undo, commit, json: bool, **options):
        if (file is None) == (undo is None):
            raise CommandError("Give either a file or --undo NUMBER.", returncode=2)
        try:
            with translation.override("zh-hans"):
                self.stdout.write(undone(undo) if undo else imported(file, commit, json))
        except (OSError, NotAllowed) as error:
            raise CommandError(str(error)) from error


def undone(number):
    listing = ListImport.objects.filter(kind=KIND.code, pk=number).first()
    if listing is None:
        raise CommandError(f"There is no import with the number {number}.")
    undo_list(listing=listing, by=None)
    return "Undone."


def imported(file, commit, as_json):
    verdicts, summary, number = read(file.read_bytes(), file.name, commit=commit)
    told = {name: summary[name] for name in ("created", "updated", "unchanged", "skipped", "errors", "warnings")}
    if as_json:
        rows = [verdict.as_json() for verdict in verdicts]
        return json.dumps({**told, "rows": rows, "import": number}, ensure_ascii=False)
    lines = [f"{v.sheet} {v.row}: {v.status} {v.code} {v.message}" for v in verdicts if v.status != "ok"]
    lines.append(" ".join(f"{name}={count}" for name, count in told.items()))
    return "\n".join([*lines, *([f"To undo: manage.py import_history --undo {number}"] if number else [])])


def read(data, name, *, commit):
    """What the list says, and the number of its import where something was posted."""
    city = OrgUnit.objects.get_queryset().first()
    if city is None:
        raise CommandError("There is no unit yet: run setup_city.")
    options = remembered(KIND, city, None)
    if not commit:
        reading = KIND.judge(read_book(data, name), by=None, unit=city, options=options)
        return reading.verdicts, reading.summary, None
    listing = receive_list(kind=KIND, file_name=name, data=data, unit=city, by=None, options=options)
    listing = judge_list(listing=listing)
    if refusal := listing.summary.get("refusal"):
        raise NotAllowed(refusal, code="unreadable")
    verdicts = verdicts_of(listing)
    listing = commit_list(listing=listing, accepted=None, by=None)
    return verdicts, listing.summary, listing.pk if listing.summary["written"]["created"] else None
