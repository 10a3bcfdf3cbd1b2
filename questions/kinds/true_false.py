import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.verdicts import RowVerdict
from questions.kinds.base import Refused
from questions.kinds.chosen import ChosenKind

OPTIONS = ("正确", "错误")
TRUE_WORDS = frozenset(["对", "正确", "是", "√", "✓", "✔", "t", "true", "y", "yes", "a", "1"])
FALSE_WORDS = frozenset(["错", "错误", "否", "不对", "×", "✗", "✘", "x", "f", "false", "n", "no", "b", "0"])


class TrueFalse(ChosenKind):
    """Its two options are always the same and keep their order."""

    code = "true_false"
    label = gettext_lazy("True or false")
    names = ("判断", "是非")
    hint = gettext_lazy("One option is right.")
    guide = {"正确答案": "判断填对或错"}

    def read_options(self, cells: Mapping[str, str], row: RowVerdict) -> list[str]:
        return list(OPTIONS)

    def read_key(self, answer: str, options: list[str], stem: str, row: RowVerdict) -> list[Any]:
        word = unicodedata.normalize("NFKC", answer).strip().casefold()
        if word in TRUE_WORDS:
            return [0]
        if word in FALSE_WORDS:
            return [1]
        raise Refused("answer_unreadable", _("“%(answer)s” is neither true nor false.") % {"answer": word})

    def written(self, options: Sequence[str], key: Sequence[Any]) -> dict[str, str]:
        return {"answer": "对" if key == [0] else "错"}
