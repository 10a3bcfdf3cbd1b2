"""The rotating codes of the screen and the signed notes given to the browser that saw one."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from common.sealing.crypto import key_ring
from common.sealing.tokens import (
    STEP_SECONDS,
    BadToken,
    is_short_code,
    issue_token,
    read_receipt,
    read_token,
    short_code,
    sign_receipt,
)

SHOWN = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
SUBJECT = "7_20260302_am"
NOTE = {"subject": SUBJECT, "at": "2026-03-02T00:30:00+00:00", "device": "phone"}


def after(steps):
    return SHOWN + timedelta(seconds=steps * STEP_SECONDS)


def flipped(text, position):
    other = "1" if text[position] == "0" else "0"
    return text[:position] + other + text[position + 1 :]


def is_refused(token, *, now=SHOWN):
    try:
        read_token(token, now=now)
    except BadToken:
        return True
    return False


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_token_is_good_while_shown_and_for_two_steps_more(steps):
    assert read_token(issue_token(SUBJECT, now=SHOWN), now=after(steps)) == SUBJECT


def test_a_token_lives_to_the_last_second_of_its_third_step():
    token = issue_token(SUBJECT, now=SHOWN)
    last = after(3) - timedelta(microseconds=1)

    assert (is_refused(token, now=last), is_refused(token, now=after(3))) == (False, True)


@pytest.mark.parametrize("steps", [3, 30, 8640, -1])
def test_a_token_that_is_not_shown_is_dead(steps):
    assert is_refused(issue_token(SUBJECT, now=SHOWN), now=after(steps))


def test_every_flipped_character_kills_a_token():
    token = issue_token(SUBJECT, now=SHOWN)

    alive = [position for position in range(len(token)) if not is_refused(flipped(token, position))]

    assert alive == []


def test_every_truncation_kills_a_token():
    token = issue_token(SUBJECT, now=SHOWN)

    alive = [length for length in range(len(token)) if not is_refused(token[:length])]

    assert alive == []


def test_the_code_of_one_half_day_does_not_open_another():
    version, key, _subject, step, mac = issue_token(SUBJECT, now=SHOWN).split(".")

    assert is_refused(f"{version}.{key}.7_20260302_pm.{step}.{mac}")
    assert is_refused(f"{version}.{key}.8_20260302_am.{step}.{mac}")


def test_a_code_computed_without_a_version_is_refused():
    version, key, subject, step, mac = issue_token(SUBJECT, now=SHOWN).split(".")

    assert is_refused(f"v0.{key}.{subject}.{step}.{mac}")
    assert is_refused(f"{version}.99.{subject}.{step}.{mac}")


@pytest.mark.parametrize("mac", ["签" * 32, "é" * 32, "", "%00", "0" * 5000])
def test_a_made_up_code_is_refused_whatever_it_is_written_in(mac):
    version, key, subject, step, _mac = issue_token(SUBJECT, now=SHOWN).split(".")

    assert is_refused(f"{version}.{key}.{subject}.{step}.{mac}")


@pytest.mark.parametrize("step", ["", "-1", "1e9", "١٢٣", "²", "9" * 5000])
def test_a_made_up_step_is_refused(step):
    version, key, subject, _step, mac = issue_token(SUBJECT, now=SHOWN).split(".")

    assert is_refused(f"{version}.{key}.{subject}.{step}.{mac}")


def test_the_six_digits_are_good_as_long_as_the_token():
    code = short_code(SUBJECT, now=SHOWN)

    accepted = [is_short_code(SUBJECT, code, now=after(steps)) for steps in range(4)]

    assert (len(code), code.isdigit(), accepted) == (6, True, [True, True, True, False])


def test_the_six_digits_belong_to_one_half_day():
    code = short_code(SUBJECT, now=SHOWN)

    assert is_short_code("7_20260302_pm", code, now=SHOWN) is False


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "六六六六六六"])
def test_what_is_not_six_digits_is_no_code(code):
    assert is_short_code(SUBJECT, code, now=SHOWN) is False


@pytest.mark.parametrize("seconds", [0, 299])
def test_a_receipt_is_good_for_five_minutes(seconds):
    with time_machine.travel(SHOWN, tick=False) as clock:
        receipt = sign_receipt(NOTE)
        clock.shift(seconds)

        assert read_receipt(receipt) == NOTE


def test_a_receipt_older_than_five_minutes_is_dead():
    with time_machine.travel(SHOWN, tick=False) as clock:
        receipt = sign_receipt(NOTE)
        clock.shift(302)

        with pytest.raises(BadToken):
            read_receipt(receipt)


def test_an_altered_receipt_is_refused():
    receipt = sign_receipt(NOTE)

    for altered in (receipt[1:], receipt[:-1], receipt.swapcase(), "", "a:b:c"):
        with pytest.raises(BadToken):
            read_receipt(altered)


def test_a_token_is_no_receipt():
    with pytest.raises(BadToken):
        read_receipt(issue_token(SUBJECT, now=SHOWN))


def test_tokens_and_receipts_have_keys_of_their_own():
    assert key_ring("qr").key() != key_ring("receipt").key()
