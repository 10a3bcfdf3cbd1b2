import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from intake.options import Options
from intake.services import commit_list, judge_list, receive_list
from intake.services.at_once import undo_numbered
from people.models import OrgUnit
from questions.importing.kind import QuestionList
from questions.services import import_questions

KIND = QuestionList()


class Command(TablesCommand):
    help = (
        "Read questions of our template into a bank. A dry run unless --commit is given. A question is known by its "
        "编号, else by kind, stem and options; a row that says something else than the bank has the code "
        "question_changed and is left out unless --take-changes is given."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--bank", metavar="NAME")
        parser.add_argument("--format", choices=("auto", "xlsx", "csv"), default="auto")
        parser.add_argument("--commit", action="store_true", help="write the questions that are new")
        parser.add_argument(
            "--take-changes",
            action="store_true",
            help="with --commit: also replace what the bank says by what the file says (question_changed)",
        )
        parser.add_argument("--undo", type=int, metavar="NUMBER", help="undo the import of this number as a whole")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, file, bank, undo, json: bool, **options):
        if (file is None) == (undo is None) or (file is not None and bank is None):
            raise CommandError("Give either a file and --bank NAME, or --undo NUMBER.", returncode=2)
        try:
            with translation.override("zh-hans"):
                self.stdout.write(undone(undo) if file is None else imported(file, bank, as_json=json, **options))
        except (OSError, NotAllowed) as error:
            raise CommandError(str(error)) from error


def undone(number):
    undo_numbered(kind=KIND, number=number, by=None)
    return "Undone."


def imported(file, bank, *, format, commit, take_changes, as_json, **options):
    data, city, number = file.read_bytes(), OrgUnit.objects.get_queryset().first(), None
    # Before the city is set up there is no unit a list could be kept for: it is written and cannot be undone.
    answer = import_questions(
        data=data,
        file_name=file.name,
        bank=bank,
        format=format,
        commit=commit and city is None,
        take=take_changes,
        by=None,
    )
    if commit and city and (answer.fresh or answer.taken):
        number = take_over(data, file.name, bank, city, {row.key for row in [*answer.fresh, *answer.taken]})
    told = answer.as_json()
    if as_json:
        return json.dumps({**told, **({"import": number} if number else {})}, ensure_ascii=False)
    rows = [row for row in told.pop("rows") if row["status"] != "ok"]
    lines = [f"{row['sheet']} {row['row']}: {row['status']} {row['code']} {row['message']}" for row in rows]
    lines.append(" ".join(f"{name}={count}" for name, count in told.items()))
    return "\n".join([*lines, *([f"To undo: manage.py import_questions --undo {number}"] if number else [])])


def take_over(data, name, bank, city, accepted):
    """Keep the file and take over the rows of these keys; the number of the import."""
    more = {"bank": bank}
    listing = receive_list(kind=KIND, file_name=name, data=data, unit=city, by=None, options=Options(), more=more)
    listing = judge_list(listing=listing)
    if refusal := listing.summary.get("refusal"):
        raise NotAllowed(refusal, code="unreadable")
    return commit_list(listing=listing, accepted=accepted, by=None).pk
