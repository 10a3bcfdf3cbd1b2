"""Celery application. The database says what is to be done; a message is only a wake-up call."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if settings.CELERY_BROKER_URL.startswith("filesystem"):
    for name in ("queue", "control"):
        (settings.BROKER_DIR / name).mkdir(parents=True, exist_ok=True)
