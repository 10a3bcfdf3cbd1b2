"""What a backup is on its medium: a dated folder with a manifest, there as a whole or not at all."""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.sealing.crypto import authentication_code, is_authentic

FORMAT = "zhengxun-backup-1"
MANIFEST = "manifest.json"
KEYS = "keys/keys.json"
PARTIAL = ".partial"
NAME = re.compile(r"zhengxun-\d{8}-\d{6}")
BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Backup:
    folder: Path
    manifest: dict[str, Any]

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["made_at"])

    @property
    def size(self) -> int:
        return sum(file["size"] for file in self.manifest["files"].values())

    def is_authentic(self) -> bool:
        return is_authentic("evidence", _signed(self.manifest), self.manifest["mac"])


def name_for(moment: datetime) -> str:
    return f"zhengxun-{localtime(moment):%Y%m%d-%H%M%S}"


def read_backup(folder: Path) -> Backup | None:
    """The backup in this folder; None where there is none, or only a half written one."""
    if folder.name.endswith(PARTIAL):
        return None
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        return None
    is_ours = isinstance(manifest, dict) and manifest.get("format") == FORMAT
    return Backup(folder, manifest) if is_ours else None


def whole_backups(parent: Path) -> list[Backup]:
    """The oldest first."""
    folders = sorted(parent.glob("zhengxun-*")) if parent.is_dir() else []
    return [backup for folder in folders if NAME.fullmatch(folder.name) if (backup := read_backup(folder))]


def choose_backup(path: Path) -> Backup:
    """The backup of this folder, or the newest in it."""
    path = path.resolve()
    if backup := read_backup(path):
        return backup
    if path.name.endswith(PARTIAL):
        raise NotAllowed(
            _("%(folder)s is half written: name another backup.") % {"folder": path}, code="backup_partial"
        )
    if found := whole_backups(path):
        return found[-1]
    raise NotAllowed(
        _("There is no backup in %(folder)s: name the folder that holds manifest.json, or the folder above it.")
        % {"folder": path},
        code="no_backup",
    )


@contextmanager
def only_one(parent: Path) -> Iterator[None]:
    """Hold the folder of backups; what an interrupted run left there is removed first."""
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (parent / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotAllowed(
                _("Another backup into %(folder)s is running: wait until it ends.") % {"folder": parent},
                code="backup_running",
            ) from None
        for rest in parent.glob(f"zhengxun-*{PARTIAL}"):
            shutil.rmtree(rest, ignore_errors=True)
        yield


@contextmanager
def written_whole(final: Path) -> Iterator[Path]:
    """A folder to fill, which gets its name once it is full and safe on the disk."""
    partial = final.with_name(final.name + PARTIAL)
    partial.mkdir(mode=0o700)
    try:
        yield partial
        for folder, _folders, _files in os.walk(partial):
            _sync_folder(Path(folder))
        partial.rename(final)
        _sync_folder(final.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def remove(backup: Backup) -> None:
    """Under a name that no longer looks whole: removing takes a while and may be interrupted."""
    going = backup.folder.with_name(backup.folder.name + PARTIAL)
    backup.folder.rename(going)
    shutil.rmtree(going)


def write_manifest(folder: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    manifest = manifest | {"mac": authentication_code("evidence", _signed(manifest))}
    with (folder / MANIFEST).open("w") as file:
        json.dump(manifest, file, indent=1)
        _sync(file)
    return manifest


def _signed(manifest: dict[str, Any]) -> list[str]:
    """As plain ASCII: a file's name may hold bytes that are no text."""
    return [FORMAT, json.dumps({k: v for k, v in manifest.items() if k != "mac"}, sort_keys=True)]


def copy_file(source: Path, target: Path) -> dict[str, Any]:
    """Copy, wait for the disk, and say what was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("wb") as writing:
        return _described(reading, writing)


def describe_file(path: Path) -> dict[str, Any]:
    with path.open("rb") as reading:
        return _described(reading)


def sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        _sync(file)


def _described(reading: Any, writing: Any = None) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while block := reading.read(BLOCK):
        digest.update(block)
        size += len(block)
        if writing is not None:
            writing.write(block)
    if writing is not None:
        _sync(writing)
    return {"size": size, "sha256": digest.hexdigest()}


def _sync(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def files_under(root: Path) -> Iterator[str]:
    """Paths below `root`, in order; links are followed, for an office may keep its media on another disk."""
    for folder, folders, files in os.walk(root, followlinks=True):
        folders.sort()
        for name in sorted(files):
            path = Path(folder) / name
            if path.is_file():
                yield path.relative_to(root).as_posix()
