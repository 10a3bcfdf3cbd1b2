"""The suite. The engine comes from TEST_DATABASE_URL (SQLite without it), Redis from TEST_REDIS_URL."""

import os
import tempfile
from pathlib import Path

_scratch = Path(tempfile.mkdtemp(prefix="zhengxun-test-"))
os.environ["ZHENGXUN_DATA"] = str(_scratch)
os.environ["ZHENGXUN_KEYS"] = str(_scratch / "keys.json")
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_scratch / 'test.sqlite3'}"
os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL", "")

from common.sealing.crypto import create_keys_file  # noqa: E402 -- after the environment is set

from .base import *  # noqa: E402, F403

create_keys_file(KEYS_FILE)  # noqa: F405
SECRET_KEY = "tests-only-" + "x" * 40
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# One worker owns one connection; a pool would keep its database open across restores.
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
