import base64
import json
import os
import stat
from uuid import uuid4

import pytest

from common.sealing import crypto
from common.sealing.crypto import (
    WrongKey,
    authentication_code,
    blind_index,
    create_keys_file,
    is_authentic,
    seal,
    unseal,
)
from people.models import Person


def test_what_is_sealed_is_unsealed():
    assert unseal(seal("410000198503150012", aad="a"), aad="a") == "410000198503150012"


def test_equal_texts_are_sealed_differently():
    assert seal("x", aad="a") != seal("x", aad="a")


def test_a_value_moved_to_another_row_does_not_decrypt():
    one, other = Person(uuid=uuid4()), Person(uuid=uuid4())
    one.id_number = "410000198503150012"
    other.id_number_sealed = one.id_number_sealed

    assert one.id_number == "410000198503150012"
    with pytest.raises(WrongKey):
        _ = other.id_number


def test_a_value_moved_to_another_column_does_not_decrypt():
    person = Person(uuid=uuid4())
    person.id_number = "410000198503150012"
    person.mobile_sealed = person.id_number_sealed

    with pytest.raises(WrongKey):
        _ = person.mobile


def test_a_new_key_reads_what_the_old_one_wrote(settings, tmp_path):
    old = tmp_path / "old.json"
    create_keys_file(old)
    settings.KEYS_FILE = old
    sealed, code = seal("x", aad="a"), authentication_code("evidence", {"n": 1})
    content = json.loads(old.read_text())
    for ring in content.values():
        ring["keys"]["2"] = base64.b64encode(os.urandom(32)).decode()
        ring["current"] = "2"
    rotated = tmp_path / "rotated.json"
    rotated.write_text(json.dumps(content))
    settings.KEYS_FILE = rotated

    assert (unseal(sealed, aad="a"), is_authentic("evidence", {"n": 1}, code)) == ("x", True)
    assert seal("x", aad="a").startswith(b"2:")


def test_an_unknown_key_version_is_refused():
    with pytest.raises(WrongKey):
        unseal(b"99:" + b"x" * 40, aad="a")
    assert not is_authentic("evidence", {}, "99:00")


def test_an_index_is_equal_for_equal_values_of_one_column_only():
    assert blind_index("1", column="a") == blind_index("1", column="a")
    assert blind_index("1", column="a") != blind_index("1", column="b")


def test_the_key_file_is_private_and_kept(tmp_path):
    path = tmp_path / "keys.json"
    create_keys_file(path)
    first = path.read_text()
    create_keys_file(path)

    assert (stat.S_IMODE(path.stat().st_mode), path.read_text() == first) == (0o600, True)
    assert set(json.loads(first)) == set(crypto.PURPOSES)


@pytest.mark.parametrize("sealed", [b"", b"1", b"1:", b"\xff:" + b"x" * 40, b"1:" + b"x" * 40])
def test_what_was_not_sealed_does_not_open(sealed):
    with pytest.raises(WrongKey):
        unseal(sealed, aad="a")


def test_an_empty_value_leaves_nothing_behind():
    person = Person(uuid=uuid4())
    person.id_number = "410000198503150012"
    person.id_number = ""

    assert (person.id_number, person.id_number_sealed, person.id_number_index) == ("", None, None)


def test_a_value_does_not_open_once_its_key_is_gone(settings, tmp_path):
    sealed = seal("x", aad="a")
    settings.KEYS_FILE = tmp_path / "other.json"
    create_keys_file(settings.KEYS_FILE)

    with pytest.raises(WrongKey):
        unseal(sealed, aad="a")


def test_a_code_vouches_for_its_own_purpose_and_content_only():
    code = authentication_code("evidence", {"n": 1, "m": 2})

    assert (
        is_authentic("evidence", {"m": 2, "n": 1}, code),
        is_authentic("evidence", {"n": 1}, code),
        is_authentic("receipt", {"n": 1, "m": 2}, code),
    ) == (True, False, False)


@pytest.mark.parametrize("code", ["", ":", "1:", "1:00", "1:假", "假"])
def test_a_forged_code_does_not_vouch(code):
    assert is_authentic("evidence", {"n": 1}, code) is False
