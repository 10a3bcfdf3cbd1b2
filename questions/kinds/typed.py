"""Kinds whose answer is typed: a text for each field of the page."""

import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

from common.characters import is_storable
from questions.kinds.base import TYPED, Item, Kind, bad_answer

LONGEST_TEXT = 500


def normal(text: str) -> str:
    """One form for full and half width, capitals and small letters, and the spaces around."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


class TypedKind(Kind):
    shape = TYPED
    template = "questions/kinds/typed.html"

    def fields(self, item: Item) -> int:
        """How many texts the page asks for."""
        return 1

    def texts(self, item: Item, payload: Sequence[Any]) -> tuple[str, ...]:
        n = self.fields(item)
        return tuple([*payload, *[""] * n][:n])

    def payload_from(self, values: Sequence[str]) -> list[Any]:
        texts = [value.strip() for value in values]
        return texts if any(texts) else []

    def check_payload(self, item: Item, payload: Sequence[Any]) -> None:
        if len(payload) > self.fields(item) or not all(_fits(text) for text in payload):
            raise bad_answer()

    def same(self, one: Sequence[Any], other: Sequence[Any]) -> bool:
        """Blanks around a text say nothing, nor do empty texts behind it."""
        return _bare(one) == _bare(other)

    def in_words(self, item: Item, payload: Collection[Any]) -> str:
        return "　".join(payload)


def _fits(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= LONGEST_TEXT and is_storable(text)


def _bare(payload: Sequence[Any]) -> list[str]:
    texts = [str(value).strip() for value in payload]
    while texts and not texts[-1]:
        texts.pop()
    return texts
