"""How long a text takes to read, by its length."""

import re
from collections.abc import Iterator
from math import ceil
from typing import Any

# Of a text one learns from, read once with care.
CHARACTERS_A_MINUTE = 250
TAG = re.compile(r"<[^>]+>|\s+")


def reading_minutes(body: Any) -> int:
    """For the body of a lesson; a minute at least."""
    length = sum(len(TAG.sub("", text)) for block in body.raw_data for text in _texts(block["value"]))
    return max(1, ceil(length / CHARACTERS_A_MINUTE))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a block as it is stored: a text itself, a list of items, or a mapping of fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        # An item of a list is kept with its type and id; a picture by its number.
        yield from _texts(value["value"] if value.get("type") == "item" else list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
