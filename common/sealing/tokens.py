"""Rotating codes and signed receipts; nothing about them is stored.

A code is good for the ten seconds it is shown and the two steps before, by the server's clock alone.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from common.sealing.crypto import WrongKey, key_ring

STEP_SECONDS = 10
STEPS_ACCEPTED = 3
VERSION = "v1"
RECEIPT_MINUTES = 5


class BadToken(Exception):
    """Not one of ours, altered, or no longer shown."""


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def _code(key: bytes, subject: str, step: int, length: int = 16) -> bytes:
    return hmac.new(key, f"{VERSION}|{subject}|{step}".encode(), hashlib.sha256).digest()[:length]


def issue_token(subject: str, *, now: datetime) -> str:
    """`v1.<key version>.<subject>.<step>.<mac>`; the subject holds no dot and only address-safe characters."""
    ring, step = key_ring("qr"), step_of(now)
    return f"{VERSION}.{ring.current}.{subject}.{step}.{_code(ring.key(), subject, step).hex()}"


def read_token(token: str, *, now: datetime) -> str:
    """The subject of a token that is being shown; BadToken otherwise."""
    parts = token.split(".")
    if len(parts) != 5 or parts[0] != VERSION:
        raise BadToken
    _version, key_version, subject, step, mac = parts
    shown = {str(step_of(now) - back): step_of(now) - back for back in range(STEPS_ACCEPTED)}
    if step not in shown:
        raise BadToken
    try:
        expected = _code(key_ring("qr").key(key_version), subject, shown[step]).hex()
    except WrongKey:
        raise BadToken from None
    if not _equal(expected, mac):
        raise BadToken
    return subject


def _equal(expected: str, given: str) -> bool:
    """In constant time. As bytes: text may hold anything, and the comparison takes only ASCII text."""
    return hmac.compare_digest(expected.encode(), given.encode())


def short_code(subject: str, *, now: datetime) -> str:
    """Six digits for those who cannot scan, changing with the token."""
    return _digits(subject, step_of(now))


def _digits(subject: str, step: int) -> str:
    number = int.from_bytes(_code(key_ring("qr").key(), f"{subject}|digits", step, 8), "big")
    return f"{number % 1_000_000:06d}"


def is_short_code(subject: str, code: str, *, now: datetime) -> bool:
    step = step_of(now)
    return any(_equal(_digits(subject, step - back), code) for back in range(STEPS_ACCEPTED))


def sign_receipt(content: dict[str, Any]) -> str:
    """A signed note of what the browser was shown and when, good for five minutes."""
    return signing.dumps(content, key=key_ring("receipt").key().hex(), salt="receipt")


def read_receipt(receipt: str) -> dict[str, Any]:
    try:
        return signing.loads(
            receipt, key=key_ring("receipt").key().hex(), salt="receipt", max_age=timedelta(minutes=RECEIPT_MINUTES)
        )
    except signing.BadSignature:
        raise BadToken from None
