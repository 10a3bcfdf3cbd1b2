from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.sealing.crypto import create_keys_file


class Command(BaseCommand):
    help = "Make the key file at ZHENGXUN_KEYS, once for an installation; a file that is there is left alone."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.KEYS_FILE
        if path.exists():
            self.stdout.write(f"The key file {path} is there already; it stays as it is.")
            return
        try:
            create_keys_file(path)
        except OSError as error:
            raise CommandError(f"The key file could not be written: {error}") from error
        self.stdout.write(
            f"Made {path}. Keep a copy apart from the database: without it nothing encrypted can be read."
        )
