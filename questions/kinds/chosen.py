"""Kinds whose answer is a choice among options. The key holds the numbers of the right ones."""

import re
import unicodedata
from collections.abc import Collection, Hashable, Mapping, Sequence
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake.verdicts import RowVerdict, fixed
from questions.identity import plain_text
from questions.kinds.base import CHOSEN, Item, Kind, Refused, bad_answer

LETTERS = "ABCDEFGH"
OPTION_COLUMNS = {letter: (f"选项{letter}",) for letter in LETTERS}
OPTION_GUIDE = "单选、多选题填写，至少两个，从选项A起依次填写，中间不留空。其他题型不填。"
# “All of the above” makes sense at the end only.
PINNED_BEGINNINGS = ("以上", "上述")
NUMBERS = frozenset(str(i) for i in range(100))
NO_OPTION = -1


class ChosenKind(Kind):
    template = "questions/kinds/options.html"
    shape = CHOSEN
    one_only = True

    def read_key(self, answer: str, options: list[str], stem: str, row: RowVerdict) -> list[Any]:
        letters = re.sub(r"[\s,、;.|/和]", "", unicodedata.normalize("NFKC", answer).strip()).upper()
        if not letters or re.search(r"[^A-Z]", letters):
            raise Refused("answer_unreadable", _("“%(answer)s” is not an answer by letters.") % {"answer": answer})
        key = sorted({ord(letter) - ord("A") for letter in letters})
        self.check_key(options, key)
        return key

    def check(self, options: Sequence[str], key: Sequence[Any]) -> None:
        self.check_options(options)
        self.check_key(options, key)

    def check_options(self, options: Sequence[str]) -> None:
        if len(options) < 2 or not all(options):
            message = _("A choice needs two options at least, and none left out between them.")
            raise Refused("option_missing", message)
        if len({plain_text(option) for option in options}) < len(options):
            raise Refused("duplicate_options", _("Two options are the same."))

    def check_key(self, options: Sequence[str], key: Sequence[Any]) -> None:
        if not key:
            raise Refused("answer_missing", _("The right answer is missing."))
        if not set(key) <= set(range(len(options))):
            raise Refused("answer_beyond_options", _("The answer names an option that is not there."))
        if self.one_only and len(key) > 1:
            raise Refused("single_many", _("A single choice has one right option."))

    def written(self, options: Sequence[str], key: Sequence[Any]) -> dict[str, str]:
        return {**dict(zip(LETTERS, options, strict=False)), "answer": "".join(LETTERS[i] for i in key)}

    def answer(self, options: Sequence[str], key: Sequence[Any]) -> Hashable:
        """In whatever order the options stand."""
        return frozenset(options[i] for i in key)

    def key_in_words(self, options: Sequence[str], key: Sequence[Any]) -> str:
        return "；".join(options[i] for i in key)

    def payload_from(self, values: Sequence[str]) -> list[Any]:
        return [int(value) if value in NUMBERS else NO_OPTION for value in values]

    def check_payload(self, item: Item, payload: Sequence[Any]) -> None:
        offered = {option["id"] for option in item["options"]}
        if any(type(chosen) is not int or chosen not in offered for chosen in payload):
            raise NotAllowed(_("This option is not in your paper."), code="unknown_option")
        if len(set(payload)) != len(payload) or (self.one_only and len(payload) > 1):
            raise bad_answer()

    def same(self, one: Sequence[Any], other: Sequence[Any]) -> bool:
        """The order of ticks says nothing."""
        return sorted(one) == sorted(other)

    def is_right(self, item: Item, payload: Collection[Any]) -> bool:
        return set(payload) == set(item["key"])

    def right_payload(self, item: Item) -> list[Any]:
        return list(item["key"])

    def in_words(self, item: Item, payload: Collection[Any]) -> str:
        return "　".join(f"{o.letter}. {o.text}" for o in self.options(item, payload) if o.chosen)


class OfferingKind(ChosenKind):
    """Has options of its own, which every attempt shows in another order."""

    columns = OPTION_COLUMNS

    def read_options(self, cells: Mapping[str, str], row: RowVerdict) -> list[str]:
        texts = [cells.get(letter, "") for letter in LETTERS]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) < 2 or not all(texts):
            self.check_options(texts)
        options = [
            re.sub(rf"^[{letter}{letter.lower()}]\s*[.．、)）]\s*", "", text) or text
            for letter, text in zip(LETTERS, texts, strict=False)
        ]
        if options != texts:
            row.note([fixed("letter_stripped", _("The letters before the options were taken off."))])
        self.check_options(options)
        return options

    def order(self, options: Sequence[str], rng: Random) -> list[int]:
        order = super().order(options, rng)
        rng.shuffle(order)
        return sorted(order, key=lambda i: options[i].startswith(PINNED_BEGINNINGS))
