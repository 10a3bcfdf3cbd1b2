"""Text as the index keeps it and as a query asks for it.

A run of Chinese is cut into overlapping pairs: 电子政务 becomes 电子, 子政, 政务. Both sides are cut alike,
so anything of two characters or more is found wherever it stands, names and rare words included. A
dictionary would cut the query 务建设 unlike the text 电子政务建设 and miss it.
"""

import re
import unicodedata
from typing import NamedTuple

from modelsearch.utils import MAX_QUERY_STRING_LENGTH

# Ideographs incl. 々 and 〇, extension A, the compatibility block, and planes 2 and 3 (extensions B to I).
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# HAN again because `\w` knows only the ideographs of Python's own Unicode version.
WORD = re.compile(rf"[\w{HAN}]+")
PIECE = re.compile(rf"[{HAN}]+|[^{HAN}]+")
IS_HAN = re.compile(rf"[{HAN}]")
SUPPLEMENTARY = re.compile("[\U00010000-\U0010ffff]")

# A tsvector holds 1 MiB; one field of this length in Chinese takes about a third of it.
MAX_INDEXED_LENGTH = 50_000


class Term(NamedTuple):
    text: str
    prefix: bool = False


def index_text(text: str) -> str:
    """The terms of a text, blank-separated: words as they are, Chinese as pairs.

    The last character of a run starts no pair, so it is added alone: a search for one character
    is a search for terms beginning with it.
    """
    terms: list[str] = []
    for word in WORD.findall(_normalise(text[:MAX_INDEXED_LENGTH])):
        for piece in PIECE.findall(word):
            terms += _cut(piece)
            if len(piece) > 1 and IS_HAN.match(piece):
                terms.append(piece[-1])
    return _encode(" ".join(terms))


def query_terms(query: str, *, unfinished: bool = False) -> list[list[Term]]:
    """The terms a query asks for, word by word; punctuation asks for nothing.

    `unfinished` says that the user is still typing the last word.
    """
    normal = _normalise(query[:MAX_QUERY_STRING_LENGTH])[:MAX_QUERY_STRING_LENGTH]
    words = [_word_terms(word) for word in WORD.findall(normal)]
    if unfinished and words:
        words[-1][-1] = words[-1][-1]._replace(prefix=True)
    return words


def _word_terms(word: str) -> list[Term]:
    terms = [
        Term(_encode(gram), prefix=len(piece) == 1 and bool(IS_HAN.match(piece)))
        for piece in PIECE.findall(word)
        for gram in _cut(piece)
    ]
    return list(dict.fromkeys(terms))


def _cut(piece: str) -> list[str]:
    if len(piece) == 1 or not IS_HAN.match(piece):
        return [piece]
    return [piece[start : start + 2] for start in range(len(piece) - 1)]


def _normalise(text: str) -> str:
    """Case, full-width letters and compatibility ideographs folded here: the engines differ on them."""
    return unicodedata.normalize("NFKC", text).casefold().replace("_", " ")


def _encode(text: str) -> str:
    """Supplementary characters in ASCII: PostgreSQL drops those its C library does not know as letters."""
    return SUPPLEMENTARY.sub(lambda found: f"u{ord(found[0]):06x}", text)
