import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from common.tables import read_book
from intake.services.at_once import look_at_list, take_list, undo_numbered
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
                self.stdout.write(undone(undo) if undo is not None else imported(file, commit, json))
        except (OSError, NotAllowed) as error:
            raise CommandError(str(error)) from error


def undone(number):
    undo_numbered(kind=KIND, number=number, by=None)
    return "Undone."


def imported(file, commit, as_json):
    taken = read(file.read_bytes(), file.name, commit=commit)
    number = taken.listing.pk if taken.listing and taken.summary["written"]["created"] else None
    if as_json:
        rows = [verdict.as_json() for verdict in taken.verdicts]
        return json.dumps({**taken.counts, "rows": rows, "import": number}, ensure_ascii=False)
    lines = [f"{v.sheet} {v.row}: {v.status} {v.code} {v.message}" for v in taken.verdicts if v.status != "ok"]
    lines.append(" ".join(f"{name}={count}" for name, count in taken.counts.items()))
    return "\n".join([*lines, *([f"To undo: manage.py import_history --undo {number}"] if number else [])])


def read(data, name, *, commit):
    city = OrgUnit.objects.get_queryset().first()
    if city is None:
        raise CommandError("There is no unit yet: run setup_city.")
    if not commit:
        return look_at_list(kind=KIND, grids=read_book(data, name), unit=city, by=None)
    return take_list(kind=KIND, file_name=name, data=data, unit=city, by=None)
