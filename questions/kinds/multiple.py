from collections.abc import Collection
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.verdicts import RowVerdict, warning
from questions.choices import ScoringPolicy
from questions.kinds.base import Item
from questions.kinds.chosen import OPTION_GUIDE, OfferingKind

HALF_POINTS = Decimal(2)


class Multiple(OfferingKind):
    code = "multiple"
    label = gettext_lazy("Multiple choice")
    names = ("多选", "多项选择")
    hint = gettext_lazy("Several options are right.")
    policy = ScoringPolicy.HALF_IF_SUBSET
    control, one_only = "checkbox", False
    guide = {"选项A至选项H": OPTION_GUIDE, "正确答案": "多选填ABD，也可写作A,B,D或A、B、D"}

    def read_key(self, answer: str, options: list[str], stem: str, row: RowVerdict) -> list[Any]:
        key = super().read_key(answer, options, stem, row)
        if len(key) == 1:
            row.note([warning("multiple_one", _("A multiple choice with one right option only."))])
        return key

    def points(self, item: Item, payload: Collection[Any]) -> Decimal:
        chosen = set(payload)
        if item["policy"] == ScoringPolicy.HALF_IF_SUBSET and chosen and chosen < set(item["key"]):
            return _half(Decimal(item["score"]))
        return super().points(item, payload)


def _half(full: Decimal) -> Decimal:
    """Half, in steps of half a point."""
    return ((full / 2 * HALF_POINTS).to_integral_value(ROUND_DOWN) / HALF_POINTS).quantize(Decimal("0.1"))
