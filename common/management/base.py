"""What the commands of all apps share."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from common.database import missing_migrations


class TablesCommand(BaseCommand):
    """A command that works on our tables; where they are missing it says what to run first."""

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            missing = missing_migrations()
        except DatabaseError as error:
            raise CommandError(f"The database does not answer; check DATABASE_URL. {error}".strip()) from error
        if missing:
            raise CommandError("The database does not have this version's tables yet. Run manage.py migrate first.")
        return super().execute(*args, **options)
