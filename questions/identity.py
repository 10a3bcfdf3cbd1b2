"""What makes two questions the same: the number an office gave them, else what is asked and offered.

The same holds for every format: a number is Moodle's `idnumber` or GIFT's `[id:…]`, options are whatever is offered,
in any order. What is right, what it is worth and how it is explained make no other question.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from common.characters import narrow

# Of one question written twice: white space, blanks, quotes, marks of a sentence. A mark between digits says something
# (1.5, 8:30), and so do signs (<, ≥, +, %): they stay.
BLANK = re.compile(r"\(\s*\)|\[\s*\]")
FREE = re.compile(r"[\s_\"'“”‘’「」『』…—、。;!?]+|(?<!\d)[,.:]|[,.:](?!\d)")


def plain_number(text: str) -> str:
    """A number as it is stored: without width, case and space."""
    return re.sub(r"\s+", "", narrow(text)).upper()


def plain_text(text: str) -> str:
    plain = BLANK.sub("", unicodedata.normalize("NFKC", text).casefold())
    return FREE.sub("", plain) or text


def content_key(kind: str, stem: str, options: Iterable[str]) -> str:
    """One question of a bank."""
    return _digest(kind, plain_text(stem), *sorted(plain_text(option) for option in options))


def stem_key(stem: str) -> str:
    """Stems somebody might take for the same: letters and digits alone."""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", stem).casefold())
    # A stem of marks alone still has to differ from another.
    return _digest(letters or stem)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
