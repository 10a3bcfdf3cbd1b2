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
