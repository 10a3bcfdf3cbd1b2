"""The code on a slip: read from paper, typed on a phone."""

import secrets

# Without the letters and digits that look alike in print: 0 O, 1 I L, 2 Z, 5 S, 8 B.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH, GROUP = 12, 4


def new_code() -> str:
    """Twelve characters, 55 bits: enough for a fortnight behind the throttle of the sign-in page."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def in_groups(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
