import re
from collections.abc import Collection, Hashable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.verdicts import RowVerdict, warning
from questions.kinds.base import Item, Refused
from questions.kinds.typed import TypedKind, normal


class Blank(TypedKind):
    """The key holds for each blank the texts accepted."""

    code = "blank"
    label = gettext_lazy("Fill in the blank")
    names = ("填空",)
    guide = {
        "题干": "填空题用四个下划线（____）表示每个空。",
        "正确答案": "填空题各空之间用|分隔，同一空的多个可接受答案之间用；分隔",
    }

    def read_key(self, answer: str, options: list[str], stem: str, row: RowVerdict) -> list[Any]:
        """Blanks by `|`, what is accepted in one by `；`."""
        key = [
            [text.strip() for text in re.split("[；;]", blank) if text.strip()] for blank in re.split("[|｜]", answer)
        ]
        self.check(options, key)
        seen = len(re.findall(r"_{2,}|[(（]\s*[)）]", stem))
        if seen and seen != len(key):
            message = _("The stem has %(seen)s blanks, the answer %(given)s.") % {"seen": seen, "given": len(key)}
            row.note([warning("blank_count_differs", message)])
        return key

    def check(self, options: Sequence[str], key: Sequence[Any]) -> None:
        if not key or not all(key):
            raise Refused("answer_missing", _("A blank has no answer."))

    def written(self, options: Sequence[str], key: Sequence[Any]) -> dict[str, str]:
        return {"answer": "|".join("；".join(accepted) for accepted in key)}

    def answer(self, options: Sequence[str], key: Sequence[Any]) -> Hashable:
        """In whatever order the texts of a blank are listed."""
        return tuple(frozenset(accepted) for accepted in key)

    def key_in_words(self, options: Sequence[str], key: Sequence[Any]) -> str:
        return " | ".join("；".join(accepted) for accepted in key)

    def fields(self, item: Item) -> int:
        return len(item["key"])

    def is_right(self, item: Item, payload: Collection[Any]) -> bool:
        accepted = [{normal(text) for text in blank} for blank in item["key"]]
        return len(payload) == len(accepted) and all(
            normal(text) in blank for text, blank in zip(payload, accepted, strict=True)
        )

    def right_payload(self, item: Item) -> list[Any]:
        return [blank[0] for blank in item["key"]]

    def right_in_words(self, item: Item) -> str:
        return "　".join("／".join(blank) for blank in item["key"])
