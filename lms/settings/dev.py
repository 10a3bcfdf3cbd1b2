"""One machine, no other service: `make demo`, and the developer's own copy. Keys and the secret are
made in the data folder when they are missing, readable by their owner only."""

import os

from common.sealing.crypto import create_keys_file
from common.sealing.secrets import read_or_create_secret

from .base import *  # noqa: F403

DATA_DIR.mkdir(parents=True, exist_ok=True)  # noqa: F405
KEYS_ARE_MADE = True
if not KEYS_FILE.exists():  # noqa: F405
    create_keys_file(KEYS_FILE)  # noqa: F405
SECRET_KEY = os.environ.get("SECRET_KEY") or read_or_create_secret(DATA_DIR / "secret_key")  # noqa: F405

DEBUG = env.bool("DEBUG", default=False)  # noqa: F405
ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]  # noqa: F405

# Served straight from the source folders: collecting 1,600 files takes longer than everything else.
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
