"""Gets the demo city ready: migrates and loads only when something changed since the last start."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def digest(paths: list[Path]) -> str:
    content = hashlib.sha256()
    for path in sorted(paths):
        content.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return content.hexdigest()


def main() -> None:
    data = Path(os.environ["ZHENGXUN_DATA"])
    data.mkdir(parents=True, exist_ok=True)
    stamp = data / "schema.stamp"
    # Models say which rows are frozen; the triggers for that are made after a migration.
    shaping = ("*/migrations/*.py", "*/models/*.py", "*/models.py", "common/*.py", "cms/services.py")
    key = digest([ROOT / "requirements.txt", *(path for pattern in shaping for path in ROOT.glob(pattern))])
    fresh = (data / "db.sqlite3").exists() and stamp.exists() and stamp.read_text() == key
    manage = [sys.executable, str(ROOT / "manage.py")]
    if not fresh:
        print("Preparing the database (about 20 seconds, only the first time) ...", flush=True)
        subprocess.check_call([*manage, "migrate", "--verbosity", "0"])
        stamp.write_text(key)
    print("Loading the demo city ...", flush=True)
    subprocess.check_call([*manage, "demo"])


if __name__ == "__main__":
    main()
