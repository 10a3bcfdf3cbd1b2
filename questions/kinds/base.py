"""What a kind of question answers for. Everybody else asks the kind and never which kind it is.

`options` and `key` are those of a version; `item` is a question as an attempt froze it, a mapping with `options` as
`{"id", "text"}` in the order shown, `key`, `score` and `policy`; `payload` is an answer, always a list.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake.verdicts import RowVerdict
from questions.choices import ScoringPolicy

NOTHING = Decimal("0.0")
Item = Mapping[str, Any]
# How a page holds an answer, for its script too: the numbers of what is ticked, or the text of each field in order.
CHOSEN, TYPED = "chosen", "typed"


class Refused(Exception):
    """This cannot be a question of the kind."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Content(NamedTuple):
    options: list[str]
    key: list[Any]


@dataclass(frozen=True)
class Option:
    """An option as it is shown to who answers; it does not say whether it is right."""

    id: int
    letter: str
    text: str
    chosen: bool
    # The field it is chosen in: radio or checkbox.
    control: str


@dataclass(frozen=True)
class MarkedOption:
    letter: str
    text: str
    chosen: bool
    is_right: bool


def bad_answer() -> NotAllowed:
    return NotAllowed(_("This is not an answer to the question."), code="bad_answer")


class Kind(ABC):
    code: str
    label: str | Promise
    # What the column 题型 may call it; the first is what we write.
    names: tuple[str, ...]
    # Said beside the question while it is answered.
    hint: str | Promise = ""
    # Shows a question of the kind: with `part` "answer" to be answered under `name`, with "key" and with "review".
    template: str
    shape: str
    # What an option is chosen in, where the kind has options.
    control: str = "radio"
    policy: ScoringPolicy = ScoringPolicy.ALL_OR_NOTHING
    # Columns of a list that only such kinds have: the headings by field.
    columns: Mapping[str, tuple[str, ...]] = {}
    # What the template says of a column about this kind, by heading.
    guide: Mapping[str, str] = {}

    # A question.

    def read(self, cells: Mapping[str, str], stem: str, row: RowVerdict) -> Content:
        """What the cells of a row say, with a note on what was put right; raises Refused."""
        options = self.read_options(cells, row)
        if not cells["answer"]:
            raise Refused("answer_missing", _("The right answer is missing."))
        return Content(options, self.read_key(cells["answer"], options, stem, row))

    def read_options(self, cells: Mapping[str, str], row: RowVerdict) -> list[str]:
        return []

    @abstractmethod
    def read_key(self, answer: str, options: list[str], stem: str, row: RowVerdict) -> list[Any]:
        """The key from the cell of the right answer."""

    @abstractmethod
    def check(self, options: Sequence[str], key: Sequence[Any]) -> None:
        """Raise Refused where a version of the kind cannot say this."""

    @abstractmethod
    def written(self, options: Sequence[str], key: Sequence[Any]) -> dict[str, str]:
        """The cells of a row, by field: what `read` reads again."""

    @abstractmethod
    def answer(self, options: Sequence[str], key: Sequence[Any]) -> Hashable:
        """What is right, told apart from another right answer only where somebody would be marked otherwise."""

    @abstractmethod
    def key_in_words(self, options: Sequence[str], key: Sequence[Any]) -> str:
        """The key as people read it beside the options."""

    # An answer.

    def order(self, options: Sequence[str], rng: Random) -> list[int]:
        """In which order an attempt shows the options."""
        return list(range(len(options)))

    def options(self, item: Item, payload: Collection[Any]) -> tuple[Option, ...]:
        return tuple(
            Option(option["id"], chr(ord("A") + i), option["text"], option["id"] in payload, self.control)
            for i, option in enumerate(item["options"])
        )

    def texts(self, item: Item, payload: Sequence[Any]) -> tuple[str, ...]:
        """What stands in each field of the page, for kinds that are typed."""
        return ()

    def is_answered(self, payload: Collection[Any]) -> bool:
        return any(value != "" for value in payload)

    @abstractmethod
    def payload_from(self, values: Sequence[str]) -> list[Any]:
        """The answer as a page without scripts sends it; what nobody can have chosen is left to `check_payload`."""

    @abstractmethod
    def check_payload(self, item: Item, payload: Sequence[Any]) -> None:
        """Refuse what the item does not ask for."""

    @abstractmethod
    def same(self, one: Sequence[Any], other: Sequence[Any]) -> bool:
        """Whether two answers say the same."""

    @abstractmethod
    def is_right(self, item: Item, payload: Collection[Any]) -> bool:
        """Wholly right."""

    def points(self, item: Item, payload: Collection[Any]) -> Decimal:
        """What an answer is worth; nothing for an empty one."""
        return Decimal(item["score"]) if self.is_right(item, payload) else NOTHING

    @abstractmethod
    def right_payload(self, item: Item) -> list[Any]:
        """An answer that is wholly right."""

    # An answer beside its key.

    def marked(self, item: Item, payload: Collection[Any]) -> tuple[MarkedOption, ...]:
        right = self.right_payload(item)
        return tuple(MarkedOption(o.letter, o.text, o.chosen, o.id in right) for o in self.options(item, payload))

    @abstractmethod
    def in_words(self, item: Item, payload: Collection[Any]) -> str:
        """An answer as people read it."""

    def right_in_words(self, item: Item) -> str:
        return self.in_words(item, item["key"])
