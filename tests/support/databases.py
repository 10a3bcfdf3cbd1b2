"""One migrated template database per schema, copied for every test process and put back after every
transactional test. Flushing would lose Wagtail's rows, and the append-only triggers refuse it.
"""

import fcntl
import hashlib
import os
import platform
import secrets
import shutil
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
import pytest
import wagtail
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import TransactionTestCase
from psycopg import sql

from common.evidence import append_only
from tests.support.servers import memory

REPOSITORY = Path(__file__).resolve().parents[2]
MEMORY = memory()
SHAPED_AFTER_MIGRATE = (
    "common/evidence/append_only.py",
    "common/database.py",
    "common/evidence/freezing.py",
    "cms/apps.py",
    "cms/services/editing.py",
)
UNUSED_AFTER = 24 * 60 * 60

# Names the databases of this process: process numbers repeat across containers that share a server.
TOKEN = secrets.token_hex(4)


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME")
    folder = Path(base) / "zhengxun" / "test" if base else REPOSITORY / "var" / "test-cache"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def schema_key():
    """A digest of everything that decides what the migrated database looks like."""
    versions = django.__version__, wagtail.__version__, platform.python_version(), connection.vendor
    digest = hashlib.sha256(" ".join(versions).encode())
    files = [REPOSITORY / name for name in SHAPED_AFTER_MIGRATE]
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        files += sorted((Path(app.path) / "migrations").glob("*.py"))
    for file in files:
        digest.update("/".join(file.parts[-3:]).encode() + file.read_bytes())
    digest.update(repr(append_only.all_triggers(connection.vendor)).encode())
    return digest.hexdigest()[:16]


def point_to(name):
    """Let every connection opened from now on use the database `name`."""
    connections.close_all()
    connection.settings_dict["NAME"] = name


def migrate_into(name):
    point_to(name)
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()


class Template:
    """The migrated database of one schema, and the copies this process makes of it."""

    def __init__(self, key):
        self.key = key
        self.copies = []

    def prepare(self):
        with self.lock():
            if not self.exists():
                self.build()
            self.mark_used()
            self.remove_unused()

    def copy(self, name):
        """Make a fresh copy and return its database name."""
        full_name = self.full_name(name)
        self.drop(full_name)
        self.create(full_name)
        self.copies.append(full_name)
        return full_name

    def close(self):
        connections.close_all()
        for name in self.copies:
            self.drop(name)


class SQLiteTemplate(Template):
    def __init__(self, key):
        super().__init__(key)
        self.path = cache_folder() / f"{key}.sqlite3"

    @contextmanager
    def lock(self):
        with (cache_folder() / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def exists(self):
        return self.path.exists()

    def build(self):
        building = MEMORY / f"zx_test_{TOKEN}_building.sqlite3"
        migrate_into(str(building))
        with closing(sqlite3.connect(building)) as database:
            # One file, without a log beside it.
            database.execute("PRAGMA journal_mode=DELETE")
        arriving = self.path.with_suffix(f".{TOKEN}")
        shutil.move(building, arriving)
        arriving.rename(self.path)

    def mark_used(self):
        self.path.touch()
        # Read once so that the file stays ours when another process removes its name.
        self.source = sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)
        self.source.execute("SELECT count(*) FROM sqlite_master")

    def remove_unused(self):
        for path in (*cache_folder().glob("*.*"), *MEMORY.glob("zx_test_*")):
            with suppress(FileNotFoundError, PermissionError):
                if path.stat().st_mtime < time.time() - UNUSED_AFTER:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def full_name(self, name):
        return str(MEMORY / f"zx_test_{TOKEN}_{name}.sqlite3")

    def url(self, full_name):
        return f"sqlite:///{full_name}"

    def create(self, full_name):
        with closing(sqlite3.connect(full_name)) as database:
            self.source.backup(database)

    def drop(self, full_name):
        for suffix in ("", "-wal", "-shm"):
            Path(full_name + suffix).unlink(missing_ok=True)

    def restore(self):
        connection.ensure_connection()
        self.source.backup(connection.connection, progress=_refuse_to_wait)

    def close(self):
        super().close()
        self.source.close()


