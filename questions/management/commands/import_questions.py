import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from questions.services import import_questions


class Command(TablesCommand):
    help = (
        "Read questions of our template into a bank. A dry run unless --commit is given. A question is known by its "
        "编号, else by kind, stem and options; a row that says something else than the bank has the code "
        "question_changed and is left out unless --take-changes is given."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--bank", required=True, metavar="NAME")
        parser.add_argument("--format", choices=("auto", "xlsx", "csv"), default="auto")
        parser.add_argument("--commit", action="store_true", help="write the questions that are new")
        parser.add_argument(
            "--take-changes",
            action="store_true",
            help="with --commit: also replace what the bank says by what the file says (question_changed)",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, file, bank, format, commit, take_changes, json: bool, **options):
        try:
            with translation.override("zh-hans"):
                answer = import_questions(
                    data=file.read_bytes(),
                    file_name=file.name,
                    bank=bank,
                    format=format,
                    commit=commit,
                    take=None if take_changes else (),
                    by=None,
                )
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
