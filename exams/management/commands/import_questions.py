import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from exams.services.questions import import_questions


class Command(TablesCommand):
    help = "Read questions of our template into a bank. A dry run unless --commit is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--bank", required=True, metavar="NAME")
        parser.add_argument("--format", choices=("auto", "xlsx", "csv"), default="auto")
        parser.add_argument("--commit", action="store_true", help="write the rows that are good")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, file, bank, format, commit, json: bool, **options):
        try:
            with translation.override("zh-hans"), file.open("rb") as opened:
                answer = import_questions(file=opened, bank=bank, format=format, commit=commit, by=None)
        except (OSError, NotAllowed) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_text(answer, json))


def as_text(answer, as_json):
    told = answer.as_json()
    if as_json:
        return json.dumps(told, ensure_ascii=False)
    rows = [row for row in told.pop("rows") if row["status"] != "ok"]
    lines = [f"{row['sheet']} {row['row']}: {row['status']} {row['code']} {row['message']}" for row in rows]
    return "\n".join([*lines, " ".join(f"{name}={count}" for name, count in told.items())])
