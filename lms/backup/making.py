"""Making a backup, and keeping the last few."""

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from lms.backup.engines import EngineFailed, engine
from lms.backup.folder import (
    FORMAT,
    KEYS,
    Backup,
    copy_file,
    describe_file,
    files_under,
    name_for,
    only_one,
    remove,
    sync_file,
    whole_backups,
    write_manifest,
    written_whole,
)
from people.installation import is_demo
from people.models import Installation
from people.services.installation import note_backup

NOTE = (
    "The folder keys/ belongs on another medium, kept by another person: who has it beside the rest can read every "
    "encrypted number, and without it nobody can."
)


def make_backup(*, parent: Path, with_keys: bool = True) -> Backup:
    """Write one more backup below `parent`, note it, and remove those beyond the number to keep."""
    parent = parent.resolve()
    _refuse_place(parent)
    _refuse_empty_database()
    engine().require_programs()
    now = timezone.now()
    final = parent / name_for(now)
    try:
        with only_one(parent):
            with written_whole(final) as partial:
                manifest = _write(partial, now, with_keys)
            _prune(parent)
    except (OSError, sqlite3.Error, psycopg.Error, EngineFailed) as error:
        raise NotAllowed(
            _("The backup was not made: %(error)s. Earlier backups are untouched.") % {"error": error},
            code="backup_failed",
        ) from error
    note_backup(made_at=now, name=final.name, counts=manifest["counts"])
    return Backup(final, manifest)


def _refuse_place(parent: Path) -> None:
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        if parent.is_relative_to(Path(root).resolve()):
            raise NotAllowed(
                _("%(folder)s lies among the files to be kept: choose a folder outside.") % {"folder": parent},
                code="backup_inside",
            )


def _refuse_empty_database() -> None:
    if Installation._meta.db_table not in connection.introspection.table_names():
        raise NotAllowed(
            _("The database holds no tables, so there is nothing to back up: check DATABASE_URL."),
            code="database_empty",
        )


def _write(folder: Path, now: datetime, with_keys: bool) -> dict[str, Any]:
    """The database first: a file that a row names is there before the row is."""
    database = folder / engine().file
    state = engine().dump(database)
    sync_file(database)
    files = {engine().file: describe_file(database)}
    for part, root in (("media", settings.MEDIA_ROOT), ("private", settings.PRIVATE_ROOT)):
        for name in files_under(Path(root)):
            # One that is removed meanwhile was no longer wanted.
            with suppress(FileNotFoundError):
                files[f"{part}/{name}"] = copy_file(Path(root) / name, folder / part / name)
    return write_manifest(
        folder,
        {
            "format": FORMAT,
            "made_at": now.isoformat(),
            "engine": connection.vendor,
            "is_demo": is_demo(),
            "note": NOTE,
            **state,
            "files": files,
            "keys": _write_keys(folder) if with_keys else None,
        },
    )


def _write_keys(folder: Path) -> dict[str, Any]:
    target = folder / KEYS
    target.parent.mkdir(mode=0o700)
    target.touch(mode=0o600)
    return copy_file(Path(settings.KEYS_FILE), target)


def _prune(parent: Path) -> None:
    """What was just written is among those that stay, whatever the setting says."""
    for backup in whole_backups(parent)[: -max(settings.BACKUP_KEEP, 1)]:
        remove(backup)
