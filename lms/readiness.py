"""What a process needs before it can serve, and what to run where something is missing."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.db import connection
from django.utils.translation import gettext as _
from kombu import Connection

from common.database import missing_migrations
from common.sealing.crypto import PURPOSES, key_ring

NEEDED = ("database", "migrations", "cache", "static", "keys")


def state() -> dict[str, bool]:
    return {
        "database": _works(_ask_database),
        "migrations": has_migrations(),
        "cache": _works(_ask_cache),
        "broker": _works(_ask_broker),
        "static": has_static_files(),
        "keys": has_keys(),
    }


def advice(*, is_database: bool) -> list[str]:
    """What the installer has to do, in sentences; the database is asked only when it is what broke."""
    found = []
    if is_database and not _works(_ask_database):
        found.append(_("The database does not answer. Check that it runs, and DATABASE_URL."))
    elif is_database and not has_migrations():
        found.append(_("The database lacks tables of this version. Run manage.py migrate, then start the site again."))
    if not has_static_files():
        found.append(
            _("The style files are missing. Run manage.py collectstatic --noinput, then start the site again.")
        )
    if not has_keys():
        found.append(_("The key file is missing or cannot be read. Put it back where ZHENGXUN_KEYS says."))
    return found


def has_migrations() -> bool:
    return _works(lambda: not missing_migrations())


def has_static_files() -> bool:
    """The manifest this process works with: it reads it once, when it starts."""
    return bool(getattr(staticfiles_storage, "hashed_files", True))


def has_keys() -> bool:
    return _works(lambda: all(key_ring(purpose).key() for purpose in PURPOSES))


def _works(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except Exception:  # noqa: BLE001 -- any failure means "not ready"
        return False


def _ask_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _ask_cache() -> bool:
    caches["default"].set("readyz", "1", 5)
    return caches["default"].get("readyz") == "1"


def _ask_broker() -> bool:
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        return (settings.BROKER_DIR / "queue").is_dir()
    with Connection(settings.CELERY_BROKER_URL, connect_timeout=1) as broker:
        broker.ensure_connection(max_retries=0, timeout=1)
    return True
