from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.management.base import TablesCommand
from people.trail import audit
from questions.exports import bank_workbook
from questions.models import QuestionBank


class Command(TablesCommand):
    help = "Write the current questions of a bank, with their keys, as a workbook that import_questions reads again."

    def add_arguments(self, parser):
        parser.add_argument("--bank", required=True, metavar="NAME")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args, bank, output, **options):
        found = QuestionBank.objects.filter(name=bank.strip()).first()
        if found is None:
            raise CommandError(f"There is no question bank {bank}.")
        with translation.override("zh-hans"):
            content = bank_workbook(found)
        # The trail first: a file nobody wrote down is worse than a row without a file.
        audit.record(found, "questions.export_questions", by=None)
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(str(error)) from error
