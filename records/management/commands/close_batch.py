import sys

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from records.selectors import closing_checks, is_ready
from records.services.closing import close_batch
from training.models import Batch


class Command(TablesCommand):
    help = "Close a class: post its hours and issue its certificates. Exit status 1 when something is outstanding."

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="code of the class")
        parser.add_argument("--check", action="store_true", help="say what is outstanding and change nothing")

    def handle(self, *args, code, check, **options):
        batch = Batch.objects.filter(code=code).first()
        if batch is None:
            raise CommandError(f"There is no class with the code {code}.")
        with translation.override("zh-hans"):
            checks = closing_checks(batch)
            for one in checks:
                word = "ok" if one.ok else "outstanding" if one.blocking else "note"
                self.stdout.write(f"{word}: {one.name}: {one.sentence}")
            if not is_ready(checks):
                sys.exit(1)
            if not check:
                self.close(batch)

    def close(self, batch):
        try:
            close_batch(batch=batch, by=None)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"closed: {batch.code}")
