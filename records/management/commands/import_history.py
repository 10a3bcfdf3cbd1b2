import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from records.models import HistoryImport
from records.services.history import import_history, undo_history


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
    history = HistoryImport.objects.filter(pk=number).first()
    if history is None:
        raise CommandError(f"There is no import with the number {number}.")
    undo_history(history=history, by=None)
    return "Undone."


def imported(file, commit, as_json):
    answer = import_history(data=file.read_bytes(), file_name=file.name, commit=commit, by=None)
    told = answer.as_json()
    number = answer.history.pk if answer.history else None
    if as_json:
        return json.dumps({**told, "import": number}, ensure_ascii=False)
    rows = [row for row in told.pop("rows") if row["status"] != "ok"]
    lines = [f"{row['sheet']} {row['row']}: {row['status']} {row['code']} {row['message']}" for row in rows]
    lines.append(" ".join(f"{name}={count}" for name, count in told.items()))
    return "\n".join([*lines, *([f"To undo: manage.py import_history --undo {number}"] if number else [])])
