"""Real operation: PostgreSQL, Redis, Celery workers. Refuses to start on a missing value."""

import sys

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403


def required(name: str) -> str:
    """The value of a setting that production cannot do without."""
    value = env(name, default="")  # noqa: F405
    if not value:
        raise ImproperlyConfigured(f"Set {name}: production does not start without it (see docs/operations.md).")
    return value


SECRET_KEY = required("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters; make a long random one.")
DATABASES = {"default": database(required("DATABASE_URL"))}  # noqa: F405
required("REDIS_URL")
required("ZHENGXUN_KEYS")
# These two put the key file there.
if not KEYS_FILE.is_file() and sys.argv[1:2] not in (["make_keys"], ["restore"]):  # noqa: F405
    raise ImproperlyConfigured(
        f"The key file {KEYS_FILE} is missing. Put the one you keep there; "  # noqa: F405
        "for a new installation run manage.py make_keys once."
    )
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
REFUSE_DEMO_DATABASE = True
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=True)  # noqa: F405

PROFILE = env("PROFILE", default="https")  # noqa: F405
if PROFILE == "https":
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)  # noqa: F405
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    if TRUSTED_PROXIES:  # noqa: F405
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
elif PROFILE == "http-intranet":
    # What plain HTTP cannot give is said once, by common.checks, instead of five times by Django.
    SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
else:
    raise ImproperlyConfigured("PROFILE is either https or http-intranet.")
