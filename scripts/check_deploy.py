"""`manage.py check --deploy` with production settings and invented secrets."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from common.sealing.crypto import create_keys_file  # noqa: E402 -- needs the path above


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.json"
        create_keys_file(keys)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.production",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": "postgres://zhengxun@db.invalid/zhengxun",
            "REDIS_URL": "redis://redis.invalid/0",
            "ZHENGXUN_KEYS": str(keys),
            "ZHENGXUN_DATA": folder,
            "ALLOWED_HOSTS": "peixun.example.gov.cn",
            "PROFILE": "https",
        }
        command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        return subprocess.call(command, cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main())
