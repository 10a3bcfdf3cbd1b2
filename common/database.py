"""Small things both databases need and Django leaves to the installer."""

from functools import lru_cache

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, models, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_embedded() -> bool:
    """One computer with everything in it: SQLite, and no Redis."""
    return connection.vendor == "sqlite" and not settings.REDIS_URL


def create_cache_table(sender, using, **kwargs):
    """Make the table behind cache `default`; sign-in throttles live in it."""
    if sender.label == "common":
        call_command("createcachetable", database=using, verbosity=0)


def missing_migrations() -> list[tuple[str, str]]:
    """App and name of the last migrations this program needs and the database has not had."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [wanted for wanted in _last_migrations() if wanted not in applied]


@lru_cache(maxsize=1)
def _last_migrations() -> list[tuple[str, str]]:
    """What the files of this program say; they do not change while it runs."""
    return MigrationLoader(None).graph.leaf_nodes()


def hold(row: models.Model) -> None:
    """Keep others from changing a row until this transaction ends; any number may hold it at once.

    SQLite needs nothing: its transactions that write come one by one.
    """
    used = connections[router.db_for_write(type(row))]
    if used.vendor == "postgresql":
        table, key = row._meta.db_table, row._meta.pk.column
        with used.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{key}" = %s FOR SHARE', [row.pk])  # noqa: S608 -- names of ours
