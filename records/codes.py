"""The code on a certificate, under which anybody may look it up: 150 random bits in letters that are not mixed up."""

import random
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 30, 5
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code(rng: random.Random | None = None) -> str:
    """A fresh code; only the demo city passes its own source of numbers."""
    source = rng or secrets.SystemRandom()
    return "".join(source.choice(ALPHABET) for _i in range(LENGTH))


def normalised(text: str) -> str:
    """What somebody typed or scanned, as it is stored: case, spaces and hyphens do not matter."""
    letters = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    return letters.translate(READ_AS)[: LENGTH + 1]


def grouped(code: str) -> str:
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))