def _refuse_to_wait(status, remaining, total):
    """Python would retry for ever; the connection's own time limit has passed when this is called."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise RuntimeError("A test left a transaction open, so its database cannot be restored.")


class PostgresTemplate(Template):
    def __init__(self, key):
        super().__init__(key)
        self.name = f"zx_template_{key}"

    @contextmanager
    def administration(self):
        with closing(psycopg.connect(self.url("postgres"), autocommit=True)) as server:
            yield server

    @contextmanager
    def lock(self):
        """Held on the server: checkouts that share it do not share a cache folder."""
        with self.administration() as server:
            server.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.name])
            yield

    def exists(self):
        with self.administration() as server:
            return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone()

    def build(self):
        building = self.full_name("building")
        self.create(building, template="template0")
        migrate_into(building)
        connection.close_pool()
        with self.administration() as server:
            server.execute(_statement("ALTER DATABASE {} RENAME TO {}", building, self.name))

    def mark_used(self):
        self.comment(self.name)

    def remove_unused(self):
        with self.administration() as server:
            unused = server.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'zx\\_te%%' "
                "AND shobj_description(oid, 'pg_database')::float < %s",
                [time.time() - UNUSED_AFTER],
            ).fetchall()
        for (name,) in unused:
            self.drop(name)

    def full_name(self, name):
        return f"zx_test_{TOKEN}_{name}"

    def url(self, full_name):
        return urlsplit(os.environ["DATABASE_URL"])._replace(scheme="postgres", path=f"/{full_name}").geturl()

    def create(self, full_name, template=None):
        with self.administration() as server:
            server.execute(_statement("CREATE DATABASE {} TEMPLATE {}", full_name, template or self.name))
        self.comment(full_name)

    def comment(self, full_name):
        """When a database was last used; PostgreSQL does not remember."""
        with self.administration() as server:
            server.execute(_statement("COMMENT ON DATABASE {} IS {}", full_name, sql.Literal(str(time.time()))))

    def drop(self, full_name):
        with self.administration() as server:
            server.execute(_statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", full_name))

    def restore(self):
        connections.close_all()
        connection.close_pool()
        own_name = connection.settings_dict["NAME"]
        self.drop(own_name)
        self.create(own_name)


def _statement(text, *names):
    return sql.SQL(text).format(*(sql.Identifier(name) if isinstance(name, str) else name for name in names))


TEMPLATES = {"sqlite": SQLiteTemplate, "postgresql": PostgresTemplate}
_in_use: list[Template] = []


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In place of pytest-django's: a copied database, and a restore where Django would flush."""
    template = TEMPLATES[connection.vendor](schema_key())

    def restore(case):
        template.restore()
        ContentType.objects.clear_cache()

    with django_db_blocker.unblock():
        template.prepare()
        point_to(template.copy(os.environ.get("PYTEST_XDIST_WORKER", "main")))
    _in_use.append(template)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
        yield
    _in_use.remove(template)
    with django_db_blocker.unblock():
        template.close()


def copy_database(name):
    """Copy the template for another process and return its DATABASE_URL; needs `django_db_setup`."""
    template = _in_use[-1]
    return template.url(template.copy(name))


@contextmanager
def connected_to(database_url):
    """Let this thread's code use another database of the same engine, even inside a test's transaction."""
    own = connections[DEFAULT_DB_ALIAS]
    other = own.copy()
    other.settings_dict["NAME"] = urlsplit(database_url).path.removeprefix("/")
    # Pools are kept by alias: this one would hand out connections to the test's own database.
    other.settings_dict["OPTIONS"].pop("pool", None)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = own


def pytest_unconfigure():
    """Remove the scratch folder that lms.settings.test makes for this process."""
    if settings.configured and settings.DATA_DIR.name.startswith("zhengxun-test-"):
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
