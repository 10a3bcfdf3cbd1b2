"""Evidence: rows that are written once. The model refuses a change, and so does a trigger in the database.

SQLite drops a table's triggers whenever Django remakes the table, so they are put back after every
migration; a system check and `verify_records` say when one is missing. `common.evidence.freezing` adds the triggers
of rows that may change until a certain moment.
"""

import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.apps import apps
from django.db import connections, models, transaction
from django.utils import timezone

from common.evidence import freezing
from common.sealing.crypto import authentication_code, is_authentic

_local = threading.local()
SQLITE_OPERATIONS = ("UPDATE", "DELETE")

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION zx_refuse() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  IF current_setting('zx.allow_change', true) = 'on' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $f$"""


class AppendOnly(Exception):
    """Someone tried to change a row that is written once."""


class EvidenceQuerySet(models.QuerySet):
    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise AppendOnly(f"{self.model._meta.label} is append-only: write a correcting row instead.")

    update = delete = bulk_update = update_or_create = _refuse  # type: ignore[assignment]

    def append_many(self, rows: Iterable[models.Model]) -> list[Any]:
        """Insert rows that were not saved yet, each with its authentication code."""
        rows = list(rows)
        for row in rows:
            row.mac = row.authentication_code()  # type: ignore[attr-defined]
        return self.bulk_create(rows, batch_size=500)  # type: ignore[arg-type]


class Evidence(models.Model):
    """A fact with the moment it was recorded and a code that shows any later change."""

    # Columns the table got when it had rows: the code covers them where they say something, so older codes still fit.
    added_later: ClassVar[frozenset[str]] = frozenset()

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    mac = models.CharField(max_length=80, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"{self._meta.label} is append-only: write a correcting row instead.")
        self.mac = self.authentication_code()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise AppendOnly(f"{self._meta.label} is append-only.")

    def content(self) -> dict[str, Any]:
        """Everything the code covers: all stored columns but the key and the code itself."""
        covered = [field for field in self._meta.concrete_fields if field.name not in ("id", "mac")]
        return {
            field.attname: _plain(field.to_python(getattr(self, field.attname)))
            for field in covered
            if field.name not in self.added_later or getattr(self, field.attname) != field.get_default()
        }

    def authentication_code(self) -> str:
        return authentication_code("evidence", [self._meta.label_lower, self.content()])

    def is_authentic(self) -> bool:
        return is_authentic("evidence", [self._meta.label_lower, self.content()], self.mac)


def _plain(value: Any) -> Any:
    """The same text for a value before it is stored and after it is read back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


def evidence_models() -> list[type[Evidence]]:
    return [model for model in apps.get_models() if issubclass(model, Evidence)]


def register_function(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Give every SQLite connection the function its triggers ask; other programs lack it and are refused."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("zx_allow_change", 0, lambda: int(getattr(_local, "allowed", False)))


def all_triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Name → table and statement of every trigger that should be in the database."""
    tables = [model._meta.db_table for model in evidence_models()]
    own = {
        name: (table, statement)
        for table in tables
        for name, statement in zip(trigger_names(table, vendor), _trigger_statements(table, vendor), strict=True)
    }
    return own | freezing.triggers(vendor)


def trigger_names(table: str, vendor: str) -> list[str]:
    suffixes = ("row", "truncate") if vendor == "postgresql" else tuple(op.lower() for op in SQLITE_OPERATIONS)
    return [f"zx_{table}_{suffix}" for suffix in suffixes]


def ensure(using: str = "default") -> None:
    """Put every trigger in place; safe to repeat."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
            cursor.execute(freezing.POSTGRES_FUNCTION)
        for table, statement in all_triggers(connection.vendor).values():
            if table in existing:
                cursor.execute(statement)


def _trigger_statements(table: str, vendor: str) -> list[str]:
    names = trigger_names(table, vendor)
    if vendor == "postgresql":
        events = ("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")
        return [
            f'CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH {level} EXECUTE FUNCTION zx_refuse()'
            for name, (event, level) in zip(names, events, strict=True)
        ]
    return [
        f'CREATE TRIGGER IF NOT EXISTS {name} BEFORE {operation} ON "{table}" WHEN NOT zx_allow_change() '
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {operation} on {table}'); END"
        for name, operation in zip(names, SQLITE_OPERATIONS, strict=True)
    ]


def ensure_after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    if sender.label == "common":
        ensure(using)


def lift_freezes_before_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """A trigger that names a column of its own or another table would stop that table from being remade."""
    if sender.label == "common":
        freezing.lift(using)


def missing_triggers(using: str = "default") -> list[str]:
    """Names of triggers that should be there and are not, or are switched off."""
    connection = connections[using]
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in all_triggers(connection.vendor) if name not in present]


@contextmanager
def allow_change(using: str = "default") -> Iterator[None]:
    """Suspend the triggers for this thread's transaction: test teardown and named migration helpers only."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        _local.allowed = True
        try:
            yield
        finally:
            _local.allowed = False
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('zx.allow_change', 'on', true)")
        yield
        cursor.execute("SELECT set_config('zx.allow_change', 'off', true)")
