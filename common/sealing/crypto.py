"""Field encryption, blind indexes and authentication codes, with versioned keys from one file.

The file named by ZHENGXUN_KEYS holds, for every purpose, its current version and all keys that old rows may
still need: {"field": {"current": "1", "keys": {"1": "<base64, 32 bytes>"}}, …}. AES-256-GCM binds a
ciphertext to its column and row (`aad`), so that it does not decrypt anywhere else.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common.sealing.secrets import write_private

# A version, a colon and a digest in hexadecimal.
DIGEST_LENGTH = 80
PURPOSES = ("field", "index", "evidence", "qr", "receipt")
NONCE_BYTES = 12


class WrongKey(Exception):
    """A value does not decrypt here: it was moved, altered, or its key is missing."""


@dataclass(frozen=True)
class KeyRing:
    current: str
    keys: dict[str, bytes]

    def key(self, version: str | None = None) -> bytes:
        try:
            return self.keys[version or self.current]
        except KeyError:
            raise WrongKey(f"key version {version} is not in the key file") from None


def create_keys_file(path: Path) -> None:
    """Write a key file with one fresh key a purpose; keeps an existing file."""
    fresh = {
        purpose: {"current": "1", "keys": {"1": base64.b64encode(os.urandom(32)).decode()}} for purpose in PURPOSES
    }
    with contextlib.suppress(FileExistsError):
        write_private(path, json.dumps(fresh, indent=1))


@lru_cache(maxsize=4)
def _rings(path: str, _state: tuple[int, int]) -> dict[str, KeyRing]:
    content = json.loads(Path(path).read_text())
    return {
        purpose: KeyRing(ring["current"], {v: base64.b64decode(k) for v, k in ring["keys"].items()})
        for purpose, ring in content.items()
    }


def forget_keys() -> None:
    """Read the key file again: it was put there while this process ran."""
    _rings.cache_clear()


def key_ring(purpose: str) -> KeyRing:
    from django.conf import settings  # noqa: PLC0415 -- the development settings use this module

    path = str(settings.KEYS_FILE)
    # A running process sees at once that the file was replaced.
    found = os.stat(path)
    return _rings(path, (found.st_ino, found.st_mtime_ns))[purpose]


def seal(text: str, *, aad: str) -> bytes:
    """Encrypt for storage: version, a colon, nonce and ciphertext."""
    return seal_bytes(text.encode(), aad=aad)


def seal_bytes(content: bytes, *, aad: str) -> bytes:
    """`seal` for a file."""
    ring = key_ring("field")
    nonce = os.urandom(NONCE_BYTES)
    return ring.current.encode() + b":" + nonce + AESGCM(ring.key()).encrypt(nonce, content, aad.encode())


def unseal(sealed: bytes | memoryview, *, aad: str) -> str:
    """Decrypt what `seal` made for the same `aad`; WrongKey otherwise."""
    return unseal_bytes(sealed, aad=aad).decode()


def unseal_bytes(sealed: bytes | memoryview, *, aad: str) -> bytes:
    version, _, body = bytes(sealed).partition(b":")
    try:
        key = key_ring("field").key(version.decode())
        return AESGCM(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], aad.encode())
    except (InvalidTag, ValueError) as error:
        raise WrongKey("the value does not belong to this row and column") from error


def blind_index(text: str, *, column: str, version: str | None = None) -> str:
    """`version:hex`, a keyed digest for looking up equal values without storing them in clear."""
    ring = key_ring("index")
    version = version or ring.current
    return _digest(_begun(ring.key(version), column), version, text)


def blind_indexes(text: str, *, column: str) -> list[str]:
    """What the digest of the text may be in a row: while the key is being changed, two are in use."""
    return blind_indexes_of([text], column=column)[text]


def blind_indexes_of(texts: Iterable[str], *, column: str) -> dict[str, list[str]]:
    """`blind_indexes` of each of many texts."""
    begun = [(version, _begun(key, column)) for version, key in key_ring("index").keys.items()]
    return {text: [_digest(one, version, text) for version, one in begun] for text in texts}


def _begun(key: bytes, column: str) -> hmac.HMAC:
    return hmac.new(key, f"{column}|".encode(), "sha256")


def _digest(begun: hmac.HMAC, version: str, text: str) -> str:
    code = begun.copy()
    code.update(text.encode())
    return f"{version}:{code.hexdigest()}"


def canonical(payload: Any) -> bytes:
    """One byte string for equal content, whatever the order of its keys."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def authentication_code(purpose: str, payload: Any, *, version: str | None = None) -> str:
    """`version:hex` HMAC-SHA256 of the payload's canonical form."""
    ring = key_ring(purpose)
    version = version or ring.current
    return f"{version}:{hmac.new(ring.key(version), canonical(payload), hashlib.sha256).hexdigest()}"


def is_authentic(purpose: str, payload: Any, code: str) -> bool:
    """Whether `code` was made from this payload with one of our keys."""
    version = code.partition(":")[0]
    try:
        return hmac.compare_digest(authentication_code(purpose, payload, version=version).encode(), code.encode())
    except WrongKey:
        return False


class SealedText:
    """A model attribute that reads and writes clear text and stores `<name>_sealed` and `<name>_index`.

    The model has a `uuid`; the ciphertext is bound to it and to the column.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def _aad(self, instance: Any) -> str:
        return f"{instance._meta.label_lower}.{self.name}|{instance.uuid}"

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        sealed = getattr(instance, f"{self.name}_sealed")
        return unseal(sealed, aad=self._aad(instance)) if sealed else ""

    def __set__(self, instance: Any, value: str) -> None:
        setattr(instance, f"{self.name}_sealed", seal(value, aad=self._aad(instance)) if value else None)
        setattr(instance, f"{self.name}_index", self.index(value) if value else None)

    def index(self, value: str) -> str:
        """The digest to store."""
        return blind_index(value, column=self.name)

    def indexes(self, value: str) -> list[str]:
        """The digests to look for."""
        return blind_indexes(value, column=self.name)

    def indexes_of(self, values: Iterable[str]) -> dict[str, list[str]]:
        """The digests to look for, of each of many values."""
        return blind_indexes_of(values, column=self.name)
