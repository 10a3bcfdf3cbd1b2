"""Changes to the key file: a new file replaces the old one at once, and the old one is kept beside it."""

import base64
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

KEY_BYTES = 32


def add_key(purpose: str) -> str:
    """A fresh key with which everything is written from now on; returns its version."""
    with _changing(f"before-new-{purpose}") as rings:
        ring = rings[purpose]
        version = str(max(map(int, ring["keys"])) + 1)
        ring["keys"][version] = base64.b64encode(os.urandom(KEY_BYTES)).decode()
        ring["current"] = version
    return version


def remove_key(purpose: str, version: str) -> None:
    with _changing(f"before-retiring-{purpose}-{version}") as rings:
        if rings[purpose]["current"] == version:
            raise ValueError("the current key cannot be removed")
        del rings[purpose]["keys"][version]


@contextmanager
def _changing(reason: str) -> Iterator[dict[str, Any]]:
    path = Path(settings.KEYS_FILE)
    with path.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        rings = json.loads(path.read_text())
        yield rings
        _keep(path, path.with_name(f"{path.name}.{reason}-{os.urandom(4).hex()}"))
        _replace(path, json.dumps(rings, indent=1))


def _keep(path: Path, copy: Path) -> None:
    shutil.copyfile(path, _private(copy, like=path))


def _replace(path: Path, text: str) -> None:
    fresh = _private(path.with_name(f"{path.name}.{os.urandom(4).hex()}"), like=path)
    with fresh.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _private(path: Path, *, like: Path) -> Path:
    """An empty file of the same owner that nobody else can read."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    owner = like.stat()
    os.chown(path, owner.st_uid, owner.st_gid)
    return path
