import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from common.errors import NotAllowed
from lms.backup import restore_backup


class Command(BaseCommand):
    help = "Put a backup back, then verify the records; exit status 1 when it is refused or they are not sound."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="one backup, or the folder of backups: the newest")
        parser.add_argument("--replace", action="store_true", help="overwrite a database that already holds people")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, folder, replace, **options):
        try:
            restored = restore_backup(path=folder, replace=replace)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.report(restored, as_json=options["json"])
        if restored.problems:
            sys.exit(1)

    def report(self, restored, *, as_json):
        backup = restored.backup
        problems = [{"check": p.check, "row": p.row, "message": p.message} for p in restored.problems]
        if as_json:
            answer = {
                "folder": str(backup.folder),
                "made_at": backup.manifest["made_at"],
                "counts": backup.manifest["counts"],
                "keys": restored.keys,
                "problems": problems,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(f"{backup.folder} of {backup.manifest['made_at']} is back; key file: {restored.keys}")
        self.stdout.write(", ".join(f"{count} {name}" for name, count in backup.manifest["counts"].items()))
        for problem in problems:
            self.stdout.write("{check}: {row}: {message}".format(**problem))
        self.stdout.write(f"{len(problems)} problems")
