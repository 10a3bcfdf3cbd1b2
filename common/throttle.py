"""Counts what an address does in the running minute. In cache `default`, which all processes share."""

from django.core.cache import caches
from django.utils import timezone

COUNTED_SECONDS = 120


def times_this_minute(what: str, address: str) -> int:
    """Count one more and return how many that makes."""
    key = f"{what}-{address}-{timezone.now():%Y%m%d%H%M}"
    cache = caches["default"]
    n = (cache.get(key) or 0) + 1
    cache.set(key, n, COUNTED_SECONDS)
    return n


# As many wrong passwords as the sign-in page forgives, for as long.
FAILURES_ALLOWED = 5
FAILURES_KEPT_SECONDS = 15 * 60


def failures(what: str, who: object) -> int:
    return caches["default"].get(_failures_key(what, who)) or 0


def note_failure(what: str, who: object) -> None:
    """Count one more; the time begins anew with each."""
    caches["default"].set(_failures_key(what, who), failures(what, who) + 1, FAILURES_KEPT_SECONDS)


def forget_failures(what: str, who: object) -> None:
    caches["default"].delete(_failures_key(what, who))


def _failures_key(what: str, who: object) -> str:
    return f"failures-{what}-{who}"
