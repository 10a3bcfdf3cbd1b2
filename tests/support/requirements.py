"""What a machine may lack. A missing thing skips its tests, unless ZHENGXUN_REQUIRE names it."""

import os
from typing import NoReturn

import pytest


def is_required(word: str) -> bool:
    return word in os.environ.get("ZHENGXUN_REQUIRE", "").replace(" ", "").split(",")


def require(word: str, reason: str) -> NoReturn:
    """End the test that lacks something: a skip with the reason, or a failure where it is required."""
    if is_required(word):
        pytest.fail(f"ZHENGXUN_REQUIRE asks for {word}: {reason}", pytrace=False)
    pytest.skip(reason)
