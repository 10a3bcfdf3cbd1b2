import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from common.errors import NotAllowed
from lms.backup import make_backup


class Command(BaseCommand):
    help = "Write a backup of database, files and keys into a new dated folder below DIR; the last BACKUP_KEEP stay."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="folder of backups; made if it is missing")
        parser.add_argument("--without-keys", action="store_true", help="leave the key file out")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, folder, without_keys, **options):
        try:
            backup = make_backup(parent=folder, with_keys=not without_keys)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        files, counts = len(backup.manifest["files"]), backup.manifest["counts"]
        if options["json"]:
            answer = {
                "folder": str(backup.folder),
                "made_at": backup.manifest["made_at"],
                "engine": backup.manifest["engine"],
                "files": files,
                "bytes": backup.size,
                "keys": backup.manifest["keys"] is not None,
                "counts": counts,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(f"{backup.folder}: {files} files, {backup.size} bytes")
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
        if backup.manifest["keys"]:
            self.stdout.write(f"Move {backup.folder / 'keys'} to another medium.")
