"""Putting a backup back: everything is checked before anything is changed."""

import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.sealing.crypto import forget_keys
from lms.backup.engines import EngineFailed, engine, present_state
from lms.backup.folder import KEYS, Backup, choose_backup, copy_file, describe_file
from people.models import Person, User
from people.services.installation import note_restore
from records.verification import Problem, find_problems


@dataclass(frozen=True)
class Restored:
    backup: Backup
    keys: str
    problems: list[Problem]


def restore_backup(*, path: Path, replace: bool = False) -> Restored:
    """Database, files and, where none stand, the keys; then whether the records are sound."""
    backup = choose_backup(path)
    _refuse_damaged(backup)
    # An empty machine has no data folder yet, and SQLite opens no file in a folder that is not there.
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    _refuse_unfit(backup)
    is_empty = not _holds_people()
    if not is_empty and not replace:
        raise NotAllowed(
            _("The database already holds people. Make a backup of it, then repeat with --replace."),
            code="database_full",
        )
    try:
        keys = _put_keys(backup, unused=is_empty and settings.KEYS_ARE_MADE)
        _put_files(backup)
        _put_database(backup)
    except (OSError, sqlite3.Error, EngineFailed) as error:
        raise NotAllowed(
            _("The backup was not put back: %(error)s. Mend that and repeat the command.") % {"error": error},
            code="restore_failed",
        ) from error
    note_restore(made_at=backup.made_at, name=backup.folder.name, counts=backup.manifest["counts"])
    return Restored(backup, keys, list(find_problems()))


def _refuse_damaged(backup: Backup) -> None:
    listed = dict(backup.manifest["files"])
    if _has_keys(backup):
        listed[KEYS] = backup.manifest["keys"]
    for name, told in listed.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise _damaged(name)
        try:
            found = describe_file(backup.folder / name)
        except FileNotFoundError:
            raise _damaged(name) from None
        if found != told:
            raise _damaged(name)


def _has_keys(backup: Backup) -> bool:
    """They may have been moved to another medium since."""
    return backup.manifest["keys"] is not None and (backup.folder / KEYS).exists()


def _damaged(name: str) -> NotAllowed:
    return NotAllowed(
        _("%(file)s is not what was written into the backup: use another backup.") % {"file": name},
        code="backup_damaged",
    )


def _refuse_unfit(backup: Backup) -> None:
    manifest = backup.manifest
    if manifest["engine"] != connection.vendor:
        raise NotAllowed(
            _("The backup is of %(its)s, the database is %(ours)s: set DATABASE_URL to the backup's kind.")
            % {"its": manifest["engine"], "ours": connection.vendor},
            code="other_engine",
        )
    if manifest["is_demo"] and settings.REFUSE_DEMO_DATABASE:
        raise NotAllowed(_("The backup holds the demo city: real operation refuses it."), code="demo_backup")
    if unknown := _unknown_migrations(manifest["migrations"]):
        raise NotAllowed(
            _("The backup is newer than this program (%(name)s): install the version it was made with.")
            % {"name": unknown[0]},
            code="newer_schema",
        )


def _unknown_migrations(applied: list[list[str]]) -> list[str]:
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    return [f"{app}.{name}" for app, name in applied if app in loader.migrated_apps if (app, name) not in known]


def _holds_people() -> bool:
    present = connection.introspection.table_names()
    return any(model._default_manager.exists() for model in (Person, User) if model._meta.db_table in present)


def _put_keys(backup: Backup, *, unused: bool) -> str:
    """Where the keys come from: a standing file stays, unless it was made by itself and nothing was written with it."""
    standing, saved = Path(settings.KEYS_FILE), backup.folder / KEYS
    answer = "kept"
    if _has_keys(backup) and standing.exists() and not _has_all_keys(standing, saved):
        if not unused:
            raise NotAllowed(
                _(
                    "The key file %(standing)s is not the backup's. If nothing else needs it, move it to a safe place "
                    "and put the backup's there: cp %(saved)s %(standing)s"
                )
                % {"standing": standing, "saved": saved},
                code="other_keys",
            )
        standing.rename(standing.with_name(f"{standing.name}.unused-{timezone.localtime():%Y%m%d-%H%M%S}"))
    if _has_keys(backup) and not standing.exists():
        _place(saved, standing, mode=0o600)
        answer = "restored"
    if not standing.exists():
        raise NotAllowed(
            _("There is no key file. Put the one kept with this backup at %(path)s.") % {"path": standing},
            code="keys_missing",
        )
    forget_keys()
    if not backup.is_authentic():
        raise NotAllowed(
            _("The manifest was not signed with the keys in %(path)s: put the key file of this installation there.")
            % {"path": standing},
            code="other_keys",
        )
    return answer


def _has_all_keys(standing: Path, saved: Path) -> bool:
    """A file that has got newer keys since is good as well."""
    ours, wanted = json.loads(standing.read_text()), json.loads(saved.read_text())
    return all(
        ours.get(purpose, {}).get("keys", {}).get(version) == key
        for purpose, ring in wanted.items()
        for version, key in ring["keys"].items()
    )


def _put_files(backup: Backup) -> None:
    """Files that are in no backup stay where they are."""
    roots = {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_ROOT)}
    for name in backup.manifest["files"]:
        part, _slash, rest = name.partition("/")
        if rest:
            _place(backup.folder / name, roots[part] / rest)


def _place(source: Path, target: Path, mode: int | None = None) -> None:
    arriving = target.with_name(f".{target.name}.arriving")
    target.parent.mkdir(parents=True, exist_ok=True)
    if mode is not None:
        arriving.touch(mode)
    copy_file(source, arriving)
    os.replace(arriving, target)


def _put_database(backup: Backup) -> None:
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()
    engine().require_programs()
    engine().load(backup.folder / engine().file)
    ContentType.objects.clear_cache()
    found = present_state()
    if found["counts"] != backup.manifest["counts"]:
        raise EngineFailed(f"{found['counts']} ≠ {backup.manifest['counts']}")
    call_command("migrate", interactive=False, verbosity=0)
