import contextlib
import os
import secrets
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Create `path` readable by its owner only; FileExistsError when it is already there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def read_or_create_secret(path: Path) -> str:
    """One secret for all processes of a development copy; two processes starting together agree."""
    with contextlib.suppress(FileExistsError):
        write_private(path, secrets.token_urlsafe(50))
    return path.read_text()
