"""How personal numbers are shown unless someone with the right asks to see one, with a reason."""

import re

# An ID number of 18 or 15 digits, or a mobile number, standing by itself.
NUMBERS = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{15}|1[0-9]{10})(?![0-9A-Za-z])")


def mask_id_number(value: str) -> str:
    return f"{value[:4]}{'*' * (len(value) - 8)}{value[-4:]}" if len(value) > 8 else "*" * len(value)


def mask_mobile(value: str) -> str:
    return f"{value[:3]}****{value[-4:]}" if len(value) == 11 else "*" * len(value)


def mask_numbers(text: str) -> str:
    """Free text without the numbers somebody may have typed into it."""
    return NUMBERS.sub(lambda found: "*" * len(found[0]), text)
