"""Taking a database out and putting it back, on either engine."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.evidence.append_only import evidence_models
from people.models import Person
from training.models import Batch

State = dict[str, Any]
WAIT_SECONDS = 20

# What psycopg calls it, and what PostgreSQL's programs read: no password is seen in a list of processes.
LIBPQ = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
    "options": "PGOPTIONS",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}

# Extensions stay: they are the server administrator's.
EMPTY_THE_SCHEMA = """
BEGIN;
SET LOCAL lock_timeout = '20s';
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', thing.tablename);
  END LOOP;
  FOR thing IN
    SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
END $$;
"""


class EngineFailed(Exception):
    """The database, or the program that works on it, says no."""


class SQLite:
    file = "database.sqlite3"
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"

    @property
    def path(self) -> Path:
        return Path(connection.settings_dict["NAME"])

    def require_programs(self) -> None:
        """The library has all that is needed."""

    def dump(self, target: Path) -> State:
        """One moment of the database, while others go on writing."""
        with (
            closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy, progress=_refuse_to_wait)
            copy.execute("PRAGMA journal_mode=DELETE")
            (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise EngineFailed(verdict)
            return state_of(lambda query: copy.execute(query).fetchall(), self.tables)

    def load(self, saved: Path) -> None:
        """In one transaction: the old content stays until the new one is complete."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with (
            closing(sqlite3.connect(f"{saved.as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS)) as live,
        ):
            source.backup(live, progress=_refuse_to_wait)


def _refuse_to_wait(status: int, remaining: int, total: int) -> None:
    """Python would retry for ever; the connection's own time limit has passed when this is called."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise EngineFailed(_("somebody else holds the database: stop the site and its worker"))


class PostgreSQL:
    file = "database.dump"
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"

    def require_programs(self) -> None:
        for name in ("pg_dump", "pg_restore", "psql"):
            if shutil.which(name) is None:
                raise NotAllowed(
                    _("%(program)s is not installed: install PostgreSQL's client programs, as new as the server.")
                    % {"program": name},
                    code="program_missing",
                )

    def dump(self, target: Path) -> State:
        """The program and the counting look at one snapshot."""
        with closing(psycopg.connect(**self.parameters())) as link:
            link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            (snapshot,) = link.execute("SELECT pg_export_snapshot()").fetchone()  # type: ignore[misc]
            command = ["pg_dump", "-Fc", "--no-comments", f"--snapshot={snapshot}", f"--file={target}"]
            with tempfile.TemporaryFile() as errors:
                done = subprocess.run(
                    command, env=self.environment(), stdin=subprocess.DEVNULL, stderr=errors, check=False
                )
                if done.returncode:
                    raise EngineFailed(_end_of(errors))
            return state_of(lambda query: link.execute(query).fetchall(), self.tables)  # type: ignore[call-overload]

    def load(self, saved: Path) -> None:
        """In one transaction, committed only when pg_restore has given out all it has."""
        reading = ["pg_restore", "--no-owner", "--no-privileges", "--file=-", str(saved)]
        writing = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
        with (
            tempfile.TemporaryFile() as errors,
            subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=errors) as source,
            subprocess.Popen(
                writing,
                env=self.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            ) as live,
        ):
            try:
                _pour(source, live)
            except BrokenPipeError:
                source.kill()
            live.wait()
            source.wait()
            if live.returncode or source.returncode:
                raise EngineFailed(_end_of(errors))

    def parameters(self) -> dict[str, Any]:
        given = connection.get_connection_params()
        return {name: given[name] for name in LIBPQ if given.get(name)}

    def environment(self) -> dict[str, str]:
        own = {LIBPQ[name]: str(value) for name, value in self.parameters().items()}
        return os.environ | own | {"PGCLIENTENCODING": "UTF8"}


def _pour(source: Any, live: Any) -> None:
    with live.stdin as statements:
        statements.write(EMPTY_THE_SCHEMA.encode())
        shutil.copyfileobj(source.stdout, statements)
        if source.wait() == 0:
            statements.write(b"COMMIT;\n")


def _end_of(errors: Any) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()[-500:]


def engine() -> SQLite | PostgreSQL:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def state_of(rows: Callable[[str], list[Any]], tables: str) -> State:
    """The migrations that made the database, and how much it holds."""
    present = {name for (name,) in rows(tables)}
    applied = (
        rows("SELECT app, name FROM django_migrations ORDER BY app, name") if "django_migrations" in present else []
    )

    def count(*models: Any) -> int:
        names = [model._meta.db_table for model in models if model._meta.db_table in present]
        return sum(rows(f'SELECT count(*) FROM "{name}"')[0][0] for name in names)  # noqa: S608 -- names of ours

    counts = {"people": count(Person), "batches": count(Batch), "evidence": count(*evidence_models())}
    return {"migrations": [list(row) for row in applied], "counts": counts}


def present_state() -> State:
    """`state_of` for the database that is in use."""

    def rows(query: str) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    return state_of(rows, engine().tables)
