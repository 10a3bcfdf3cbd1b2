"""Gets the demo city ready: migrates and loads only when something changed since the last start."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def digest(paths: list[Path]) -> str:
    content = hashlib.sha256()
    for path in sorted(paths):
        content.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return content.hexdigest()


def is_demo(database: Path) -> bool:
    """Whether the file holds a demo city, of whatever version of the program."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT 1 FROM people_installation WHERE is_demo").fetchone())
    except sqlite3.Error:
        return False


def remove_city(data: Path) -> None:
    """What an older version of the program loaded; the demo city holds nothing that is not loaded again."""
    print("The demo city here was made by another version of the program and is built anew.", flush=True)
    for name in ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"):
        (data / name).unlink(missing_ok=True)


def migrate(manage: list[str]) -> None:
    if subprocess.call([*manage, "migrate", "--verbosity", "0"]):
        sys.exit(
            "The database in this data folder cannot be brought to this version of the program. It is no demo city, so "
            "nothing was removed: set ZHENGXUN_DATA to an empty folder."
        )


def main() -> None:
    data = Path(os.environ["ZHENGXUN_DATA"])
    data.mkdir(parents=True, exist_ok=True)
    stamp = data / "schema.stamp"
    # Models say which rows are frozen; the triggers for that are made after a migration.
    shaping = ("*/migrations/*.py", "*/models/*.py", "*/models.py", "common/*.py", "cms/services/editing.py")
    key = digest([ROOT / "requirements.txt", *(path for pattern in shaping for path in ROOT.glob(pattern))])
    fresh = (data / "db.sqlite3").exists() and stamp.exists() and stamp.read_text() == key
    manage = [sys.executable, str(ROOT / "manage.py")]
    if not fresh and is_demo(data / "db.sqlite3"):
        remove_city(data)
    if not fresh:
        print("Preparing the database (about 20 seconds, only the first time) ...", flush=True)
        migrate(manage)
        stamp.write_text(key)
    print("Loading the demo city ...", flush=True)
    subprocess.check_call([*manage, "demo"])


if __name__ == "__main__":
    main()
