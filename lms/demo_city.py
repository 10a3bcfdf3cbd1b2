"""Builds the demo city: in a database and a data folder of its own, from nothing, the same every time."""

import hashlib
import importlib
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction

from common.sealing.secrets import read_or_create_secret
from people.demo import City
from people.models import Installation, OrgUnit, Person, User

LOADERS = (
    "people",
    "roster",
    "questions",
    "courses",
    "training",
    "admission",
    "attendance",
    "exams",
    "partners",
    "records",
    "reports",
    "cms",
)
COUNTED = ("units", "people", "training_sessions", "batches", "enrolments", "meetings", "marks")


class NotADemoDatabase(Exception):
    """The database holds something else; the demo city never mixes with it."""


@dataclass(frozen=True)
class DemoAnswer:
    accounts: list[dict[str, Any]]
    counts: dict[str, int]
    rebuilt: bool


def build_demo_city(day: date) -> DemoAnswer:
    """Load the city, or leave it alone when it was built on this day by this code."""
    version = demo_version()
    mark = Installation.objects.filter(is_demo=True).first()
    if mark is None and (Person.objects.exists() or OrgUnit.objects.exists() or User.objects.exists()):
        raise NotADemoDatabase
    if mark and (mark.demo_day, mark.demo_version) == (day, version):
        return DemoAnswer(**read_answer(), rebuilt=False)
    if mark:
        empty_everything()
    password = demo_password()
    city = City(day=day, password=password, password_hash=make_password(password))
    with transaction.atomic():
        officer = None
        for app in LOADERS:
            if (Path(apps.get_app_config(app).path) / "demo.py").is_file():
                officer = importlib.import_module(f"{app}.demo").load(city, officer) or officer
        answer = {"accounts": importlib.import_module("people.demo").accounts(city), "counts": counted(city)}
        mark = {"is_demo": True, "demo_day": day, "demo_version": version, "demo_answer": public(answer)}
        Installation.objects.update_or_create(pk=1, defaults=mark)
    return DemoAnswer(**answer, rebuilt=True)


def public(answer: dict[str, Any]) -> dict[str, Any]:
    """What may be kept in the database: everything but the password."""
    return {**answer, "accounts": [{k: v for k, v in a.items() if k != "password"} for a in answer["accounts"]]}


def read_answer() -> dict[str, Any]:
    answer = Installation.objects.get().demo_answer
    return {**answer, "accounts": [{**account, "password": demo_password()} for account in answer["accounts"]]}


def counted(city: City) -> dict[str, int]:
    return {name: city.counts.get(name, 0) for name in COUNTED}


def demo_password() -> str:
    """One password for all demo accounts, made once for this data folder."""
    return read_or_create_secret(settings.DATA_DIR / "demo_password")[:12]


def demo_version() -> str:
    """Changes whenever a loader or its content does."""
    digest = hashlib.sha256()
    for app in LOADERS:
        root = Path(apps.get_app_config(app).path)
        for file in sorted([*root.glob("demo.py"), *root.glob("demo_content/**/*")]):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def empty_everything() -> None:
    """Back to a freshly migrated database and empty folders; only ever called on a marked demo database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        else:
            drop_sqlite_tables(cursor)
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
    connection.close()
    call_command("migrate", verbosity=0, interactive=False)


def drop_sqlite_tables(cursor: Any) -> None:
    """Virtual tables first: dropping one takes its shadow tables along."""
    cursor.execute("PRAGMA foreign_keys = OFF")
    order = "CASE WHEN sql LIKE 'CREATE VIRTUAL%' THEN 0 ELSE 1 END"
    cursor.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY {order}")  # noqa: S608
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
    cursor.execute("PRAGMA foreign_keys = ON")
