"""From an answer to points. Pure: everything it needs stands in the frozen item."""

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from exams.choices import QuestionKind, ScoringPolicy

HALF_POINTS = Decimal(2)
NOTHING = Decimal("0.0")


def policy_for(kind: str) -> ScoringPolicy:
    return ScoringPolicy.HALF_IF_SUBSET if kind == QuestionKind.MULTIPLE else ScoringPolicy.ALL_OR_NOTHING


def normal(text: str) -> str:
    """One form for full and half width, capitals and small letters, and the spaces around."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def points(item: Mapping[str, Any], payload: Sequence[Any]) -> Decimal:
    """What an answer is worth; nothing for an empty one."""
    full = Decimal(item["score"])
    if item["kind"] == QuestionKind.BLANK:
        return full if _blanks_right(item["key"], payload) else NOTHING
    chosen, right = set(payload), set(item["key"])
    if chosen == right:
        return full
    if item["policy"] == ScoringPolicy.HALF_IF_SUBSET and chosen and chosen < right:
        return _half(full)
    return NOTHING


def _blanks_right(key: Sequence[Sequence[str]], payload: Sequence[str]) -> bool:
    if len(payload) != len(key):
        return False
    return all(
        normal(text) in {normal(accepted) for accepted in blank} for text, blank in zip(payload, key, strict=True)
    )


def _half(full: Decimal) -> Decimal:
    """Half, in steps of half a point."""
    return ((full / 2 * HALF_POINTS).to_integral_value(ROUND_DOWN) / HALF_POINTS).quantize(Decimal("0.1"))
